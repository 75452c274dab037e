import type { Estimator, Mark } from './arms.ts';
import { estimators } from './arms.ts';
import type { GroupSums } from './bootstrap.ts';
import {
  columnOf,
  COLUMNS_PER_ARM,
  INFLUENCE,
  MASS,
  PREDICTED,
  REWARD,
  ROBUST,
  WEIGHT,
} from './value/estimators.ts';
import type { Figures } from './value/figures.ts';
import { createFigures } from './value/figures.ts';
import { createGrowingSums, occupied } from './value/group-sums.ts';
import { refusal, WHY_NO_PROPENSITY } from './value/refusals.ts';
import { createWeightStatistics } from './value/weight-statistics.ts';

/** A figure with its 95% interval, or why it would mislead. */
export type Estimate =
  (Figure & { marks?: Mark[] }) | { refused: string; crossedOut?: Figure; marks?: Mark[] };

export interface Figure {
  estimate: number;
  standardError: number;
  /** Ends of the 95% percentile bootstrap interval over subjects. */
  low: number;
  high: number;
}

/**
 * The value of one arm, with w = π/p: the probability that the arm takes the logged choice in
 * that context over the one with which it was logged. What each estimator is: `sumFunctions`.
 */
export interface ArmValue extends Record<Estimator, Estimate> {
  /** Effective sample size (Σw)²/Σw², in rows; of the weights as they are used. */
  ess: number;
  /** As they are before clipping. */
  meanWeight: number;
  maxWeight: number;
  /** Rows whose weight was clipped. */
  clipped: number;
}

/** One row, of which the reward and, but for DM, the propensity are known. */
export interface ValueRow {
  /** A dense number from 0, or the row's own number where there is no subject. */
  subject: number;
  reward: number;
  /** What the reward model predicts for the logged choice. */
  predicted: number;
  /** By arm, in the order of `arms`: π/p, where NaN counts as 0. */
  weights: ArrayLike<number>;
  /** By arm: what the model predicts for what the arm does, Σ_a π(a)·q(a). */
  expected: ArrayLike<number>;
  /** By arm: the probability that it carries out any choice, Σ_a π(a). */
  masses: ArrayLike<number>;
}

export interface ValueReport<Arm extends string> {
  arms: Record<Arm, ArmValue>;
  /** The value of one arm less that of another, over the same resamples; refused where either is. */
  difference: (arm: Arm, other: Arm, estimator: Estimator) => Estimate;
}

export interface ValueAccumulator<Arm extends string> {
  /** The caller counts the rows that cannot be used. */
  add: (row: ValueRow) => void;
  /** How a subject's row moves what the reward model predicts of an arm, see `ModelledRows`. */
  influence: (subject: number, arm: number, influence: number) => void;
  finish: (options: FinishOptions<Arm>) => ValueReport<Arm>;
}

export interface FinishOptions<Arm extends string> {
  seed: number;
  /** False: the data has no propensity, and all but DM is refused of every arm but `loggedArm`. */
  hasPropensity: boolean;
  /** The arm that did what was logged: all its weights are 1. */
  loggedArm?: Arm;
  /** The randomisation is not what the file says: every value of every arm is marked. */
  isRatioOff?: boolean;
  /** 1,000 unless said. */
  resamples?: number;
}

/**
 * Takes any number of rows in bounded memory: 8 bytes × (1 + 6 × arms) a group. Weights above
 * `clipAt` count as it (truncated importance sampling, Ionides 2008): less spread for some bias.
 */
