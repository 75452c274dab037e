import { describe, expect, it } from 'vitest';
import { scaleOf } from '../../../language-server/simulation/thresholds/scale.ts';
import type { Scale } from '../../../language-server/simulation/thresholds/scale.ts';
import { candidatesOf } from '../../../language-server/simulation/thresholds/candidates.ts';

const at = (...values: number[]) =>
  values.map((value) => ({ low: value, high: value, n: 1, sums: Float64Array.of(1) }));
const share: Scale = { from: 0, to: 1 };
const open: Scale = { from: 0, to: Infinity };
const times = scaleOf({ kind: 'time', step: 60 });
const lengths = scaleOf({ kind: 'duration' });
const HOUR = 3_600_000;

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
    const found = candidatesOf(at(...values), { firesOn, threshold, allows: () => true }, range);
    expect(found.map((each) => each.threshold)).toEqual(expected);
  });

  it.each([
    ['times of day on the hour', [0, 540, 601, 1380], 'above', 1080, times, [0, 540, 1080, 1380]],
    ['no time of day after midnight', [0, 1439], 'below', 1080, times, [0, 1080]],
    ['times of day before midnight', [0, 1380], 'below', 1080, times, [0, 1080, 1410]],
    [
      'whole hours of a length',
      [1 * HOUR, 5 * HOUR],
      'below',
      2 * HOUR,
      lengths,
      [1, 2, 6].map((n) => n * HOUR),
    ],
    [
      'finite, where there was none before',
      [24 * HOUR, 48 * HOUR, Infinity],
      'above',
      36 * HOUR,
      lengths,
      [12, 36, 48].map((n) => n * HOUR),
    ],
    ['finite, where there was never one', [Infinity], 'below', 36 * HOUR, lengths, [36 * HOUR]],
    ['parts of a second', [3, 5], 'above', 4, lengths, [2, 4, 5]],
  ] as const)('are %s', (_, values, firesOn, threshold, scale, expected) => {
    const found = candidatesOf(at(...values), { firesOn, threshold, allows: () => true }, scale);
    expect(found.map((each) => each.threshold)).toEqual(expected);
  });

  it('are at most 50, whatever the values', () => {
    const values = Array.from({ length: 3000 }, (_, index) => index / 3001);
    const found = candidatesOf(
      at(...values),
      { firesOn: 'below', threshold: 0.7, allows: () => true },
      share,
    );
    expect(found.length).toBeGreaterThan(40);
    expect(found.length).toBeLessThanOrEqual(50);
    expect(found.filter(({ threshold }) => threshold === 0.7)).toHaveLength(1);
  });

  it('stand where they cut: what fires is on the side that the place says', () => {
    const values = [0.05, 0.31, 0.311, 0.62, 0.9];
    for (const { threshold, place } of candidatesOf(
      at(...values),
      { firesOn: 'below', threshold: 0.5, allows: () => true },
      share,
    )) {
      expect(values.filter((value) => value < threshold)).toHaveLength(place);
    }
  });
});
