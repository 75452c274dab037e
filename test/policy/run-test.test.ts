import { describe, expect, it } from 'vitest';
import { createClock } from '../../language-server/policy/clock.ts';
import type { Leaf, Policy, PolicyTest, Rule, Value } from '../../language-server/policy/model.ts';
import { firedRules, runTest } from '../../language-server/policy/run-test.ts';
import { boundary, choiceBetween, literal, policyWith, trigger } from '../support/policies.ts';

const DAY = 86_400_000;
const clock = createClock();
const date = (text: string): number => Date.parse(`${text}T00:00Z`) / DAY;

function testWith(parts: Partial<PolicyTest> = {}): PolicyTest {
  return {
    title: 'a test',
    handoff: 'newsletter',
    given: {},
    words: {},
    stage: 'act',
    after: [],
    choice: 540,
    expect: { verdict: 'act', by: [] },
    at: { file: 'newsletter.handoff', line: 1 },
    ...parts,
  };
}

function policyOf(rules: Rule[], parts: Partial<Policy> = {}): Policy {
  const base = policyWith();
  const clocked = [
    ...base.data.columns,
    { name: 'zone', type: { kind: 'zone' } as const, role: 'clock' as const },
  ];
  return policyWith({ data: { ...base.data, columns: clocked }, rules, ...parts });
}

const is = (left: Leaf, value: Value): Rule =>
  trigger('watched', { kind: 'compare', operator: 'is', left, right: literal(value) });

/** What a rule that reads the leaf sees of it. */
function seen(leaf: Leaf, test: Partial<PolicyTest>, policy = policyOf([is(leaf, 0)])) {
  const { judgement } = runTest(policy, testWith(test), clock);
  return judgement.ledger[0]?.values[0]?.value;
}

const on = { date: date('2026-02-03'), time: 540 };
const sentIn = (days: number, across = false, ahead = true): Leaf => ({
  kind: 'sent',
  window: { kind: 'rolling', milliseconds: days * DAY },
  across,
  ahead,
});
const sentThis = (unit: 'day' | 'week' | 'month'): Leaf => ({
  kind: 'sent',
  window: { kind: 'calendar', unit },
  across: false,
  ahead: true,
});
const sinceLast: Leaf = { kind: 'sinceLast', across: false, ahead: false };
const column = (name: string): Leaf => ({ kind: 'column', name });
const word = (name: Extract<Leaf, { kind: 'word' }>['word']): Leaf => ({
  kind: 'word',
  word: name,
});
const nearest: Leaf = { kind: 'sinceLast', across: false, ahead: true };
const later = { date: on.date, time: 600 };
const dayBefore = { date: on.date - 1, time: 540 };

const reads: [what: string, leaf: Leaf, test: Partial<PolicyTest>, value: Value | undefined][] = [
  ['a given column', column('consent'), { given: { consent: 1 } }, 1],
  ['a column left out', column('consent'), {}, undefined],
  ['a column named as what every object has', column('constructor'), {}, undefined],
  ['given confidence', word('confidence'), { words: { confidence: 0.9 } }, 0.9],
  ['confidence left out', word('confidence'), {}, undefined],
  ['evidence left out', word('evidence'), {}, undefined],
  ['agreement left out', word('agreement'), {}, undefined],
  ['surprise left out', word('surprise'), {}, 0],
  ['given surprise', word('surprise'), { words: { surprise: 4 } }, 4],
  ['novelty left out', word('novelty'), {}, 0],
  ['exploring', word('exploring'), {}, 0],
  ['explored', word('explored'), {}, 0],
  ['soundness', word('sound'), {}, undefined],
  ['what one row sends', word('sending'), {}, 1],
  ['the date', { kind: 'date' }, { on }, on.date],
  ['the weekday', { kind: 'weekday' }, { on }, 2],
  ['the month', { kind: 'month' }, { on }, 2],
  ['the date of a test without one', { kind: 'date' }, {}, undefined],
  [
    'the date on a clock that does not exist',
    { kind: 'date' },
    { on, given: { zone: 'Mars' } },
    undefined,
  ],
  ['sends without a history', sentIn(7), { on }, 0],
  ['sends without a history or a date', sentIn(7), {}, 0],
  ['sends with a history and no date', sentIn(7), { after: [dayBefore] }, undefined],
  [
    'sends on a clock that does not exist',
    sentIn(7),
    { on, after: [dayBefore], given: { zone: 'Mars' } },
    undefined,
  ],
  ['sends inside the window', sentIn(7), { on, after: [dayBefore, dayBefore] }, 2],
  ['a send exactly one window ago', sentIn(1), { on, after: [dayBefore] }, 0],
  ['sends across handoffs', sentIn(7, true), { on, after: [dayBefore] }, 1],
  ['a send that is scheduled, for a cap', sentIn(1), { on, after: [later] }, 1],
  [
    'no send that is scheduled, for a condition',
    sentIn(1, false, false),
    { on, after: [later] },
    0,
  ],
  ['the nearest send, a later one', nearest, { on, after: [dayBefore, later] }, 3_600_000],
  ['the last send, no later one', sinceLast, { on, after: [dayBefore, later] }, DAY],
  ['sends this calendar day', sentThis('day'), { on, after: [dayBefore, { ...on, time: 0 }] }, 1],
  ['the last send', sinceLast, { on, after: [dayBefore] }, DAY],
  ['the last send of none', sinceLast, { on }, Infinity],
  ['the last send of none without a date', sinceLast, {}, Infinity],
  ['the last send without a date', sinceLast, { after: [dayBefore] }, undefined],
  // Clocks in Berlin went forward on 2026-03-29: that day was an hour short.
  [
    'the last send over a change of the clock',
    sinceLast,
    {
      on: { date: date('2026-03-29'), time: 540 },
      after: [{ date: date('2026-03-28'), time: 540 }],
      given: { zone: 'Europe/Berlin' },
    },
    DAY - 3_600_000,
  ],
];

