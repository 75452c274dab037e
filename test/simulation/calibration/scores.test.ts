import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scoresOf } from '../../../language-server/simulation/calibration/brier.ts';
import { logLossWords } from '../../../language-server/charts/calibration-words.ts';
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

  it('are made of parts that are never below nothing', () => {
    const some = fc.array(fc.tuple(fc.nat(10), fc.nat(3), fc.nat(3)), { minLength: 1 });
    fc.assert(
      fc.property(some, (counts) => {
        const said = counts.flatMap(([tenth, yes, no]): [number, boolean][] => [
          ...Array.from({ length: yes }, (): [number, boolean] => [tenth / 10, true]),
          ...Array.from({ length: no }, (): [number, boolean] => [tenth / 10, false]),
        ]);
        fc.pre(said.length > 0);
        const { brier, parts } = scoresOf(tallied(...said));
        expect(Math.min(...Object.values(parts))).toBeGreaterThanOrEqual(0);
        const { miscalibration, discrimination, uncertainty } = parts;
        expect(miscalibration - discrimination + uncertainty).toBeCloseTo(brier, 12);
      }),
    );
  });

  it('of who is certain and wrong are clipped where they would be infinite', () => {
    const found = scoresOf(tallied([1, false], [1, true], [0, true], [0, false], [0.5, true]));
    expect(found.certainAndWrong).toBe(2);
    expect(logLossWords(found)).toMatch(/, 2 decisions were certain and wrong, at 34\.5 each$/);
    expect(logLossWords({ logLoss: 0.25, certainAndWrong: 0 })).toBe('0.2500');
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

  it('move no score by more than 0.0005 where they round, also of who is nearly certain', () => {
    const tallies = createTallies();
    let [brier, logLoss] = [0, 0];
    const count = 60_000;
    for (let i = 0; i < count; i++) {
      // Half of what is said is within 0.00005 of certainty.
      const confidence = i % 2 === 0 ? (i + 1) / (count + 2) : 1 - (i + 1) / (count * 20_000);
      const came = i % 11 !== 0;
      tallies.add(confidence, came);
      brier += (confidence - (came ? 1 : 0)) ** 2 / count;
      logLoss -= (came ? Math.log(confidence) : Math.log1p(-confidence)) / count;
    }
    const found = scoresOf(tallies.finish());
    expect(Math.abs(found.brier - brier)).toBeLessThan(0.0005);
    expect(Math.abs(found.logLoss - logLoss)).toBeLessThan(0.0005);
  });

  it('round many different shares, and lose no decision', () => {
    const tallies = createTallies();
    for (let i = 0; i < 60_000; i++) tallies.add(i / 60_000, i % 2 === 0);
    const found = tallies.finish();
    expect(found.length).toBeLessThan(50_000);
    expect(found.reduce((sum, { n }) => sum + n, 0)).toBe(60_000);
    expect(found.reduce((sum, { successes }) => sum + successes, 0)).toBe(30_000);
  });
});
