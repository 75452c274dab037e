import { fold, percentileInterval, resample, type GroupSums } from './bootstrap.ts';
import { createRandom } from './random.ts';

/** A figure with its 95% interval, or why it would mislead. */
export type Estimate = Figure | { refused: string; crossedOut?: Figure };

export interface Figure {
  estimate: number;
  standardError: number;
  /** Ends of the 95% percentile bootstrap interval over subjects. */
  low: number;
  high: number;
}

/**
 * The value of one arm, with w = π/p: the probability that the arm takes the logged choice in
 * that context over the one with which it was logged. Definitions and names as in Open Bandit
 * Pipeline (Saito et al. 2021, arXiv 2008.07146).
 */
export interface ArmValue {
  /** Mean of w·r: reward per decision, also of those in which the arm does nothing. */
  ips: Estimate;
  /** Σ w·r / Σ w: reward per decision that the arm carries out. */
  snips: Estimate;
  /** Effective sample size (Σw)²/Σw², in rows. */
  ess: number;
  meanWeight: number;
  maxWeight: number;
}

export interface ValueReport<Arm extends string> {
  arms: Record<Arm, ArmValue>;
  /** The value of one arm less that of another, over the same resamples; refused where either is. */
  difference(arm: Arm, other: Arm): { ips: Estimate; snips: Estimate };
}

export interface ValueAccumulator<Arm extends string> {
  /**
   * One row with a known reward and a usable propensity; the caller counts the others.
   * `subject`: a dense number from 0, or the row's own number where there is no subject.
   * `weights`: π/p by arm, in the order of `arms`; NaN counts as 0.
   */
  add(subject: number, reward: number, weights: ArrayLike<number>): void;
  finish(options: FinishOptions<Arm>): ValueReport<Arm>;
}

export interface FinishOptions<Arm extends string> {
  seed: number;
  /** False: the data has no propensity, and every arm but `loggedArm` is refused. */
  hasPropensity: boolean;
  /** The arm that did what was logged: all its weights are 1. */
  loggedArm?: Arm;
  /**
   * Share of rows in which an arm carries a choice out; 1 where nothing is said. Where it does
   * nothing no logged choice can match, so this is what its mean weight must be near.
   */
  actedShare?: Partial<Record<Arm, number>>;
  /** 1,000 unless said. */
  resamples?: number;
}

/**
 * Up to so many subjects each has a group of its own; beyond, those equal modulo this number
 * share one. Numbers say nothing about what a subject does, so such a group is a random bundle
 * of whole subjects: bundles are as independent of each other as subjects are, and resampling
 * them, like a cluster bootstrap, spreads as wide. What is lost is only some precision of the
 * interval's ends, negligible with this many bundles.
 */
const MOST_GROUPS = 100_000;
/** The same once more for the 1,000 resamples, whose time grows with the groups. */
const MOST_RESAMPLED_GROUPS = 20_000;

const FEWEST_EFFECTIVE_ROWS = 100;
const SMALLEST_EFFECTIVE_SHARE = 0.01;
const LARGEST_WEIGHT_ERROR = 0.05;
const LEVEL = 0.95;
const WHY_NO_PROPENSITY =
  'the data has no propensity, so what a choice that was not logged is worth cannot be estimated';

/** Takes any number of rows in bounded memory: 8 bytes × (1 + 2 × arms) a group. */
export function createValueAccumulator<Arm extends string>(
  arms: readonly Arm[],
): ValueAccumulator<Arm> {
  // A group's record: its rows, then Σw and Σwr of each arm.
  const width = 1 + 2 * arms.length;
  let values = new Float64Array(1024 * width);
  let groups = 0;
  let rows = 0;
  const squares = new Float64Array(arms.length);
  const largest = new Float64Array(arms.length);

  function add(subject: number, reward: number, weights: ArrayLike<number>): void {
    const group = subject % MOST_GROUPS;
    if (group >= groups) groups = group + 1;
    if (groups * width > values.length) values = lengthened(values, groups * width);
    rows++;
    let at = group * width;
    values[at++]!++;
    for (let arm = 0; arm < arms.length; arm++) {
      const weight = weights[arm]! || 0;
      values[at++]! += weight;
      values[at++]! += weight * reward;
      squares[arm]! += weight * weight;
      if (weight > largest[arm]!) largest[arm] = weight;
    }
  }

  function finish(options: FinishOptions<Arm>): ValueReport<Arm> {
    const sums = occupied({ values, groups, width });
    const random = createRandom(options.seed).fork('bootstrap');
    const resampled = resample(
      fold(sums, MOST_RESAMPLED_GROUPS),
      options.resamples ?? 1000,
      random,
    );

    /** Sums over all rows; those of the resamples; both estimators as ratios of two columns. */
    const totals = totalOf(sums);
    const ratioOf = (arm: number, kind: 'ips' | 'snips'): Ratio => ({
      above: 2 + 2 * arm,
      below: kind === 'ips' ? 0 : 1 + 2 * arm,
    });
    const figureOf = (ratios: Ratio[]) => figure(sums, totals, resampled, ratios);

    const reports = arms.map((name, arm): ArmValue => {
      const weight = totals[1 + 2 * arm]!;
      const ess = weight > 0 ? (weight * weight) / squares[arm]! : 0;
      const meanWeight = rows > 0 ? weight / rows : 0;
      const needsPropensity = name !== options.loggedArm && !options.hasPropensity;
      const refused = needsPropensity
        ? WHY_NO_PROPENSITY
        : whyRefused({
            ...{ rows, ess, meanWeight },
            groups: sums.groups,
            expected: options.actedShare?.[name] ?? 1,
          });
      const estimate = (kind: 'ips' | 'snips') =>
        judged(needsPropensity ? undefined : figureOf([ratioOf(arm, kind)]), refused);
      return {
        ips: estimate('ips'),
        snips: estimate('snips'),
        ess,
        meanWeight,
        maxWeight: largest[arm]!,
      };
    });

    function difference(name: Arm, otherName: Arm): { ips: Estimate; snips: Estimate } {
      const [arm, other] = [arms.indexOf(name), arms.indexOf(otherName)];
      const estimate = (kind: 'ips' | 'snips'): Estimate => {
        const both = [reports[arm]![kind], reports[other]![kind]];
        const refused = both.find((part) => 'refused' in part);
        const known = both.every((part) => !('refused' in part) || part.crossedOut !== undefined);
        const ratios = [ratioOf(arm, kind), ratioOf(other, kind)];
        return judged(known ? figureOf(ratios) : undefined, refused?.refused);
      };
      return { ips: estimate('ips'), snips: estimate('snips') };
    }

    const byArm = Object.fromEntries(arms.map((name, arm) => [name, reports[arm]!]));
    return { arms: byArm as Record<Arm, ArmValue>, difference };
  }

  return { add, finish };
}

