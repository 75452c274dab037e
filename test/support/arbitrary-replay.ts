import fc from 'fast-check';
import type { Policy, Simulation, ValueType } from '../../language-server/policy/model.ts';
import type { OutsideProposal } from '../../language-server/simulation/agents/outside-agent.ts';
import { arbitraryPolicy } from './arbitrary-replay-policy.ts';
import type { Counting } from './arbitrary-replay-policy.ts';
import { arbitraryRows, arbitrarySimulation } from './arbitrary-replay-run.ts';
import type { PlainRow } from './plain-replay.ts';

/** One run: a policy, a simulation, and the log that it replays. */
export interface Scenario {
  policy: Policy;
  simulation: Simulation;
  rows: PlainRow[];
  proposals: Map<number, OutsideProposal>;
  /** Sizes of the batches, again and again. */
  batches: number[];
  limit: number | undefined;
}

/** Days around which clocks change in one zone or another, the last ones at midnight. */
const places = [
  { day: Date.UTC(2025, 9, 26), zones: ['Europe/Berlin', 'Asia/Kathmandu', 'America/New_York'] },
  { day: Date.UTC(2025, 2, 30), zones: ['Europe/Berlin', 'Africa/Casablanca', 'Pacific/Chatham'] },
  { day: Date.UTC(2025, 10, 2), zones: ['America/New_York', 'America/Havana', 'UTC'] },
  { day: Date.UTC(2025, 9, 5), zones: ['Australia/Lord_Howe', 'Pacific/Chatham'] },
  { day: Date.UTC(2018, 10, 4), zones: ['America/Sao_Paulo', 'America/Havana', '+02:00'] },
];

const choiceKinds: { type: ValueType; counting: Counting[] }[] = [
  { type: { kind: 'time', step: 60 }, counting: ['one', 'column'] },
  { type: { kind: 'time', step: 180 }, counting: ['one', 'one', 'column'] },
  {
    type: { kind: 'count', noun: 'emails', from: 0, to: 4 },
    counting: ['choice', 'choice', 'one'],
  },
  { type: { kind: 'number', whole: true, from: -2, to: 3 }, counting: ['one'] },
  { type: { kind: 'oneOf', values: ['plain', 'bold', 'long'] }, counting: ['one', 'column'] },
  { type: { kind: 'yesNo' }, counting: ['one'] },
  { type: { kind: 'number' }, counting: ['one', 'choice'] },
];

type TimeAndZones = (typeof places)[number];

/** A test that is still shrinking when its time is up ends without telling its seed. */
const mostShrinks = 1000;

export const arbitraryScenario: fc.Arbitrary<Scenario> = fc.limitShrink(
  fc.constantFrom(...places).chain((place) => arbitraryScenarioAt(place)),
  mostShrinks,
);

/** Two or three handoffs, a, b and c, that send to the same readers around the same days. */
export const arbitraryScenarios: fc.Arbitrary<Scenario[]> = fc.limitShrink(
  fc
    .constantFrom(...places)
    .chain((place) => {
      const one = arbitraryScenarioAt(place).filter(({ policy }) =>
        ['subject', 'moment'].every((role) =>
          policy.data.columns.some((each) => each.role === role),
        ),
      );
      return fc.array(one, { minLength: 2, maxLength: 3 });
    })
    .map((scenarios) =>
      scenarios.map(({ policy, simulation, ...rest }, index) => {
        const handoff = ['a', 'b', 'c'][index]!;
        return {
          ...rest,
          policy: { ...policy, handoff },
          simulation: { ...simulation, handoff },
        };
      }),
    ),
  mostShrinks,
);

function arbitraryScenarioAt(place: TimeAndZones): fc.Arbitrary<Scenario> {
  return fc
    .constantFrom(...choiceKinds)
    .chain(({ type, counting }) =>
      fc.record({ type: fc.constant(type), counting: fc.constantFrom(...counting) }),
    )
    .chain((choice) => arbitraryPolicy(choice, place.day))
    .chain((policy) =>
      fc.record({
        policy: fc.constant(policy),
        simulation: arbitrarySimulation(policy, place.day),
        drawn: arbitraryRows(policy, place),
        batches: fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 3 }),
        limit: fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined, freq: 5 }),
      }),
    )
    .map(({ drawn, ...scenario }) => ({ ...scenario, ...drawn }));
}
