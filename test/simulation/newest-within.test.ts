import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createNewestWithin } from '../../language-server/simulation/newest-within.ts';

describe('what was seen within a time that ends with the newest', () => {
  const within = (moments: number[], length = 10) => {
    const window = createNewestWithin(length);
    for (const moment of moments) window.add(moment, moment);
    return [window.count(), window.sum()];
  };

  it.each([
    ['leaves out what is exactly that old', [1, 2, 11], [2, 13]],
    ['does not move back for what comes late', [1, 20, 12], [2, 32]],
    ['leaves out at once what comes too late', [1, 20, 10], [1, 20]],
    ['forgets what came late in its turn', [20, 12, 25], [2, 45]],
  ])('%s', (_, moments, expected) => {
    expect(within(moments)).toEqual(expected);
  });

  it('counts what a list of all of it counts, in whatever order it comes', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(30)), (moments) => {
        const left = moments.filter((moment) => moment > Math.max(...moments) - 10);
        expect(within(moments)).toEqual([left.length, left.reduce((sum, each) => sum + each, 0)]);
      }),
    );
  });

  it('keeps all of it where no moment is known', () => {
    expect(countWithin([NaN, NaN, NaN])).toBe(3);
  });

  it('counts on after it has let go of thousands', () => {
    const moments = Array.from({ length: 20_000 }, (_, i) => i);
    expect(countWithin(moments)).toBe(10);
  });

  function countWithin(moments: number[]): number {
    return within(moments)[0]!;
  }
});
