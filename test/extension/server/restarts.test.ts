import { describe, expect, it } from 'vitest';
import { afterCrash } from '../../../extension/server/restarts.ts';

const seconds = (...moments: number[]): number[] => moments.map((moment) => moment * 1000);

describe('after a crash', () => {
  it.each<[string, number[], number, number | undefined]>([
    ['waits a second the first time', [], 0, 1000],
    ['waits two the second time', seconds(0), 10, 2000],
    ['waits four the third time', seconds(0, 10), 20, 4000],
    ['waits eight the fourth time', seconds(0, 10, 20), 30, 8000],
    ['gives up the fifth time', seconds(0, 10, 20, 30), 40, undefined],
    ['still gives up just within three minutes', seconds(0, 10, 20, 30), 179, undefined],
    ['forgives what is three minutes ago', seconds(0, 10, 20, 30), 180, 8000],
    ['forgets all after a good while', seconds(0, 10, 20, 30), 1000, 1000],
  ])('%s', (_, earlier, now, wait) => {
    expect(afterCrash(earlier, now * 1000).wait).toBe(wait);
  });

  it('keeps the crashes that count, and no others', () => {
    expect(afterCrash(seconds(0, 100), 200_000).crashes).toEqual(seconds(100, 200));
  });
});
