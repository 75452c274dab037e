import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { poolAdjacentViolators } from '../../../language-server/simulation/calibration/isotonic.ts';
import type { Tally } from '../../../language-server/simulation/calibration/tally.ts';

const tallies = (...counts: [successes: number, n: number][]): Tally[] =>
  counts.map(([successes, n], index) => ({ confidence: index / 10, n, successes }));

describe('the isotonic map', () => {
  it.each([
    ['keeps what rises', tallies([0, 2], [1, 2], [2, 2]), [0, 0.5, 1]],
    ['pools what falls', tallies([1, 2], [0, 2], [2, 2]), [0.25, 1]],
    ['pools back as far as it has to', tallies([1, 1], [1, 1], [0, 4]), [2 / 6]],
    ['pools what is the same', tallies([1, 2], [1, 2]), [0.5]],
    ['weighs by decisions', tallies([3, 4], [0, 1]), [3 / 5]],
  ])('%s', (_, given, rates) => {
    expect(poolAdjacentViolators(given).map(({ rate }) => rate)).toEqual(rates);
  });

  it('never falls, keeps all decisions, and errs no more than what was said or the base rate', () => {
    const many = fc.array(fc.tuple(fc.nat(9), fc.integer({ min: 1, max: 9 })), { minLength: 1 });
    fc.assert(
      fc.property(many, (counts) => {
        const given = tallies(...counts.map(([yes, more]): [number, number] => [yes, yes + more]));
        const steps = poolAdjacentViolators(given);
        const n = (items: readonly { n: number }[]) => items.reduce((sum, each) => sum + each.n, 0);
        expect(n(steps)).toBe(n(given));
        for (let i = 1; i < steps.length; i++) {
          expect(steps[i]!.rate).toBeGreaterThan(steps[i - 1]!.rate);
        }
        const base = given.reduce((sum, { successes }) => sum + successes, 0) / n(given);
        const error = (share: (index: number) => number): number =>
          given.reduce((sum, { n, successes }, index) => {
            const said = share(index);
            return sum + successes * (1 - said) ** 2 + (n - successes) * said ** 2;
          }, 0);
        const mapped = error(
          (index) => steps.find(({ to }) => given[index]!.confidence <= to)!.rate,
        );
        expect(mapped).toBeLessThanOrEqual(error(() => base) + 1e-9);
        expect(mapped).toBeLessThanOrEqual(error((index) => given[index]!.confidence) + 1e-9);
      }),
    );
  });
});
