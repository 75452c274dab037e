import { describe, expect, it } from 'vitest';
import { judge } from '../../language-server/policy/judge.ts';
import type {
  Condition,
  Otherwise,
  Policy,
  Quantity,
  Rule,
  Stage,
  Value,
  Verdict,
} from '../../language-server/policy/model.ts';
import { judgeColumns } from '../support/columnar.ts';
import {
  boundary,
  choice,
  choiceBetween,
  column,
  literal,
  policyWith,
  reading,
  trigger,
} from '../support/policies.ts';

const yes: Condition = { kind: 'constant', value: true };
const no: Condition = { kind: 'constant', value: false };
const unknown: Condition = { kind: 'truth', of: column('consent') };
const nearest: Partial<Rule> = { otherwise: { kind: 'nearest' } };
const quietHours = boundary('quiet_hours', choiceBetween(1260, 420), nearest);

/** Judged by the reference, after the evaluator on columns said the same. */
function decide(
  parts: Partial<Policy>,
  proposed: Value,
  { stage = 'act', row = {} }: { stage?: Stage; row?: Record<string, Value> } = {},
) {
  const policy = policyWith(parts);
  const judgement = judge(policy, proposed, stage, reading(row));
  const { verdict, choice, fellBackToUsual } = judgement;
  const replaced = judgement.replaced !== undefined;
  const [fast] = judgeColumns(policy, [{ row: 0, choice: proposed }], stage, (_, leaf) =>
    reading(row)(leaf),
  );
  expect(fast).toEqual({ verdict, choice, replaced, fellBackToUsual });
  return judgement;
}

describe('the verdict', () => {
  const given = (otherwise: Otherwise, fires: Condition = yes) =>
    boundary('never', fires, { otherwise });
  const cases: [string, Rule[], Stage, Verdict][] = [
    ['no rules act', [], 'act', 'act'],
    ['no rules act with review', [], 'act with review', 'act'],
    ['the stage suggests', [], 'suggest', 'suggest'],
    ['what does not fire says nothing', [boundary('a', no), trigger('b', no)], 'act', 'act'],
    ['a boundary blocks', [given({ kind: 'block' })], 'act', 'block'],
    ['a boundary holds', [given({ kind: 'hold' })], 'act', 'hold'],
    ['a boundary escalates', [given({ kind: 'escalate', to: 'legal' })], 'act', 'escalate'],
    ['an unknown boundary escalates', [given({ kind: 'block' }, unknown)], 'act', 'escalate'],
    ['a trigger escalates', [trigger('a', yes)], 'act', 'escalate'],
    ['an unknown trigger escalates', [trigger('a', unknown)], 'act', 'escalate'],
    ['to escalate is stricter than to suggest', [trigger('a', yes)], 'suggest', 'escalate'],
    ['to hold is stricter', [trigger('a', yes), given({ kind: 'hold' })], 'act', 'hold'],
    ['to block is strictest', [given({ kind: 'hold' }), boundary('b', yes)], 'suggest', 'block'],
  ];
  it.each(cases)('%s', (_, rules, stage, verdict) => {
    const judgement = decide({ rules }, 540, { stage });
    expect(judgement.verdict).toBe(verdict);
    expect(judgement.ledger.map(({ rule }) => rule)).toEqual(rules);
    const isCarriedOut = verdict !== 'block' && verdict !== 'hold';
    expect(judgement.choice).toBe(isCarriedOut ? 540 : undefined);
  });
});

describe('whom it asks', () => {
  it('names every role once, sorted: its own, or the one of the block', () => {
    const rules = [
      boundary('a', yes, { otherwise: { kind: 'escalate', to: 'legal' } }),
      boundary('b', unknown, { otherwise: { kind: 'escalate', to: 'press' } }),
      trigger('c', yes, { escalatesTo: 'brand_team' }),
      trigger('d', yes, { escalatesTo: 'legal' }),
      trigger('e', no, { escalatesTo: 'finance' }),
      boundary('f', yes, { escalatesTo: 'owner' }),
    ];
    expect(decide({ rules }, 540).escalatesTo).toEqual(['brand_team', 'legal', 'lifecycle_team']);
  });
});

