import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newcombe, wilson } from '../../../language-server/simulation/statistics/proportions.ts';

describe('Wilson’s interval', () => {
  // Newcombe 1998 (Statistics in Medicine 17, 857–872), table I, method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %d in %d is as published', (successes, n, low, high) => {
    const found = wilson({ successes, n });
    expect(found.low).toBeCloseTo(low, 4);
    expect(found.high).toBeCloseTo(high, 4);
  });

  it('is everything where nothing was seen', () => {
    expect(wilson({ successes: 0, n: 0 })).toEqual({ low: 0, high: 1 });
  });

  it('holds the share and mirrors the other one', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(500), (yes, no) => {
        fc.pre(yes + no > 0);
        const one = wilson({ successes: yes, n: yes + no });
        const other = wilson({ successes: no, n: yes + no });
        expect(one.low).toBeLessThanOrEqual(yes / (yes + no));
        expect(one.high).toBeGreaterThanOrEqual(yes / (yes + no));
        expect(one.low).toBeCloseTo(1 - other.high, 12);
      }),
    );
  });
});

describe('Newcombe’s interval of a difference', () => {
  // Newcombe 1998 (Statistics in Medicine 17, 873–890), table II, method 10.
  it.each([
    ['56/70 − 48/80', [56, 70, 48, 80], 0.0524, 0.3339],
    ['9/10 − 3/10', [9, 10, 3, 10], 0.1705, 0.809],
    ['6/7 − 2/7', [6, 7, 2, 7], 0.0582, 0.8062],
    ['5/56 − 0/29', [5, 56, 0, 29], -0.0381, 0.1926],
    ['0/10 − 0/20', [0, 10, 0, 20], -0.1611, 0.2775],
    ['0/10 − 0/10', [0, 10, 0, 10], -0.2775, 0.2775],
    ['10/10 − 0/20', [10, 10, 0, 20], 0.6791, 1],
    ['10/10 − 0/10', [10, 10, 0, 10], 0.6075, 1],
  ] as const)('%s is as published', (_, [a, m, b, n], low, high) => {
    const found = newcombe({ successes: a, n: m }, { successes: b, n });
    expect(found.low).toBeCloseTo(low, 4);
    expect(found.high).toBeCloseTo(high, 4);
  });

  it('is everything where one side was never seen', () => {
    expect(newcombe({ successes: 0, n: 0 }, { successes: 1, n: 2 })).toEqual({ low: -1, high: 1 });
  });
});
