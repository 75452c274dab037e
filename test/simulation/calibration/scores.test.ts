import { describe, expect, it } from 'vitest';
import { scoresOf } from '../../../language-server/simulation/calibration/brier.ts';
import { reliabilityOf } from '../../../language-server/simulation/calibration/reliability.ts';
import { createTallies } from '../../../language-server/simulation/calibration/tally.ts';

function tallied(...said: [confidence: number, came: boolean][]) {
  const tallies = createTallies();
  for (const [confidence, came] of said) tallies.add(confidence, came);
  return tallies.finish();
}

describe('the scores', () => {
  it('of who is always right are as good as can be', () => {
    const { brier, parts, logLoss } = scoresOf(tallied([1, true], [0, false]));
    expect([brier, parts.miscalibration, parts.discrimination]).toEqual([0, 0, 0.25]);
    expect(logLoss).toBeCloseTo(0, 12);
  });

  it('of the base rate are its uncertainty alone', () => {
    const { brier, parts } = scoresOf(tallied([0.5, true], [0.5, false]));
    expect([brier, parts]).toEqual([
      0.25,
      { miscalibration: 0, discrimination: 0, uncertainty: 0.25 },
    ]);
  });

  it('of who is certain and wrong are clipped where they would be infinite', () => {
    expect(scoresOf(tallied([1, false])).logLoss).toBeCloseTo(-Math.log(1e-15), 1);
    expect(scoresOf(tallied([0, true])).logLoss).toBeCloseTo(-Math.log(1e-15), 6);
  });
});

describe('the reliability diagram', () => {
  it('has bins from their lower end up to their upper one, and 1 in the last', () => {
    const { bins } = reliabilityOf(tallied([0.1, true], [0.0999, true], [1, true], [0.9, false]));
    expect(bins.map(({ from, to, n }) => [from, to, n])).toEqual([
      [0, 0.1, 1],
      [0.1, 0.2, 1],
      [0.9, 1, 2],
    ]);
  });

  it('gives a bin the interval of as many decisions as it is worth', () => {
    const given = tallied([0.55, true], [0.55, true], [0.55, false], [0.55, false]);
    const [all] = reliabilityOf(given).bins;
    const [one] = reliabilityOf(given, () => 1).bins;
    expect(one!.interval.high - one!.interval.low).toBeGreaterThan(
      all!.interval.high - all!.interval.low,
    );
  });
});

describe('tallies', () => {
  it('take shares alone', () => {
    const tallies = createTallies();
    expect([NaN, -0.1, 1.1, 0, 1].map((share) => tallies.add(share, true))).toEqual([
      ...[false, false, false, true, true],
    ]);
  });

  it('round many different shares, and lose no decision', () => {
    const tallies = createTallies();
    for (let i = 0; i < 60_000; i++) tallies.add(i / 60_000, i % 2 === 0);
    const found = tallies.finish();
    expect(found.length).toBeLessThanOrEqual(10_001);
    expect(found.reduce((sum, { n }) => sum + n, 0)).toBe(60_000);
    expect(found.reduce((sum, { successes }) => sum + successes, 0)).toBe(30_000);
  });
});
