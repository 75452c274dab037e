import fc from 'fast-check';
import { candidates } from '../../language-server/policy/choices.ts';
import type {
  Condition,
  Policy,
  ReviewerAnswer,
  Simulation,
  Value,
} from '../../language-server/policy/model.ts';
import type { OutsideProposal } from '../../language-server/simulation/agents/outside-agent.ts';
import { arbitraryCondition } from './arbitrary-policy.ts';
import { at, compare, DAY, numbers, reasons } from './arbitrary-replay-policy.ts';
import { column, literal } from './policies.ts';
import type { PlainRow } from './plain-replay.ts';

const HOUR = 3_600_000;
const texts = ['free', 'Get FREE money', 'carefree', '', '😀😀', 'a'];

export function arbitrarySimulation(policy: Policy, day: number): fc.Arbitrary<Simulation> {
  const { type } = policy.choice;
  const listed = candidates(type);
  const choice = fc.constantFrom(...(listed ?? numbers));
  const withoutState = columnCondition;
  const agents: fc.Arbitrary<Simulation['agent']>[] = [
    // What comes of a decision is known only where it is what was logged.
    fc.constant({ kind: 'logged' }),
    fc.constant({ kind: 'logged' }),
    fc.constant({ kind: 'recorded', path: 'proposals.jsonl' }),
    fc.constant({ kind: 'recorded', path: 'proposals.jsonl' }),
    fc
      .record({
        cases: fc.array(fc.record({ choice, when: withoutState }), { maxLength: 2 }),
        otherwise: choice,
      })
      .map((model) => ({ kind: 'chooses', ...model })),
  ];
  if (policy.usual !== undefined) agents.push(fc.constant({ kind: 'usual' }));
  if (listed && policy.goal) {
    const by = fc.subarray(['engagement', 'consent', 'campaign']);
    agents.push(
      ...Array.from({ length: 3 }, () => by.map((by) => ({ kind: 'thompson' as const, by }))),
    );
  }
  const answer = fc
    .record({
      answer: fc.constantFrom('approves' as const, 'overrides' as const),
      reason: fc.option(fc.constantFrom(...reasons), { nil: undefined, freq: 4 }),
      when: fc.option(arbitraryCondition(type), { nil: undefined }),
    })
    .map(({ reason, when, ...rest }): ReviewerAnswer => ({
      ...rest,
      ...(reason === undefined ? {} : { reason }),
      ...(when ? { when } : {}),
    }));
  const date = day / DAY;
  return fc
    .record({
      agent: fc.oneof(...agents),
      reviewer: fc.array(answer, { maxLength: 3 }),
      answersIn: fc.option(
        fc.constantFrom(
          { soonest: HOUR, latest: HOUR },
          { soonest: HOUR / 2, latest: 6 * HOUR },
          { soonest: 30 * HOUR, latest: 80 * HOUR },
        ),
        { nil: undefined },
      ),
      rejects: fc.option(fc.array(ofPattern(type), { minLength: 1, maxLength: 2 }), {
        nil: undefined,
      }),
      seed: fc.nat(1000),
      from: fc.option(fc.constantFrom(date - 2, date - 1), { nil: undefined }),
      to: fc.option(fc.constantFrom(date + 2, date + 3), { nil: undefined, freq: 3 }),
    })
    .map(({ from, to, answersIn, rejects, ...rest }) => ({
      name: 'replayed',
      handoff: policy.handoff,
      ...rest,
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
      ...(answersIn ? { answersIn } : {}),
      ...(rejects ? { rejects } : {}),
      at,
    }));
}

/** Conditions on a choice in a cell. */
function ofPattern(type: Policy['choice']['type']): fc.Arbitrary<Condition> {
  const choice = fc.constantFrom(...(candidates(type) ?? numbers));
  return fc.oneof(
    choice.map((value): Condition => ({
      kind: 'compare',
      operator: 'is',
      left: { kind: 'choice' },
      right: literal(value),
    })),
    fc.constantFrom<Condition>(
      { kind: 'truth', of: column('consent') },
      { kind: 'compare', operator: 'isNot', left: column('engagement'), right: literal(1) },
      { kind: 'mentions', of: column('campaign'), phrases: ['a'] },
    ),
  );
}

const columnCondition: fc.Arbitrary<Condition> = fc.constantFrom<Condition>(
  { kind: 'truth', of: column('consent') },
  compare(column('lifetime_value'), 'above', 2),
  { kind: 'compare', operator: 'is', left: column('engagement'), right: literal(1) },
  { kind: 'mentions', of: column('subject_text'), phrases: ['free'] },
);

