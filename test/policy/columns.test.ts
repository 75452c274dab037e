import { describe, expect, it } from 'vitest';
import { compileCondition, compileRules } from '../../language-server/policy/columns.ts';
import {
  BROKEN,
  ESCALATE,
  HOLD,
  NEAREST,
  UNKNOWN_BOUNDARY,
} from '../../language-server/policy/columns/findings.ts';
import { leavesOf } from '../../language-server/policy/leaves.ts';
import type { Condition, Leaf, Window } from '../../language-server/policy/model.ts';
import { FALSE, TRUE, UNKNOWN } from '../../language-server/policy/tri.ts';
import {
  boundary,
  choice,
  choiceBetween,
  column,
  literal,
  policyWith,
  trigger,
} from '../support/policies.ts';

const policy = policyWith();
const consents: Condition = { kind: 'truth', of: column('consent') };
const manyVisits: Condition = {
  kind: 'compare',
  operator: 'above',
  left: column('visits'),
  right: literal(3),
};

describe('leavesOf', () => {
  it('names every leaf once, in the order of mention', () => {
    const sum = {
      kind: 'arithmetic',
      operator: '+',
      left: column('visits'),
      right: choice,
    } as const;
    const condition: Condition = {
      kind: 'or',
      parts: [
        { kind: 'not', part: consents },
        {
          kind: 'between',
          of: sum,
          low: column('visits'),
          high: choice,
          ends: 'closed',
          wraps: false,
        },
        { kind: 'known', of: { kind: 'sinceLast', across: true, ahead: false } },
        { kind: 'known', of: { kind: 'sinceLast', across: false, ahead: false } },
      ],
    };
    expect(leavesOf(condition)).toEqual([
      column('consent'),
      column('visits'),
      choice,
      { kind: 'sinceLast', across: true, ahead: false },
      { kind: 'sinceLast', across: false, ahead: false },
    ]);
  });
});

describe('a leaf', () => {
  it('is another one for every window, and across handoffs', () => {
    const windows: Window[] = [
      { kind: 'calendar', unit: 'day' },
      { kind: 'calendar', unit: 'week' },
      { kind: 'rolling', milliseconds: 86_400_000 },
      { kind: 'rolling', milliseconds: 172_800_000 },
    ];
    const leaves = windows.flatMap((window) =>
      [true, false].map((across): Leaf => ({ kind: 'sent', window, across, ahead: true })),
    );
    const parts = [...leaves, ...leaves].map((of): Condition => ({ kind: 'known', of }));
    expect(leavesOf({ kind: 'and', parts })).toEqual(leaves);
  });
});

describe('a program for one choice', () => {
  it('has no choice to read, and nothing that the choice has settled', () => {
    const fires: Condition = { kind: 'and', parts: [choiceBetween(1260, 420), consents] };
    const leavesFor = (chosen: number) =>
      compileCondition(fires, policy, { choice: chosen }).leaves;
    expect(compileCondition(fires, policy).leaves).toEqual([choice, column('consent')]);
    expect(leavesFor(180)).toEqual([column('consent')]);
    expect(leavesFor(540)).toEqual([]);
  });
});

describe('findings', () => {
  const rows = { inputs: [Float64Array.of(0, 1, NaN)], count: 3 };

  it('tell the kinds of rules and consequences apart', () => {
    const found = (...[kind, otherwise]: ['boundary' | 'trigger', 'hold' | 'nearest']) => {
      const make = kind === 'boundary' ? boundary : trigger;
      const findings = new Uint8Array(3);
      compileRules([make('a', consents, { otherwise: { kind: otherwise } })], policy).judge(
        rows,
        findings,
      );
      return [...findings];
    };
    const unknown = ESCALATE | UNKNOWN_BOUNDARY;
    expect(found('boundary', 'hold')).toEqual([0, HOLD | BROKEN, unknown]);
    expect(found('boundary', 'nearest')).toEqual([0, NEAREST, unknown]);
    expect(found('trigger', 'hold')).toEqual([0, ESCALATE, ESCALATE]);
  });

  it('are added to what other rules found', () => {
    const findings = Uint8Array.of(HOLD, NEAREST, 0, 99);
    compileRules([trigger('a', consents)], policy).judge(rows, findings);
    expect([...findings]).toEqual([HOLD, NEAREST | ESCALATE, ESCALATE, 99]);
  });

  it('leave the rows after the count alone', () => {
    const findings = new Uint8Array(3);
    const fired = [new Uint8Array(3).fill(9)];
    const program = compileRules([trigger('a', { kind: 'not', part: consents })], policy);
    program.judge({ ...rows, count: 1 }, findings, fired);
    expect([...findings]).toEqual([ESCALATE, 0, 0]);
    expect([...fired[0]!]).toEqual([TRUE, 9, 9]);
  });

  it('of one row do not depend on what was judged before', () => {
    const both = compileRules(
      [trigger('a', { kind: 'and', parts: [consents, manyVisits] })],
      policy,
    );
    const judgeOne = (consent: number, visits: number) => {
      const findings = new Uint8Array(1);
      both.judge(
        { inputs: [Float64Array.of(consent), Float64Array.of(visits)], count: 1 },
        findings,
      );
      return findings[0];
    };
    expect([judgeOne(1, 4), judgeOne(1, 3), judgeOne(NaN, 3), judgeOne(NaN, 4)]).toEqual([
      1, 0, 0, 1,
    ]);
  });
});

describe('text in columns', () => {
  const mentions: Condition = {
    kind: 'mentions',
    of: column('subject_text'),
    phrases: ['free'],
  };
  const run = (program: ReturnType<typeof compileCondition>, codes: number[], words?: string[]) => {
    const out = new Uint8Array(codes.length);
    const dictionaries = words === undefined ? {} : { dictionaries: [words] };
    program.run({ inputs: [Float64Array.from(codes)], count: codes.length, ...dictionaries }, out);
    return [...out];
  };

  it('follows a dictionary that grows, and another one', () => {
    const program = compileCondition(mentions, policy);
    const words = ['free', 'paid'];
    expect(run(program, [0, 1, NaN], words)).toEqual([TRUE, FALSE, UNKNOWN]);
    words.push('Free again', ...Array.from({ length: 500 }, (_, i) => `paid ${i}`), 'FREE');
    expect(run(program, [2, 1, 502, 503], words)).toEqual([TRUE, FALSE, FALSE, TRUE]);
    expect(run(program, [0, 1], ['paid', 'free'])).toEqual([FALSE, TRUE]);
  });

  it('tests each string of a dictionary once', () => {
    let reads = 0;
    const words = new Proxy(['free', 'paid'], {
      get: (target, key, receiver) => {
        if (key === '0' || key === '1') reads++;
        return Reflect.get(target, key, receiver) as unknown;
      },
    });
    const program = compileCondition(mentions, policy);
    run(program, [0, 1, 0, 1, 0], words);
    run(program, [0, 1, 0, 1, 0], words);
    expect(reads).toBe(2);
  });

  it('is unknown without a dictionary', () => {
    expect(run(compileCondition(mentions, policy), [0, NaN])).toEqual([UNKNOWN, UNKNOWN]);
  });
});
