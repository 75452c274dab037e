import { normalQuantile } from './normal.ts';

/** So many of so many; `n` may be an effective number and need not be whole. */
export interface Proportion {
  successes: number;
  n: number;
}

export interface Interval {
  low: number;
  high: number;
}

/**
 * The score interval of one proportion (Wilson 1927; method 3 of Newcombe, "Two-sided confidence
 * intervals for the single proportion", Statistics in Medicine 17, 1998, 857–872), without
 * continuity correction. [0, 1] where there is nothing to rest on.
 */
export function wilson({ successes, n }: Proportion, level = 0.95): Interval {
  if (!(n > 0)) return { low: 0, high: 1 };
  const z = criticalValue(level);
  const share = successes / n;
  const middle = 2 * n * share + z * z;
  const half = z * Math.sqrt(z * z + 4 * n * share * (1 - share));
  const scale = 2 * (n + z * z);
  // At the ends the score interval touches them exactly, which rounding would miss.
  return {
    low: successes <= 0 ? 0 : Math.max(0, (middle - half) / scale),
    high: successes >= n ? 1 : Math.min(1, (middle + half) / scale),
  };
}

/**
 * The hybrid score interval of the difference `first − second` of two independent proportions:
 * method 10 of Newcombe, "Interval estimation for the difference between independent
 * proportions", Statistics in Medicine 17, 1998, 873–890.
 */
export function newcombe(first: Proportion, second: Proportion, level = 0.95): Interval {
  if (!(first.n > 0 && second.n > 0)) return { low: -1, high: 1 };
  const p1 = first.successes / first.n;
  const p2 = second.successes / second.n;
  const one = wilson(first, level);
  const two = wilson(second, level);
  return {
    low: p1 - p2 - Math.hypot(p1 - one.low, two.high - p2),
    high: p1 - p2 + Math.hypot(one.high - p1, p2 - two.low),
  };
}

const usual = normalQuantile(0.975);

function criticalValue(level: number): number {
  return level === 0.95 ? usual : normalQuantile((1 + level) / 2);
}
