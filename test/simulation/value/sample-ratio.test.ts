import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../language-server/simulation/random.ts';
import { createSampleRatioCheck } from '../../../language-server/simulation/value/sample-ratio.ts';

const values = [0, 1, 2];
const evenly = { kind: 'evenly' } as const;

function checkOf(counts: number[], propensity: (lane: number) => number, isDesigned = false) {
  const check = createSampleRatioCheck({ values, randomised: isDesigned ? evenly : undefined });
  for (const [lane, count] of counts.entries()) {
    for (let i = 0; i < count; i++) check.add(lane, propensity(lane));
  }
  return check.finish();
}

describe('the sample-ratio check', () => {
  it('is Pearson’s test of the counts against a design', () => {
    // (10² + 0² + 10²) / 100
    const found = checkOf([110, 100, 90], () => 1 / 3, true)!;
    expect(found).toMatchObject({ degrees: 2, isOff: false });
    expect(found.chiSquare).toBeCloseTo(2, 12);
    expect(found.p).toBeCloseTo(Math.exp(-1), 12);
  });

  it('is the same where each row says what the design says', () => {
    const [byDesign, byRow] = [true, false].map((is) => checkOf([140, 90, 70], () => 1 / 3, is)!);
    expect(byRow!.chiSquare).toBeCloseTo(byDesign!.chiSquare, 9);
    expect(byRow!.degrees).toBe(2);
  });

  it('tells the likely shares beside those of the file', () => {
    const found = checkOf([600, 300, 100], () => 1 / 3)!;
    expect(found.isOff).toBe(true);
    expect(found.shares[0]).toMatchObject({ choice: 0, rows: 600, logged: 0.6 });
    expect(found.shares[0]!.declared).toBeCloseTo(1 / 3, 12);
  });

  it.each([
    ['nothing', []],
    ['one choice alone', [500]],
    ['choices too rare to compare', [4, 4, 4]],
  ])('says nothing of %s', (_, counts) => {
    expect(checkOf(counts, () => 1)).toBeUndefined();
  });

  it('is below 0.05 in about one of twenty logs whose propensities are right, and vary by row', () => {
    const random = createRandom(5);
    const logs = 2000;
    let low = 0;
    for (let log = 0; log < logs; log++) {
      const check = createSampleRatioCheck({ values, randomised: undefined });
      for (let row = 0; row < 300; row++) {
        const first = 0.2 + 0.4 * random.next();
        const second = (1 - first) * (0.3 + 0.4 * random.next());
        const at = random.next();
        const lane = at < first ? 0 : at < first + second ? 1 : 2;
        check.add(lane, [first, second, 1 - first - second][lane]!);
      }
      if (check.finish()!.p < 0.05) low++;
    }
    expect(low / logs).toBeGreaterThan(0.035);
    expect(low / logs).toBeLessThan(0.065);
  });

  it('finds shares that are off by a tenth in most logs of 5,000 rows', () => {
    const random = createRandom(6);
    let found = 0;
    for (let log = 0; log < 20; log++) {
      const check = createSampleRatioCheck({ values, randomised: undefined });
      for (let row = 0; row < 5000; row++) {
        const at = random.next();
        check.add(at < 0.4 ? 0 : at < 0.7 ? 1 : 2, 1 / 3);
      }
      if (check.finish()!.isOff) found++;
    }
    expect(found).toBeGreaterThan(18);
  });

  it('is off where a choice was logged that the shares rule out', () => {
    const check = createSampleRatioCheck({
      values,
      randomised: { kind: 'shares', shares: [1, 0, 0] },
    });
    for (let row = 0; row < 100; row++) check.add(row % 2, 1);
    expect(check.finish()).toMatchObject({ isOff: true, p: 0 });
  });

  it('is off where one choice alone was logged, each time with a propensity of a half', () => {
    expect(checkOf([1000], () => 0.5)).toMatchObject({ isOff: true, degrees: 1 });
  });
});