describe('the nearest allowed', () => {
  it('replaces the choice, and keeps both ledgers', () => {
    const early = trigger('early', choiceBetween(420, 480));
    const judgement = decide({ rules: [quietHours, early] }, 180);
    expect(judgement).toMatchObject({ verdict: 'escalate', proposed: 180, choice: 420 });
    expect(judgement.ledger.map(({ outcome }) => outcome)).toEqual(['not', 'fired']);
    expect(judgement.replaced?.by).toEqual(['quiet_hours']);
    expect(judgement.replaced?.ledger.map(({ outcome }) => outcome)).toEqual(['fired', 'not']);
  });

  it.each([
    [1260, 1200],
    [1320, 1200],
    [60, 1200],
    [120, 420],
    [400, 420],
  ])('moves %i to %i, the shorter way round midnight', (proposed, expected) => {
    expect(decide({ rules: [quietHours] }, proposed).choice).toBe(expected);
  });

  it('takes the later of two that are equally near', () => {
    const rules = [boundary('lunch', choiceBetween(660, 840), nearest)];
    expect(decide({ rules }, 720).choice).toBe(840);
    expect(decide({ rules }, 660).choice).toBe(600);
  });

  it('passes over what another boundary forbids, whatever that one says', () => {
    const rules = [quietHours, boundary('morning', choiceBetween(420, 540))];
    expect(decide({ rules }, 240)).toMatchObject({ verdict: 'act', choice: 540 });
  });

  it('does not apply where a broken boundary says something else', () => {
    const rules = [quietHours, boundary('b', yes, { otherwise: { kind: 'hold' } })];
    const judgement = decide({ rules }, 180);
    expect(judgement).toMatchObject({ verdict: 'block', choice: undefined });
    expect(judgement.replaced).toBeUndefined();
  });

  it('applies beside an unknown boundary, which escalates', () => {
    const judgement = decide({ rules: [quietHours, boundary('b', unknown)] }, 180);
    expect(judgement).toMatchObject({ verdict: 'escalate', choice: 420 });
  });

  it('blocks where nothing is allowed', () => {
    const judgement = decide({ rules: [boundary('never', yes, nearest)] }, 180);
    expect(judgement).toMatchObject({ verdict: 'block', choice: undefined });
    expect(judgement.replaced).toBeUndefined();
  });

  it('blocks where the choice has no list of values', () => {
    const above: Condition = {
      kind: 'compare',
      operator: 'above',
      left: choice,
      right: literal(5),
    };
    const parts = { choice: { column: 'discount', type: { kind: 'share' } as const } };
    expect(decide({ ...parts, rules: [boundary('a', above, nearest)] }, 6).verdict).toBe('block');
  });
});

describe('the usual choice', () => {
  const night = boundary('night', choiceBetween(1260, 420));

  it('takes the place of a blocked one', () => {
    const judgement = decide({ usual: 540, rules: [night] }, 180);
    expect(judgement).toMatchObject({ verdict: 'block', choice: 540, fellBackToUsual: true });
    expect(judgement.replaced).toBeUndefined();
  });

  it.each<[string, Condition]>([
    ['breaks a boundary', choiceBetween(540, 600)],
    ['may break a boundary', { kind: 'and', parts: [choiceBetween(540, 600), unknown] }],
  ])('does not, where it %s itself', (_, fires) => {
    const judgement = decide({ usual: 540, rules: [night, boundary('b', fires)] }, 180);
    expect(judgement).toMatchObject({ verdict: 'block', choice: undefined });
    expect(judgement.fellBackToUsual).toBe(false);
  });

  it('does, where only a trigger fires on it', () => {
    const rules = [night, trigger('unsure', yes)];
    expect(decide({ usual: 540, rules }, 180).choice).toBe(540);
  });

  it('does not take the place of one that is held', () => {
    const rules = [boundary('b', choiceBetween(180, 240), { otherwise: { kind: 'hold' } })];
    expect(decide({ usual: 540, rules }, 180)).toMatchObject({
      verdict: 'hold',
      choice: undefined,
    });
  });
});

