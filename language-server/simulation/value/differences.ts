import type { GroupSums } from '../bootstrap.ts';
import { fold, percentileInterval, resample } from '../bootstrap.ts';
import type { Figure } from '../estimates.ts';
import { createRandom } from '../random.ts';
import { createGrowingSums, occupied, totalOf } from './group-sums.ts';

/** Means over all rows of what differs in few of them, by column. */
export interface Differences {
  /** One row more that is counted, whether anything differs in it or not. */
  count: (subject: number) => void;
  add: (subject: number, column: number, difference: number) => void;
  /** The mean of each column with its interval; undefined where there is no row. */
  finish: (options: { seed: number; resamples: number }) => Figure[] | undefined;
}

/** As many groups as are needed for the ends of an interval whose figure is small beside it. */
const MOST_RESAMPLED_GROUPS = 5000;
const LEVEL = 0.95;

export function createDifferences(columns: number): Differences {
  const growing = createGrowingSums(1 + columns);
  return {
    count: (subject) => {
      const at = growing.at(subject);
      growing.values()[at]!++;
    },
    add: (subject, column, difference) => {
      const at = growing.at(subject) + 1 + column;
      growing.values()[at]! += difference;
    },
    finish: ({ seed, resamples }) => {
      const sums = occupied(growing.finish());
      if (sums.groups === 0) return undefined;
      const random = createRandom(seed).fork('boundary costs');
      const resampled = resample(fold(sums, MOST_RESAMPLED_GROUPS), resamples, random);
      const totals = totalOf(sums);
      return Array.from({ length: columns }, (_, column) =>
        meanOf(sums, { totals, resampled, at: 1 + column }),
      );
    },
  };
}

function meanOf(
  { values, groups, width }: GroupSums,
  { totals, resampled, at }: { totals: Float64Array; resampled: Float64Array; at: number },
): Figure {
  const rows = totals[0]!;
  const estimate = totals[at]! / rows;
  let squares = 0;
  for (let start = 0; start < groups * width; start += width) {
    squares += ((values[start + at]! - estimate * values[start]!) / rows) ** 2;
  }
  const replicates = new Float64Array(resampled.length / width);
  for (let i = 0; i < replicates.length; i++) {
    replicates[i] = resampled[i * width + at]! / resampled[i * width]!;
  }
  return {
    estimate,
    standardError: Math.sqrt((squares * groups) / (groups - 1)),
    ...percentileInterval(replicates, LEVEL),
  };
}
