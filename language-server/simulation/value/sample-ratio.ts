import type { Randomised } from '../../policy/model.ts';
import { chiSquareTail } from '../statistics/chi-square.ts';

/** Whether choices were logged as often as their propensities say. */
export interface SampleRatio {
  /** Infinite where a choice was logged that the declared shares rule out. */
  chiSquare: number;
  degrees: number;
  /** How likely so large a difference is where the propensities are right. */
  p: number;
  /** `p` is below 0.001: the randomisation is not what the file says. */
  isOff: boolean;
  /** The likely shares of the choices compared, and those that the file says; of all other choices in one, where they are rare. */
  shares: { choice: number | 'other'; rows: number; logged: number; declared: number }[];
}

export interface SampleRatioCheck {
  /** One row with a known choice and a propensity in (0, 1]. */
  add: (lane: number, propensity: number) => void;
  /** Undefined where there is nothing to compare: no choice that is common enough. */
  finish: () => SampleRatio | undefined;
}

const SIGNIFICANCE = 0.001;
/** Below it the chi-square distribution is a poor likeness (Cochran 1954). */
const FEWEST_ROWS = 5;

/** Values of the chosen column by lane, with the declaration of how they were drawn, if there is one. */
export interface RatioOptions {
  values: ArrayLike<number>;
  randomised: Randomised | undefined;
}

/**
 * By design, Pearson's chi-square test of the logged counts against the declared shares. Where
 * each row has its own propensity p, Σ 1/p over the rows that took a choice has the mean n for
 * every choice, and the n × n covariance of those sums is that of a multinomial: variance
 * Σ 1/p², less n everywhere. The Wald statistic leaves one choice out, which the others fix. With
 * the same propensity in every row it is Pearson's. Of one choice alone, the excess Σ 1/p − n is held
 * against its own variance.
 */
export function createSampleRatioCheck({ values, randomised }: RatioOptions): SampleRatioCheck {
  const choices = values.length;
  const counts = new Float64Array(choices);
  const inverse = new Float64Array(choices);
  const squares = new Float64Array(choices);
  const least = new Float64Array(choices).fill(Infinity);
  const most = new Float64Array(choices);
  let rows = 0;

  function finish(): SampleRatio | undefined {
    const shares = randomised && declaredShares(randomised, choices);
    return shares ? byDesign(shares) : byRow();
  }

  function byDesign(declared: number[]): SampleRatio | undefined {
    const groups: SampleRatio['shares'] = [];
    const rest = { choice: 'other' as const, rows: 0, logged: 0, declared: 0 };
    for (const [lane, share] of declared.entries()) {
      const group = { choice: values[lane]!, rows: counts[lane]!, logged: 0, declared: share };
      if (share * rows >= FEWEST_ROWS) groups.push(group);
      else {
        rest.rows += group.rows;
        rest.declared += share;
      }
    }
    if (rest.declared * rows >= FEWEST_ROWS || rest.rows > 0) groups.push(rest);
    for (const group of groups) group.logged = group.rows / rows;
    let chiSquare = 0;
    for (const { rows: seen, declared: share } of groups) {
      chiSquare += (seen - rows * share) ** 2 / (rows * share);
    }
    return judged(chiSquare, groups.length - 1, groups);
  }

  function byRow(): SampleRatio | undefined {
    const common = Array.from(values, (_, lane) => lane)
      .filter((lane) => counts[lane]! >= FEWEST_ROWS)
      .sort((left, right) => counts[right]! - counts[left]!);
    // A choice that was certain each time has nothing to be compared with.
    if (common.length === 1 && most[common[0]!] === 1) return undefined;
    let quadratic = 0;
    let linear = 0;
    let precision = 0;
    // The most common choice is fixed by the others; where there are none, it tells by itself.
    const compared = common.length > 1 ? common.slice(1) : common;
    for (const lane of compared) {
      const excess = inverse[lane]! - rows;
      const isConstant = least[lane] === most[lane];
      const ofRows = squares[lane]!;
      // Where a choice was logged too seldom, its rows alone would tell of too small a variance.
      const variance = isConstant
        ? rows * least[lane]!
        : Math.max(ofRows, (ofRows * rows) / inverse[lane]!);
      quadratic += (excess * excess) / variance;
      linear += excess / variance;
      precision += 1 / variance;
    }
    // By Sherman and Morrison; where rare rows make the estimated variance too small, without it.
    const left = 1 - rows * precision;
    const chiSquare = quadratic + (left > 0 ? (rows * linear * linear) / left : 0);
    return judged(
      chiSquare,
      compared.length,
      common.map((lane) => ({
        choice: values[lane]!,
        rows: counts[lane]!,
        logged: counts[lane]! / rows,
        declared: counts[lane]! / inverse[lane]!,
      })),
    );
  }

  return {
    add: (lane, propensity) => {
      if (lane < 0) return;
      const weight = 1 / propensity;
      counts[lane]!++;
      inverse[lane]! += weight;
      squares[lane]! += weight * weight;
      if (weight < least[lane]!) least[lane] = weight;
      if (weight > most[lane]!) most[lane] = weight;
      rows++;
    },
    finish,
  };
}

function judged(
  chiSquare: number,
  degrees: number,
  shares: SampleRatio['shares'],
): SampleRatio | undefined {
  if (degrees < 1 || Number.isNaN(chiSquare)) return undefined;
  const p = chiSquare === Infinity ? 0 : chiSquareTail(chiSquare, degrees);
  return { chiSquare, degrees, p, isOff: p < SIGNIFICANCE, shares };
}

function declaredShares(randomised: Randomised, choices: number): number[] {
  if (randomised.kind === 'shares') return randomised.shares;
  return Array.from({ length: choices }, () => 1 / choices);
}
