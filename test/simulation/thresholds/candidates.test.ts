import { describe, expect, it } from 'vitest';
import type { Range } from '../../../language-server/simulation/thresholds/candidates.ts';
import { candidatesOf } from '../../../language-server/simulation/thresholds/candidates.ts';

const at = (...values: number[]) =>
  values.map((value) => ({ low: value, high: value, n: 1, sums: Float64Array.of(1) }));
const share: Range = { from: 0, to: 1 };
const open: Range = { from: 0, to: Infinity };

describe('the thresholds that are tried', () => {
  it.each([
    ['below', [0.61, 0.78], 0.7, share, [0.6, 0.7, 1]],
    ['below, with a value that cannot be exceeded', [0.5, 1], 0.7, share, [0.5, 0.7]],
    ['at least', [2, 9], 5, open, [2, 5, 10]],
    ['above', [0.2, 0.4], 0.3, share, [0, 0.3, 0.4]],
    ['at most', [120, 340], 200, open, [100, 200, 400]],
    [
      'the present one where it says what a rounder one would',
      [0.2, 0.9],
      0.77,
      share,
      [0.2, 0.77, 1],
    ],
  ] as const)('%s', (side, values, threshold, range, expected) => {
    const firesOn = side.startsWith('at least')
      ? 'atLeast'
      : side.startsWith('at most')
        ? 'atMost'
        : side.startsWith('above')
          ? 'above'
          : 'below';
    const found = candidatesOf(at(...values), { firesOn, threshold }, range);
    expect(found.map((each) => each.threshold)).toEqual(expected);
  });

  it('are at most 50, whatever the values', () => {
    const values = Array.from({ length: 3000 }, (_, index) => index / 3001);
    const found = candidatesOf(at(...values), { firesOn: 'below', threshold: 0.7 }, share);
    expect(found.length).toBeGreaterThan(40);
    expect(found.length).toBeLessThanOrEqual(50);
    expect(found.filter(({ threshold }) => threshold === 0.7)).toHaveLength(1);
  });

  it('stand where they cut: what fires is on the side that the place says', () => {
    const values = [0.05, 0.31, 0.311, 0.62, 0.9];
    for (const { threshold, place } of candidatesOf(
      at(...values),
      { firesOn: 'below', threshold: 0.5 },
      share,
    )) {
      expect(values.filter((value) => value < threshold)).toHaveLength(place);
    }
  });
});
