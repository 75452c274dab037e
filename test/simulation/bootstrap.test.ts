import { describe, expect, it } from 'vitest';
import { fold, percentileInterval, resample } from '../../language-server/simulation/bootstrap.ts';
import { createRandom } from '../../language-server/simulation/random.ts';

describe('resampling groups', () => {
  it('draws as many as there are, whole records together', () => {
    const values = Float64Array.from([1, 10, 1, 20, 1, 30]);
    const resampled = resample({ values, groups: 3, width: 2 }, 200, createRandom(1));
    const sums = new Set<number>();
    for (let i = 0; i < 200; i++) {
      expect(resampled[2 * i]).toBe(3);
      sums.add(resampled[2 * i + 1]!);
    }
    expect([...sums].sort((a, b) => a - b)).toEqual([30, 40, 50, 60, 70, 80, 90]);
  });

  it('folds groups into fewer without losing any', () => {
    const values = Float64Array.from([1, 2, 3, 4, 5]);
    const folded = fold({ values, groups: 5, width: 1 }, 2);
    expect({ ...folded, values: [...folded.values] }).toEqual({
      values: [9, 6],
      groups: 2,
      width: 1,
    });
  });
});

describe('the percentile interval', () => {
  it('interpolates between order statistics', () => {
    const replicates = Float64Array.from({ length: 101 }, (_, i) => 100 - i);
    const { low, high } = percentileInterval(replicates, 0.95);
    expect(low).toBeCloseTo(2.5, 12);
    expect(high).toBeCloseTo(97.5, 12);
  });

  it('leaves out replicates that are not numbers', () => {
    expect(percentileInterval(Float64Array.from([NaN, 1, 1, Infinity]), 0.95)).toEqual({
      low: 1,
      high: 1,
    });
    expect(percentileInterval(Float64Array.from([NaN]), 0.95).low).toBeNaN();
  });
});