describe('what a test reads', () => {
  it.each(reads)('%s', (_what, leaf, test, value) => {
    expect(seen(leaf, test)).toBe(value);
  });

  it('is what the chosen column says where that is what a row counts', () => {
    const counted = policyWith().data;
    const policy = policyOf([is(word('sending'), 0)], {
      data: { ...counted, countColumn: 'send_hour' },
    });
    expect(seen(word('sending'), { choice: 3 }, policy)).toBe(3);
  });

  it('is a given column where that is what a row counts', () => {
    const policy = policyOf([is(word('sending'), 0)], {
      data: { ...policyWith().data, countColumn: 'visits' },
    });
    expect(seen(word('sending'), { given: { visits: 4 } }, policy)).toBe(4);
    expect(seen(word('sending'), {}, policy)).toBeUndefined();
  });
});

describe('a chosen time of day', () => {
  const quiet = boundary('quiet', choiceBetween(1260, 420), { otherwise: { kind: 'nearest' } });
  const spaced = boundary(
    'spaced',
    { kind: 'compare', operator: 'below', left: nearest, right: literal(4 * 3_600_000) },
    { otherwise: { kind: 'nearest' } },
  );

  it('moves the moment at which history is read', () => {
    const policy = policyOf([quiet, spaced]);
    // 03:00 moves to 07:00, which is too near to 06:00, and so on to 10:00.
    const test = testWith({ choice: 180, on: { ...on, time: 180 }, after: [{ ...on, time: 360 }] });
    const { judgement } = runTest(policy, test, clock);
    expect(judgement.choice).toBe(600);
    expect(firedRules(judgement).map(({ rule }) => rule.name)).toEqual(['quiet', 'spaced']);
  });

  it('names the rules that fired before it was moved', () => {
    const test = testWith({
      choice: 180,
      on: { ...on, time: 180 },
      expect: { verdict: 'act', choice: 420, by: ['quiet'] },
    });
    expect(runTest(policyOf([quiet, spaced]), test, clock)).toMatchObject({
      passed: true,
      failures: [],
    });
  });
});

describe('what a test expects', () => {
  const rules = [
    boundary('consented', { kind: 'not', part: { kind: 'truth', of: column('consent') } }),
    trigger('dormant', {
      kind: 'compare',
      operator: 'is',
      left: column('engagement'),
      right: literal(2),
    }),
  ];
  const policy = policyOf(rules);
  const active = { consent: 1, engagement: 0 };
  const dormant = { consent: 1, engagement: 2 };

  const cases: [what: string, test: Partial<PolicyTest>, failures: string[]][] = [
    ['the verdict', { given: active }, []],
    ['another verdict', { given: dormant }, ['verdict']],
    [
      'the role that is asked',
      { given: dormant, expect: { verdict: 'escalate', to: 'lifecycle_team', by: ['dormant'] } },
      [],
    ],
    [
      'another role',
      { given: dormant, expect: { verdict: 'escalate', to: 'brand_team', by: [] } },
      ['to'],
    ],
    ['the choice', { given: active, expect: { verdict: 'act', choice: 540, by: [] } }, []],
    [
      'another choice',
      { given: active, expect: { verdict: 'act', choice: 600, by: [] } },
      ['choice'],
    ],
    [
      'a choice that is not carried out',
      { given: { consent: 0, engagement: 0 }, expect: { verdict: 'block', choice: 540, by: [] } },
      ['choice'],
    ],
    [
      'a rule that did not fire',
      { given: active, expect: { verdict: 'act', by: ['consented', 'dormant'] } },
      ['consented', 'dormant'],
    ],
    [
      'a rule that is unknown',
      {
        given: { engagement: 0 },
        expect: { verdict: 'escalate', to: 'lifecycle_team', by: ['consented'] },
      },
      [],
    ],
    ['the stage', { given: active, stage: 'suggest', expect: { verdict: 'suggest', by: [] } }, []],
  ];

  it.each(cases)('%s', (_what, test, failures) => {
    const result = runTest(policy, testWith(test), clock);
    const found = result.failures.map((each) => (each.kind === 'rule' ? each.name : each.kind));
    expect(found).toEqual(failures);
    expect(result.passed).toBe(failures.length === 0);
  });

  it('takes the usual choice for the choice of a block that falls back to it', () => {
    const late = boundary('late', choiceBetween(1200, 1260));
    const blocked = policyOf([late], { usual: 540 });
    const expected = { verdict: 'block', choice: 540, by: ['late'] } as const;
    const test = testWith({ choice: 1200, expect: { ...expected, by: ['late'] } });
    expect(runTest(blocked, test, clock).passed).toBe(true);
  });
});
