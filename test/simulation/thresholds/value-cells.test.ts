import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createValueCells } from '../../../language-server/simulation/thresholds/value-cells.ts';

describe('sums by value', () => {
  it('are exact for up to 4,096 different values', () => {
    const cells = createValueCells(2, 0.5);
    for (const value of [0.3, 0.1, 0.3]) cells.add(value, [1, 10]);
    expect(cells.finish()).toEqual([
      { low: 0.1, high: 0.1, n: 1, sums: Float64Array.of(1, 10) },
      { low: 0.3, high: 0.3, n: 2, sums: Float64Array.of(2, 20) },
    ]);
  });

  it('stay few and exact between cells for any number of values, and never cross the threshold', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2 ** 30 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (seed, apart) => {
          const cells = createValueCells(1, apart);
          const values = [apart, ...pseudoRandom(seed, 12_000)];
          // What is added is mostly nothing, which must not make one cell of all.
          for (const value of values) cells.add(value, [0]);
          const found = cells.finish();
          expect(found.length).toBeGreaterThan(1000);
          expect(found.length).toBeLessThan(3 * 4096);
          let before = 0;
          for (const [index, { low, high, n }] of found.entries()) {
            if (index > 0) expect(low).toBeGreaterThan(found[index - 1]!.high);
            expect(Math.sign(low - apart)).toBe(Math.sign(high - apart));
            before += n;
            // A sample of the cuts: counting them all anew takes too long.
            if (index % 97 > 0) continue;
            expect(values.filter((value) => value <= high)).toHaveLength(before);
          }
        },
      ),
      { numRuns: 5 },
    );
  });
});

/** Lehmer's generator, for values that differ. */
function pseudoRandom(seed: number, count: number): number[] {
  let state = seed;
  return Array.from(
    { length: count },
    () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647,
  );
}
