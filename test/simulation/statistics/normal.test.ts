import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  normalCdf,
  normalQuantile,
} from '../../../language-server/simulation/statistics/normal.ts';

// Abramowitz and Stegun, tables 26.1 and 26.2; the last three are R's `pnorm`.
describe('the normal distribution function', () => {
  it.each([
    [0, 0.5],
    [1, 0.841344746068543],
    [1.96, 0.97500210485178],
    [-1.96, 0.02499789514822],
    [3, 0.99865010196837],
    [-5, 2.866515718791939e-7],
    [-6, 9.865876450376981e-10],
    [-10, 7.619853024160526e-24],
  ])('at %d is %d', (x, expected) => {
    expect(Math.abs(normalCdf(x) / expected - 1)).toBeLessThan(1e-12);
  });

  it('ends at 0 and 1', () => {
    expect([normalCdf(-Infinity), normalCdf(Infinity), normalCdf(NaN)]).toEqual([0, 1, NaN]);
  });
});

describe('the normal quantile', () => {
  it.each([
    [0.975, 1.959963984540054],
    [0.995, 2.5758293035489],
    [0.5, 0],
    [0.025, -1.959963984540054],
    [1e-10, -6.361340902404056],
  ])('of %d is %d', (share, expected) => {
    expect(normalQuantile(share)).toBeCloseTo(expected, 11);
  });

  it('is the inverse of the distribution function', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-12, max: 1 - 1e-9, noNaN: true }), (share) => {
        expect(Math.abs(normalCdf(normalQuantile(share)) / share - 1)).toBeLessThan(1e-9);
      }),
    );
  });

  it('is not a number outside of (0, 1)', () => {
    expect([0, 1, -1, NaN].map(normalQuantile)).toEqual([NaN, NaN, NaN, NaN]);
  });
});
