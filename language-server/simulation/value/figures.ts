import type { Estimator } from '../arms.ts';
import type { GroupSums } from '../bootstrap.ts';
import { fold, percentileInterval, resample } from '../bootstrap.ts';
import type { Figure } from '../estimates.ts';
import { createRandom } from '../random.ts';
import { columnOf, INFLUENCE, sumFunctions } from './estimators.ts';
import { totalOf } from './group-sums.ts';

/** Time grows with the groups times the resamples; with this many, ends are sharp enough. */
const MOST_RESAMPLED_GROUPS = 20_000;
const LEVEL = 0.95;

/** Figures of arms whose sums lie side by side, all from the same resamples. */
export interface Figures {
  of: (arm: number, estimator: Estimator) => Figure;
  /** The first arm less the second, paired resample by resample. */
  difference: (arm: number, other: number, estimator: Estimator) => Figure;
}

/**
 * The standard error is that by the delta method over groups, √(G/(G − 1)·Σe²) with e the group's
 * part of the estimate's linearisation. With one row per subject it is, for IPS, the standard
 * deviation of w·r (n − 1 in the denominator) over √n.
 */
export function createFigures(
  sums: GroupSums,
  { seed, resamples }: { seed: number; resamples: number },
): Figures {
  const { values, groups, width } = sums;
  const totals = totalOf(sums);
  const random = createRandom(seed).fork('bootstrap');
  const resampled = resample(fold(sums, MOST_RESAMPLED_GROUPS), resamples, random);
  const reading =
    (record: Float64Array, start: number, arm: number) =>
    (column: number): number =>
      column === 0 ? record[start]! : record[start + columnOf(arm, column)]!;

  /** DM's influences say how it spreads, and not what it is. */
  const shiftOf = (arm: number, estimator: Estimator): number =>
    estimator === 'dm' ? totals[columnOf(arm, INFLUENCE)]! / totals[0]! : 0;

  function signed(parts: { arm: number; sign: number }[], estimator: Estimator): Figure {
    const { value, slopes } = sumFunctions[estimator];
    let estimate = 0;
    const linear = new Float64Array(width);
    const replicates = new Float64Array(resamples);
    for (const { arm, sign } of parts) {
      const whole = reading(totals, 0, arm);
      const shift = shiftOf(arm, estimator);
      estimate += sign * (value(whole) - shift);
      for (const [column, slope] of Object.entries(slopes(whole))) {
        const at = Number(column) === 0 ? 0 : columnOf(arm, Number(column));
        linear[at]! += sign * slope!;
      }
      for (let i = 0; i < resamples; i++) {
        replicates[i]! += sign * (value(reading(resampled, i * width, arm)) - shift);
      }
    }
    const columns = [...linear.keys()].filter((column) => linear[column] !== 0);
    let squares = 0;
    for (let at = 0; at < groups * width; at += width) {
      let part = 0;
      for (const column of columns) part += linear[column]! * values[at + column]!;
      squares += part * part;
    }
    return {
      estimate,
      standardError: Math.sqrt((squares * groups) / (groups - 1)),
      ...percentileInterval(replicates, LEVEL),
    };
  }

  return {
    of: (arm, estimator) => signed([{ arm, sign: 1 }], estimator),
    difference: (arm, other, estimator) =>
      signed(
        [
          { arm, sign: 1 },
          { arm: other, sign: -1 },
        ],
        estimator,
      ),
  };
}
