import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTimeSplit } from '../../../language-server/simulation/surprise/time-split.ts';

describe('sums apart for the earlier and the last part of time', () => {
  const split = (days: number[], now: number) => {
    const sums = createTimeSplit(1);
    for (const day of days) sums.add(0, day, Float64Array.of(1));
    sums.splitAt(now);
    return [sums.earlier()[0], sums.heldOut()[0], sums.boundary()];
  };

  it.each([
    [
      'ten days, of which the last three are held out',
      [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
      10,
      [7, 3, 7],
    ],
    ['a day that is not over', [0, 1, 2], 2, [1, 1, 1]],
    ['a day is never split', [0, 0, 0, 1], 2, [3, 1, 1]],
    ['one day is all held out', [5, 5], 6, [0, 2, 5]],
    ['days without rows count as time', [0, 9], 10, [1, 1, 9]],
    ['what has no day is earlier', [NaN, 0], 1, [1, 1, 0]],
  ])('%s', (_, days, now, expected) => {
    expect(split(days, now)).toEqual(expected);
  });

  it('are the same whenever they were split before, and lose no row', () => {
    const someDays = fc.array(fc.tuple(fc.nat(3), fc.nat(3), fc.boolean()), { maxLength: 60 });
    fc.assert(
      fc.property(someDays, (steps) => {
        const often = createTimeSplit(1);
        const once = createTimeSplit(1);
        let day = 0;
        for (const [pattern, more, splits] of steps) {
          day += more;
          if (splits) often.splitAt(day);
          for (const each of [often, once]) each.add(pattern, day, Float64Array.of(1));
        }
        often.splitAtEnd();
        once.splitAtEnd();
        const total = (sums: Float64Array) => sums.reduce((sum, value) => sum + value, 0);
        expect([...often.earlier()]).toEqual([...once.earlier()]);
        expect([...often.heldOut()]).toEqual([...once.heldOut()]);
        expect(total(once.earlier()) + total(once.heldOut())).toBe(steps.length);
      }),
    );
  });
});
