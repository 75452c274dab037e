import { describe, expect, it } from 'vitest';
import { compareAll, recordWidth } from '../../../language-server/simulation/surprise/evidence.ts';
import { fisherExact } from '../../../language-server/simulation/statistics/fisher.ts';
import { newcombe } from '../../../language-server/simulation/statistics/proportions.ts';

/** Sums of two cells with three choices, of which the second is the usual one: goal and a watched metric. */
const width = recordWidth(2);
function sums(
  counts: Record<number, [n: number, goals: number, watched: number, weight?: number]>,
) {
  const found = new Float64Array(6 * width);
  for (const [pattern, [n, goals, watched, weight = 1]] of Object.entries(counts)) {
    found.set(
      [
        ...[n, n * weight, n * weight ** 2, goals * weight],
        ...[n * weight, n * weight ** 2, watched * weight],
      ],
      Number(pattern) * width,
    );
  }
  return found;
}
const shape = { lanes: 3, usual: 1, metrics: 2 };

describe('all patterns compared', () => {
  it('are those of which both choices were seen, each against the usual one of its cell', () => {
    const found = compareAll(
      {
        earlier: sums({ 0: [40, 20, 5], 1: [400, 40, 50], 3: [40, 20, 5], 5: [9, 0, 0] }),
        heldOut: sums({ 0: [10, 4, 1], 1: [100, 10, 9] }),
      },
      shape,
    );
    expect(found).toHaveLength(1);
    const [first, second] = [
      { successes: 20, n: 40 },
      { successes: 40, n: 400 },
    ];
    expect(found[0]).toMatchObject({
      ...{ pattern: 0, n: 50, earlier: { difference: 0.4, interval: newcombe(first, second) } },
      p: fisherExact(first, second),
      q: fisherExact(first, second),
      holdout: { first: { successes: 4, n: 10 }, second: { successes: 10, n: 100 } },
    });
    expect(found[0]!.watched).toEqual([{ difference: 0, q: 1 }]);
  });

  it('pay for each other: the q is above the p where more are compared', () => {
    const [found] = compareAll(
      {
        earlier: sums({ 0: [40, 20, 5], 1: [400, 40, 50], 2: [40, 4, 5] }),
        heldOut: sums({}),
      },
      shape,
    );
    expect(found!.q).toBeCloseTo(2 * found!.p, 12);
    expect(found).not.toHaveProperty('holdout');
  });

  it('rest on no more rows than there are, whatever rounding has left of the weights', () => {
    // A row of the weight 1e12 came and went: its square took those of all others with it.
    const rounded = sums({ 0: [40, 20, 5], 1: [400, 40, 50] });
    rounded[2] = 0;
    rounded[width + 2] = -1e7;
    const [found] = compareAll(
      { earlier: sums({ 0: [40, 20, 5], 1: [400, 40, 50] }), heldOut: rounded },
      shape,
    );
    expect(found!.holdout).toMatchObject({ first: { n: 40 }, second: { n: 400 } });
  });

  it('do not depend on a weight that all rows share', () => {
    const of = (weight: number) =>
      compareAll(
        { earlier: sums({ 0: [40, 20, 5, weight], 1: [400, 40, 50, 3] }), heldOut: sums({}) },
        shape,
      )[0]!.p;
    expect(of(12.5)).toBe(of(1));
  });
});
