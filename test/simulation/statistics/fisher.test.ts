import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalCdf } from '../../../language-server/simulation/statistics/normal.ts';
import { fisherExact } from '../../../language-server/simulation/statistics/fisher.ts';

const p = (a: number, m: number, b: number, n: number): number =>
  fisherExact({ successes: a, n: m }, { successes: b, n });

describe('Fisher’s exact test', () => {
  // The documentation of R's `fisher.test`: the lady tasting tea, and the convicts' twins.
  it.each([
    ['the lady tasting tea', [3, 4, 1, 4], 0.4857142857],
    ['convictions of twins', [2, 17, 10, 13], 0.0005367],
    ['no difference', [5, 10, 5, 10], 1],
    ['nothing seen', [0, 0, 3, 9], 1],
    ['no successes', [0, 10, 0, 20], 1],
  ] as const)('%s', (_, [a, m, b, n], expected) => {
    expect(p(a, m, b, n)).toBeCloseTo(expected, 7);
  });

  it('is the sum over all tables that are no likelier', () => {
    fc.assert(
      fc.property(fc.nat(12), fc.nat(12), fc.nat(12), fc.nat(12), (a, b, c, d) => {
        expect(p(a, a + b, c, c + d)).toBeCloseTo(plainly(a, b, c, d), 9);
      }),
    );
  });

  it.each([
    ['of no number', [NaN, NaN, 3, 9]],
    ['of numbers without end', [Infinity, Infinity, 3, 9]],
    ['of less than one row', [0.2, 0.4, 3, 9]],
    ['of fewer than no rows', [-1, -4, 3, 9]],
  ] as const)('tells of nothing %s', (_, [a, m, b, n]) => {
    expect(p(a, m, b, n)).toBe(1);
  });

  it('is that of a z test where both groups are a hundred million', () => {
    const n = 1e8;
    const [a, b] = [0.3 * n, 0.3 * n + 10_000];
    const share = (a + b) / (2 * n);
    const z = (a - b) / Math.sqrt(2 * n * share * (1 - share));
    expect(p(a, n, b, n) / (2 * normalCdf(z))).toBeCloseTo(1, 2);
  });

  it('is next to nothing where the difference is plain, at any size', () => {
    expect(p(900_000, 1_000_000, 100_000, 1_000_000)).toBe(0);
    expect(p(100_100, 1_000_000, 100_000, 1_000_000)).toBeGreaterThan(0.8);
  });
});

function plainly(a: number, b: number, c: number, d: number): number {
  const weight = (k: number): number => choose(a + b, k) * choose(c + d, a + c - k);
  let all = 0;
  let extreme = 0;
  for (let k = 0; k <= a + c; k++) {
    all += weight(k);
    if (weight(k) <= weight(a) * (1 + 1e-7)) extreme += weight(k);
  }
  return extreme / all;
}

function choose(n: number, k: number): number {
  if (k < 0 || k > n) return 0;
  let found = 1;
  for (let i = 1; i <= k; i++) found = (found * (n - k + i)) / i;
  return found;
}
