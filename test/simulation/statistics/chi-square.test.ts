import { describe, expect, it } from 'vitest';
import { chiSquareTail } from '../../../language-server/simulation/statistics/chi-square.ts';

describe('the tail of the chi-square distribution', () => {
  // NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.4: critical values, to three decimals.
  it.each([
    [1, 3.841, 0.05],
    [1, 10.828, 0.001],
    [2, 5.991, 0.05],
    [2, 13.816, 0.001],
    [3, 11.345, 0.01],
    [10, 18.307, 0.05],
    [23, 49.728, 0.001],
    [30, 59.703, 0.001],
    [99, 148.23, 0.001],
    [100, 124.342, 0.05],
  ])('beyond the published critical value of %d degrees, %d, is %d', (degrees, x, share) => {
    expect(chiSquareTail(x, degrees) / share).toBeCloseTo(1, 2);
  });

  it('is e^(−x/2) for two degrees', () => {
    for (const x of [1e-9, 1, 50, 700]) {
      expect(chiSquareTail(x, 2) / Math.exp(-x / 2)).toBeCloseTo(1, 12);
    }
  });

  it('is a number where its first terms are too small for one', () => {
    expect(chiSquareTail(3000, 3000)).toBeCloseTo(0.4966, 3);
    expect(chiSquareTail(3001, 3001)).toBeCloseTo(0.4966, 3);
  });

  it.each([
    [0, 4, 1],
    [Infinity, 4, 0],
    [NaN, 4, NaN],
    [-1, 4, NaN],
    [1, 0, NaN],
    [1, 1.5, NaN],
  ])('of %d with %d degrees is %d', (x, degrees, share) => {
    expect(chiSquareTail(x, degrees)).toBe(share);
  });
});