/** Columns of a record whose quotient is the estimate. */
interface Ratio {
  above: number;
  below: number;
}

/**
 * The first ratio less the second, if there is one. The standard error is that of a ratio by
 * the delta method, over groups: √(G/(G − 1) · Σ(A_g − ρ·B_g)²) / ΣB. With one row per subject
 * it is, for IPS, the standard deviation of w·r (n − 1 in the denominator) over √n.
 */
function figure(
  sums: GroupSums,
  totals: Float64Array,
  resampled: Float64Array,
  ratios: Ratio[],
): Figure {
  const { values, groups, width } = sums;
  const signs = [1, -1];
  const estimates = ratios.map(({ above, below }) => totals[above]! / totals[below]!);
  let squares = 0;
  for (let at = 0; at < groups * width; at += width) {
    let residual = 0;
    for (const [i, { above, below }] of ratios.entries()) {
      const part = values[at + above]! - estimates[i]! * values[at + below]!;
      residual += (signs[i]! * part) / totals[below]!;
    }
    squares += residual * residual;
  }
  const replicates = new Float64Array(resampled.length / width);
  for (let i = 0; i < replicates.length; i++) {
    for (const [k, { above, below }] of ratios.entries()) {
      replicates[i]! += (signs[k]! * resampled[i * width + above]!) / resampled[i * width + below]!;
    }
  }
  return {
    estimate: estimates[0]! - (estimates[1] ?? 0),
    standardError: Math.sqrt((squares * groups) / (groups - 1)),
    ...percentileInterval(replicates, LEVEL),
  };
}

function judged(figure: Figure | undefined, refused: string | undefined): Estimate {
  if (refused === undefined && figure !== undefined) return figure;
  const reason = refused ?? WHY_NO_PROPENSITY;
  const finite = figure !== undefined && Object.values(figure).every(Number.isFinite);
  return finite ? { refused: reason, crossedOut: figure } : { refused: reason };
}

function whyRefused(arm: {
  rows: number;
  groups: number;
  ess: number;
  meanWeight: number;
  expected: number;
}): string | undefined {
  const { rows, groups, ess, meanWeight, expected } = arm;
  if (rows === 0) return 'no row has an observed outcome and a usable propensity';
  if (ess === 0) return 'no logged choice is one that this arm would carry out';
  if (ess < FEWEST_EFFECTIVE_ROWS) {
    return `the effective sample size is ${ess.toFixed(1)}, under ${FEWEST_EFFECTIVE_ROWS} rows`;
  }
  if (groups === 1) {
    return 'all rows are of one subject, so how far the figure may be off cannot be estimated';
  }
  if (ess < rows * SMALLEST_EFFECTIVE_SHARE) {
    return `the effective sample size is ${((100 * ess) / rows).toFixed(2)}% of ${rows} rows, under 1%`;
  }
  if (Math.abs(meanWeight - expected) > LARGEST_WEIGHT_ERROR * expected) {
    return `the mean weight is ${meanWeight.toFixed(3)} where ${expected.toFixed(3)} is expected, off by more than 5%`;
  }
  return undefined;
}

/** Without groups that no row fell into: a subject whose outcomes are all unknown is not drawn. */
function occupied(sums: GroupSums): GroupSums {
  const { values, groups, width } = sums;
  const kept = new Float64Array(groups * width);
  let end = 0;
  for (let at = 0; at < groups * width; at += width) {
    if (values[at] === 0) continue;
    for (let k = 0; k < width; k++) kept[end++] = values[at + k]!;
  }
  return { values: kept, groups: end / width, width };
}

function totalOf(sums: GroupSums): Float64Array {
  const total = new Float64Array(sums.width);
  for (let at = 0; at < sums.groups * sums.width; at += sums.width) {
    for (let k = 0; k < sums.width; k++) total[k]! += sums.values[at + k]!;
  }
  return total;
}

function lengthened(values: Float64Array<ArrayBuffer>, needed: number): Float64Array<ArrayBuffer> {
  const longer = new Float64Array(Math.max(needed, Math.ceil(values.length * 1.5)));
  longer.set(values);
  return longer;
}
