import { estimatorNames, estimators } from '../../language-server/simulation/arms.ts';
import type { Estimator } from '../../language-server/simulation/arms.ts';
import { createValueAccumulator } from '../../language-server/simulation/estimates.ts';
import type { ArmValue } from '../../language-server/simulation/estimates.ts';
import { createRandom } from '../../language-server/simulation/random.ts';
import type { Random } from '../../language-server/simulation/random.ts';
import { createModelledRows } from '../../language-server/simulation/value/model-influence.ts';
import { tableOf } from './tables.ts';

/** What draws a log, and what is true of it; by context, then by choice. */
interface World {
  name: string;
  /** How likely a row is in each context. */
  contexts: readonly number[];
  /** How likely each choice was logged. */
  propensities: readonly (readonly number[])[];
  /** How likely the arm whose value is estimated takes each choice. */
  arm: readonly (readonly number[])[];
  /** The mean reward of each choice; rewards are yes or no. */
  rates: readonly (readonly number[])[];
  subjects: number;
  rowsPerSubject: number;
  /** Rates of half of the subjects are lower by this share, those of the others higher. */
  alike: number;
}

const mixed = {
  contexts: [0.5, 0.3, 0.2],
  propensities: [
    [0.4, 0.3, 0.2, 0.1],
    [0.1, 0.2, 0.3, 0.4],
    [0.25, 0.25, 0.25, 0.25],
  ],
  arm: [
    [0.1, 0.1, 0.2, 0.6],
    [0.7, 0.1, 0.1, 0.1],
    [0, 0.5, 0.5, 0],
  ],
  rates: [
    [0.1, 0.12, 0.15, 0.3],
    [0.25, 0.1, 0.1, 0.05],
    [0.2, 0.2, 0.2, 0.2],
  ],
};

export const worlds: readonly World[] = [
  {
    name: 'a trial with two choices, evenly at random',
    contexts: [1],
    propensities: [[0.5, 0.5]],
    arm: [[1, 0]],
    rates: [[0.2, 0.1]],
    ...{ subjects: 4000, rowsPerSubject: 1, alike: 0 },
  },
  {
    name: 'three contexts, four choices, uneven propensities, an arm that mixes',
    ...mixed,
    ...{ subjects: 4000, rowsPerSubject: 1, alike: 0 },
  },
  {
    name: 'the same, five rows a subject that are alike',
    ...mixed,
    ...{ subjects: 800, rowsPerSubject: 5, alike: 0.6 },
  },
];

/** Mean reward of the arm over contexts and choices. */
function truthOf({ contexts, arm, rates }: World): number {
  return contexts.reduce((sum, share, context) => sum + share * valueOf(arm, rates, context), 0);
}

interface Coverage {
  /** Logs of which the estimate is told, and not refused. */
  told: number;
  /** Those of them whose 95% interval holds the truth. */
  held: number;
}

/** The share of intervals that hold the truth, and how few logs it is of, where one is refused. */
export function intervalsTable(logs: number): string {
  return tableOf(
    ['', ...estimators.map((estimator) => estimatorNames[estimator]), 'told'],
    worlds.map((world) => {
      const found = coverageOf(world, logs);
      const told = Math.min(...estimators.map((each) => found[each].told));
      return [
        world.name,
        ...estimators.map((each) => `${((100 * found[each].held) / found[each].told).toFixed(1)}%`),
        `${String(told)} of ${String(logs)}`,
      ];
    }),
  );
}

/** On so many logs, of the seeds from 1. */
export function coverageOf(world: World, logs: number): Record<Estimator, Coverage> {
  const truth = truthOf(world);
  const found = Object.fromEntries(
    estimators.map((each) => [each, { told: 0, held: 0 }]),
  ) as Record<Estimator, Coverage>;
  for (let seed = 1; seed <= logs; seed++) {
    const value = estimated(world, seed);
    for (const each of estimators) {
      const estimate = value[each];
      if ('refused' in estimate) continue;
      found[each].told++;
      if (estimate.low <= truth && truth <= estimate.high) found[each].held++;
    }
  }
  return found;
}

const PRIOR = 100;

/** One log, with the reward model that a simulation takes where nothing is said. */
function estimated(world: World, seed: number): ArmValue {
  const { contexts, propensities, arm } = world;
  const choices = propensities[0]!.length;
  const rows = [...logOf(world, createRandom(seed).fork('log'))];
  const modelled = createModelledRows({ choices, prior: PRIOR });
  const counts = contexts.map(() => new Float64Array(choices));
  const sums = contexts.map(() => new Float64Array(choices));
  for (const { subject, context, choice, reward } of rows) {
    counts[context]![choice]!++;
    sums[context]![choice]! += reward;
    modelled.add(subject, context, choice, reward);
  }
  const { byCell } = modelled.settle(counts, sums);
  const accumulator = createValueAccumulator(['arm']);
  for (const { subject, context, choice, reward } of rows) {
    const masses = modelled.massesOf(0, context);
    for (const [place, share] of arm[context]!.entries()) modelled.rely(masses, 0, place, share);
    accumulator.add({
      ...{ subject, reward },
      predicted: byCell[context]![choice]!,
      weights: [arm[context]![choice]! / propensities[context]![choice]!],
      expected: [valueOf(arm, byCell, context)],
      masses: [1],
    });
  }
  modelled.influences(1, accumulator.influence);
  return accumulator.finish({ seed, hasPropensity: true }).arms.arm;
}

function* logOf(world: World, random: Random) {
  const { contexts, propensities, rates, subjects, rowsPerSubject, alike } = world;
  for (let subject = 0; subject < subjects; subject++) {
    const context = drawn(contexts, random);
    const factor = random.next() < 0.5 ? 1 - alike : 1 + alike;
    for (let row = 0; row < rowsPerSubject; row++) {
      const choice = drawn(propensities[context]!, random);
      const reward = random.next() < factor * rates[context]![choice]! ? 1 : 0;
      yield { subject, context, choice, reward };
    }
  }
}

function drawn(shares: readonly number[], random: Random): number {
  let left = random.next();
  const found = shares.findIndex((share) => (left -= share) < 0);
  return found < 0 ? shares.length - 1 : found;
}

function valueOf(
  arm: World['arm'],
  rates: readonly ArrayLike<number>[],
  context: number,
): number {
  return arm[context]!.reduce((sum, share, choice) => sum + share * rates[context]![choice]!, 0);
}