export function createValueAccumulator<Arm extends string>(
  arms: readonly Arm[],
  { clipAt = Infinity }: { clipAt?: number } = {},
): ValueAccumulator<Arm> {
  const growing = createGrowingSums(1 + COLUMNS_PER_ARM * arms.length);
  const statistics = arms.map(() => createWeightStatistics(clipAt));
  let rows = 0;
  let smallest = Infinity;
  let largest = -Infinity;

  function add(row: ValueRow): void {
    const { subject, reward, predicted, weights, expected, masses } = row;
    const start = growing.at(subject);
    const values = growing.values();
    rows++;
    if (reward < smallest) smallest = reward;
    if (reward > largest) largest = reward;
    values[start]!++;
    for (let arm = 0; arm < arms.length; arm++) {
      const weight = statistics[arm]!.add(weights[arm]! || 0);
      const at = start + columnOf(arm, 0);
      values[at + WEIGHT]! += weight;
      values[at + REWARD]! += weight * reward;
      values[at + PREDICTED]! += expected[arm]!;
      values[at + ROBUST]! += expected[arm]! + weight * (reward - predicted);
      values[at + MASS]! += masses[arm]!;
    }
  }

  function finish(options: FinishOptions<Arm>): ValueReport<Arm> {
    const sums = occupied(growing.finish());
    const { seed, resamples = 1000 } = options;
    const figures = createFigures(sums, { seed, resamples });
    const reports = arms.map((name, arm) => reportOf(name, arm, { sums, figures, options }));

    function difference(name: Arm, otherName: Arm, estimator: Estimator): Estimate {
      const [arm, other] = [arms.indexOf(name), arms.indexOf(otherName)];
      const both = [reports[arm]![estimator], reports[other]![estimator]];
      const refused = both.find((part) => 'refused' in part)?.refused;
      const known = both.every((part) => !('refused' in part) || part.crossedOut !== undefined);
      const marks = [...new Set(both.flatMap((part) => part.marks ?? []))];
      const figure = known ? figures.difference(arm, other, estimator) : undefined;
      return judged(figure, { refused, marks });
    }

    const byArm = Object.fromEntries(arms.map((name, arm) => [name, reports[arm]!]));
    return { arms: byArm as Record<Arm, ArmValue>, difference };
  }

  interface Finished {
    sums: GroupSums;
    figures: Figures;
    options: FinishOptions<Arm>;
  }

  function reportOf(name: Arm, arm: number, { sums, figures, options }: Finished): ArmValue {
    const weights = statistics[arm]!.finish(rows);
    const isBlind = name !== options.loggedArm && !options.hasPropensity;
    let acted = 0;
    for (let at = columnOf(arm, MASS); at < sums.values.length; at += sums.width) {
      acted += sums.values[at]!;
    }
    const estimateOf = (estimator: Estimator): Estimate => {
      const needsWeights = estimator !== 'dm';
      const isConstant = smallest === largest;
      const sample = { rows, groups: sums.groups, isConstant, ...weights, expected: acted / rows };
      const refused =
        isBlind && needsWeights ? WHY_NO_PROPENSITY : refusal(sample, { needsWeights });
      const marks: Mark[] = [
        ...(options.isRatioOff ? (['ratio'] as const) : []),
        ...(needsWeights && weights.clipped > 0 ? (['clipped'] as const) : []),
        ...(isBlind && !needsWeights ? (['guess'] as const) : []),
      ];
      const isUnknown = rows === 0 || (isBlind && needsWeights);
      return judged(isUnknown ? undefined : figures.of(arm, estimator), { refused, marks });
    };
    const byEstimator = Object.fromEntries(estimators.map((each) => [each, estimateOf(each)]));
    return { ...(byEstimator as Record<Estimator, Estimate>), ...weights };
  }

  return {
    add,
    influence: (subject, arm, influence) => {
      const start = growing.at(subject);
      growing.values()[start + columnOf(arm, INFLUENCE)]! += influence;
    },
    finish,
  };
}

function judged(
  figure: Figure | undefined,
  { refused, marks }: { refused: string | undefined; marks: Mark[] },
): Estimate {
  const marked = marks.length > 0 ? { marks } : {};
  if (refused === undefined && figure !== undefined) return { ...figure, ...marked };
  const reason = refused ?? 'its interval is not known';
  const finite = figure !== undefined && Object.values(figure).every(Number.isFinite);
  return finite ? { refused: reason, crossedOut: figure, ...marked } : { refused: reason };
}