describe('the ledger', () => {
  const sent = {
    kind: 'sent',
    window: { kind: 'rolling', milliseconds: 604_800_000 },
    ahead: true,
  } as const;
  const visits = column('visits');
  const dormant: Condition = {
    kind: 'compare',
    operator: 'is',
    left: column('engagement'),
    right: literal(2),
  };
  const above = (left: Quantity, limit: number): Condition => ({
    kind: 'compare',
    operator: 'above',
    left,
    right: literal(limit),
  });
  const trace = (fires: Condition, row: Record<string, Value>, proposed = 540) =>
    decide({ rules: [trigger('rule', fires)] }, proposed, { row }).ledger[0]!;

  it('names the values that a rule read, each once, and those that were missing', () => {
    const fires: Condition = {
      kind: 'and',
      parts: [above(visits, 3), dormant, above(choice, 60), above(visits, 4)],
    };
    expect(trace(fires, { visits: 5 })).toMatchObject({
      outcome: 'unknown',
      values: [
        { name: 'visits', value: 5 },
        { name: 'engagement', value: undefined },
        { name: 'send_hour', value: 540 },
      ],
      missing: ['engagement'],
    });
    expect(trace(fires, { visits: 3 })).toMatchObject({ outcome: 'not', missing: [] });
  });

  const names: [Quantity, string][] = [
    [{ kind: 'word', word: 'confidence' }, 'confidence'],
    [{ kind: 'weekday' }, 'weekday'],
    [{ ...sent, across: false }, 'emails in 7 days'],
    [{ ...sent, across: true }, 'emails in 7 days across all handoffs'],
    [
      {
        kind: 'sent',
        window: { kind: 'rolling', milliseconds: 3_600_000 },
        across: false,
        ahead: true,
      },
      'emails in 1 hour',
    ],
    [
      { kind: 'sent', window: { kind: 'calendar', unit: 'day' }, across: false, ahead: true },
      'emails this calendar day',
    ],
    [{ kind: 'sinceLast', across: false, ahead: false }, 'time since the last email'],
    [{ kind: 'sinceLast', across: false, ahead: true }, 'time to the nearest email'],
    [{ ...sent, across: false, ahead: false }, 'emails in the last 7 days'],
  ];
  it.each(names)('calls %j %s', (leaf, name) => {
    expect(trace(above(leaf, 0), {}).missing).toEqual([name]);
  });

  const distances: [string, Condition, Record<string, Value>, number | undefined][] = [
    ['above, beyond', above(visits, 3), { visits: 5 }, 2],
    ['above, short of it', above(visits, 3), { visits: 1 }, -2],
    [
      'below',
      { kind: 'compare', operator: 'below', left: visits, right: literal(3) },
      { visits: 1 },
      2,
    ],
    ['not above', { kind: 'not', part: above(visits, 3) }, { visits: 1 }, 2],
    [
      'far from',
      { kind: 'farFrom', of: choice, from: literal(1380), distance: 180, cycle: 1440 },
      {},
      420,
    ],
    [
      'and what is true',
      { kind: 'and', parts: [above(visits, 3), dormant] },
      { visits: 5, engagement: 2 },
      2,
    ],
    [
      'and what is not true',
      { kind: 'and', parts: [above(visits, 3), dormant] },
      { visits: 5, engagement: 1 },
      undefined,
    ],
    [
      'two comparisons',
      { kind: 'and', parts: [above(visits, 3), above(choice, 3)] },
      { visits: 5 },
      undefined,
    ],
    ['no ordered comparison', dormant, { engagement: 2 }, undefined],
    ['an unknown value', above(visits, 3), {}, undefined],
    [
      'an infinite value',
      above({ kind: 'sinceLast', across: false, ahead: false }, 3),
      { sinceLast: Infinity },
      undefined,
    ],
  ];
  it.each(distances)('gives the distance to the threshold: %s', (_, fires, row, expected) => {
    expect(trace(fires, row).distance).toBe(expected);
  });
});
