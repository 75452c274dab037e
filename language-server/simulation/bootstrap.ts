import type { Random } from './random.ts';

/**
 * Sums of rows by group, one record after the other in `values`, `width` numbers each. A group
 * is one subject, or several subjects together; a subject is never split.
 */
export interface GroupSums {
  values: Float64Array;
  groups: number;
  width: number;
}

/**
 * The nonparametric bootstrap over groups (Efron 1979; Davison and Hinkley 1997, chapter 2):
 * each resample draws as many groups as there are, with replacement, and adds up their sums.
 * Every figure of a resample is read from the same draws, so differences are paired.
 *
 * Nothing is replayed for it: an estimate is a function of sums over rows, whose weights the one
 * replay has settled, so that the sums of a subject drawn twice count twice, exactly. What the
 * agent had learned and what caps had counted stays that of the log as it is: an interval says how
 * far the value of these decisions is known, and not how another log would have taught the agent.
 *
 * Returns the sums of each resample, one record of `width` numbers after the other.
 */
export function resample(sums: GroupSums, resamples: number, random: Random): Float64Array {
  const { values, groups, width } = sums;
  const result = new Float64Array(resamples * width);
  for (let i = 0; i < resamples; i++) {
    const to = i * width;
    for (let drawn = 0; drawn < groups; drawn++) {
      const from = random.integer(groups) * width;
      for (let k = 0; k < width; k++) result[to + k]! += values[from + k]!;
    }
  }
  return result;
}

/** Adds groups together, `group mod most`, until there are at most `most`. */
export function fold(sums: GroupSums, most: number): GroupSums {
  const { values, groups, width } = sums;
  if (groups <= most) return sums;
  const folded = new Float64Array(most * width);
  for (let group = 0; group < groups; group++) {
    const to = (group % most) * width;
    for (let k = 0; k < width; k++) folded[to + k]! += values[group * width + k]!;
  }
  return { values: folded, groups: most, width };
}

/**
 * The percentile interval that holds `level` of the finite replicates, between order statistics
 * linearly interpolated (Hyndman and Fan's type 7). NaN where there is no finite replicate.
 */
export function percentileInterval(
  replicates: Float64Array,
  level: number,
): { low: number; high: number } {
  const sorted = replicates.filter((value) => Number.isFinite(value)).sort();
  return {
    low: quantile(sorted, (1 - level) / 2),
    high: quantile(sorted, (1 + level) / 2),
  };
}

function quantile(sorted: Float64Array, share: number): number {
  const position = share * (sorted.length - 1);
  const below = Math.floor(position);
  const from = sorted[below] ?? NaN;
  const to = sorted[below + 1] ?? from;
  return from + (position - below) * (to - from);
}