export function arbitraryRows(
  policy: Policy,
  place: { day: number; zones: string[] },
): fc.Arbitrary<{ rows: PlainRow[]; proposals: Map<number, OutsideProposal> }> {
  const { type } = policy.choice;
  const listed = candidates(type);
  const choice = fc.constantFrom(...(listed ?? numbers));
  const mostly = <T>(value: fc.Arbitrary<T>, freq = 12) =>
    fc.option(value, { nil: undefined, freq });
  const row = fc.record({
    engagement: mostly(fc.integer({ min: 0, max: 2 })),
    consent: mostly(fc.integer({ min: 0, max: 1 })),
    lifetime_value: mostly(fc.constantFrom(...numbers)),
    visits: mostly(fc.constantFrom(...numbers)),
    opens_at: mostly(fc.constantFrom(...numbers)),
    birthday: mostly(fc.constantFrom(0, 2, 3, 7, place.day / DAY)),
    subject_text: mostly(fc.constantFrom(...texts)),
    preheader: mostly(fc.constantFrom(...texts)),
    campaign: mostly(fc.constantFrom('a', 'b')),
    how_many: mostly(fc.integer({ min: 0, max: 3 }), 6),
    reader: mostly(fc.constantFrom('ann', 'ben', 'cat'), 20),
    // Some at one moment, and at the very end of a window that began with another.
    sent_at: mostly(
      fc.oneof(
        fc.integer({ min: -4 * 24 * 60, max: 4 * 24 * 60 }),
        fc.integer({ min: -16, max: 16 }).map((quarter) => quarter * 6 * 60),
      ),
      20,
    ),
    zone: mostly(fc.constantFrom(...place.zones), 20),
    chosen: mostly(choice, 15),
    clicked: mostly(fc.integer({ min: 0, max: 1 })),
    left: mostly(fc.integer({ min: 0, max: 1 })),
  });
  const propensity = mostly(fc.constantFrom(0.05, 0.25, 0.5, 1, 0, 1.5, 1e-310), 20);
  return fc
    .record({
      drawn: fc.array(fc.tuple(row, propensity, arbitraryProposal(listed)), {
        minLength: 5,
        maxLength: 90,
        size: 'max',
      }),
      hasPropensity: mostly(fc.constant(true), 5),
    })
    .map(({ drawn, hasPropensity }) => {
      const ordered = drawn
        .map(([values, share, proposal]) => ({
          proposal,
          share,
          values: {
            ...values,
            sent_at: values.sent_at === undefined ? undefined : place.day + values.sent_at * 60_000,
          },
        }))
        .sort((one, other) => momentOrder(one.values) - momentOrder(other.values));
      return {
        rows: ordered.map(({ values, share }, index) => ({
          row: index + 1,
          values,
          ...(hasPropensity ? { propensity: share } : {}),
        })),
        proposals: new Map(ordered.map(({ proposal }, index) => [index + 1, proposal])),
      };
    });
}

function momentOrder({ sent_at }: Record<string, Value | undefined>): number {
  return typeof sent_at === 'number' ? sent_at : 1e15;
}

function arbitraryProposal(listed: number[] | undefined): fc.Arbitrary<OutsideProposal> {
  const choice = fc.constantFrom(...(listed ?? numbers));
  const share = fc.constantFrom(0, 0.4, 0.6, 1);
  const said = fc.record(
    {
      confidence: share,
      evidence: fc.constantFrom(0, 2, 3, 800),
      strategy: fc.constantFrom('explore' as const, 'exploit' as const),
      alternatives: fc.array(
        fc.record({ choice, confidence: share }, { requiredKeys: ['choice'] }),
        { maxLength: 2 },
      ),
    },
    { requiredKeys: [] },
  );
  const chosen = fc.tuple(said, choice).map(([rest, choice]) => ({ ...rest, choice }));
  const failed = fc.constant<OutsideProposal>({ failure: 'the agent did not answer' });
  if (!listed) return fc.oneof({ weight: 8, arbitrary: chosen }, { weight: 1, arbitrary: failed });
  const drawn = fc
    .tuple(said, fc.uniqueArray(choice, { minLength: 2, maxLength: 4 }), fc.boolean())
    .map(([rest, choices, states]): OutsideProposal => {
      const probabilities = new Map(choices.map((each, i) => [each, sharesOf(choices.length)[i]!]));
      return { ...rest, probabilities, ...(states ? { choice: choices[0]! } : {}) };
    });
  return fc.oneof(
    { weight: 5, arbitrary: chosen },
    { weight: 5, arbitrary: drawn },
    { weight: 1, arbitrary: failed },
  );
}

/** Halves of what is left, the last two alike: they add up to 1 exactly. */
function sharesOf(count: number): number[] {
  return Array.from({ length: count }, (_, i) => 0.5 ** Math.min(i + 1, count - 1));
}
