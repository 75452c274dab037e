import { describe, expect, it } from 'vitest';
import {
  createValueAccumulator,
  type Estimate,
  type Figure,
  type FinishOptions,
} from '../../language-server/simulation/estimates.ts';
import { createRandom } from '../../language-server/simulation/random.ts';

const options: FinishOptions<'logged' | 'policy'> = {
  seed: 7,
  hasPropensity: true,
  loggedArm: 'logged',
  resamples: 500,
};

/** Rows of [subject, reward, weight of the arm `policy`]. */
type Row = [subject: number, reward: number, weight: number];

interface Changed extends Partial<typeof options> {
  clipAt?: number;
  /** How likely the arm is to do anything at all. */
  mass?: number;
}

function valueOf(rows: Iterable<Row>, { clipAt, mass = 1, ...changed }: Changed = {}) {
  const accumulator = createValueAccumulator(
    ['logged', 'policy'] as const,
    clipAt === undefined ? {} : { clipAt },
  );
  for (const [subject, reward, weight] of rows) {
    accumulator.add({ subject, reward, weights: [1, weight], ...unmodelled, masses: [1, mass] });
  }
  return accumulator.finish({ ...options, ...changed });
}

const unmodelled = { predicted: 0, expected: [0, 0] };

/** Two choices logged evenly at random; the arm always takes the first. */
function* evenTrial(rows: number, rowsPerSubject = 1): Generator<Row> {
  const random = createRandom(1);
  for (let row = 0; row < rows; row += rowsPerSubject) {
    const first = random.next() < 0.5;
    const reward = random.next() < (first ? 0.2 : 0.1) ? 1 : 0;
    for (let i = 0; i < rowsPerSubject; i++) {
      yield [row / rowsPerSubject, reward, first ? 2 : 0];
    }
  }
}

function figureOf(estimate: Estimate): Figure {
  if ('refused' in estimate) throw new Error(estimate.refused);
  return estimate;
}

function refusalOf(estimate: Estimate): string {
  return 'refused' in estimate ? estimate.refused : '';
}

describe('the value of an arm', () => {
  it('is the mean of w·r (IPS) and Σwr/Σw (SNIPS), with the weights described', () => {
    const rows = Array.from({ length: 400 }, (_, i): Row => [
      i,
      i % 4 === 0 ? 1 : 0,
      i % 2 ? 0.4 : 1.6,
    ]);
    const { policy } = valueOf(rows).arms;
    expect(figureOf(policy.ips).estimate).toBeCloseTo(0.4, 12);
    expect(figureOf(policy.snips).estimate).toBeCloseTo(0.4, 12);
    expect(policy.meanWeight).toBeCloseTo(1, 12);
    expect(policy.maxWeight).toBe(1.6);
    expect(policy.ess).toBeCloseTo(400 ** 2 / (200 * 0.4 ** 2 + 200 * 1.6 ** 2), 9);
  });

  it('is the plain mean for the logged arm', () => {
    const { logged } = valueOf(evenTrial(2000)).arms;
    const rewards = [...evenTrial(2000)].map(([, reward]) => reward);
    const mean = rewards.reduce((a, b) => a + b) / rewards.length;
    const variance = rewards.reduce((a, b) => a + (b - mean) ** 2, 0) / (rewards.length - 1);
    for (const estimate of [logged.ips, logged.snips]) {
      expect(figureOf(estimate).estimate).toBeCloseTo(mean, 12);
      expect(figureOf(estimate).standardError).toBeCloseTo(Math.sqrt(variance / 2000), 12);
    }
  });

  it('has a SNIPS standard error by the delta method', () => {
    const rows = [...evenTrial(2000)];
    const weights = rows.reduce((sum, [, , w]) => sum + w, 0);
    const value = rows.reduce((sum, [, r, w]) => sum + w * r, 0) / weights;
    const squares = rows.reduce((sum, [, r, w]) => sum + (w * (r - value)) ** 2, 0);
    const expected = Math.sqrt((squares * 2000) / 1999) / weights;
    expect(figureOf(valueOf(rows).arms.policy.snips).standardError).toBeCloseTo(expected, 12);
  });

  it.each(['ips', 'snips'] as const)(
    'has an interval of about 1.96 errors on both sides: %s',
    (kind) => {
      const figure = figureOf(valueOf(evenTrial(5000), { resamples: 2000 }).arms.policy[kind]);
      expect((figure.estimate - figure.low) / figure.standardError).toBeCloseTo(1.96, 0);
      expect((figure.high - figure.estimate) / figure.standardError).toBeCloseTo(1.96, 0);
    },
  );

  it('is as uncertain as its subjects are few, however often each is repeated', () => {
    const once = figureOf(valueOf(evenTrial(1000)).arms.policy.ips);
    const fourTimes = figureOf(valueOf(evenTrial(4000, 4)).arms.policy.ips);
    expect(fourTimes.estimate).toBeCloseTo(once.estimate, 12);
    expect(fourTimes.standardError).toBeCloseTo(once.standardError, 12);
    expect(fourTimes.low).toBeCloseTo(once.low, 12);
  });

  it('is the same again with the same seed, and its interval differs with another', () => {
    const [first, second, other] = [7, 7, 8].map((seed) => valueOf(evenTrial(1000), { seed }).arms);
    expect(second).toEqual(first);
    expect(figureOf(other!.policy.ips).low).not.toBe(figureOf(first!.policy.ips).low);
  });

  it('keeps estimate, error and width of interval when subjects share groups', () => {
    const rows = [...evenTrial(250_000)];
    const figure = figureOf(valueOf(rows).arms.policy.ips);
    const mean = rows.reduce((sum, [, r, w]) => sum + w * r, 0) / rows.length;
    const variance = rows.reduce((sum, [, r, w]) => sum + (w * r - mean) ** 2, 0) / rows.length;
    const error = Math.sqrt(variance / rows.length);
    expect(figure.estimate).toBeCloseTo(mean, 12);
    expect(Math.abs(figure.standardError / error - 1)).toBeLessThan(0.02);
    expect(Math.abs((figure.high - figure.low) / (2 * 1.96 * error) - 1)).toBeLessThan(0.1);
  });

  it('does not depend on how subjects without rows are numbered', () => {
    const dense = valueOf(evenTrial(1000));
    const sparse = valueOf([...evenTrial(1000)].map(([s, r, w]): Row => [3 * s + 500, r, w]));
    expect(sparse.arms).toEqual(dense.arms);
  });
});

describe('the difference of two arms', () => {
  it('is paired: an arm less itself is exactly nothing', () => {
    const difference = valueOf(evenTrial(1000)).difference('policy', 'policy', 'ips');
    expect(difference).toEqual({ estimate: 0, standardError: 0, low: 0, high: 0 });
  });

  it('is that of the estimates, with an interval of its own', () => {
    const report = valueOf(evenTrial(5000));
    const { policy, logged } = report.arms;
    const difference = figureOf(report.difference('policy', 'logged', 'snips'));
    expect(difference.estimate).toBeCloseTo(
      figureOf(policy.snips).estimate - figureOf(logged.snips).estimate,
      12,
    );
    expect(difference.low).toBeLessThan(difference.estimate);
    expect(difference.high).toBeGreaterThan(difference.estimate);
  });

  it('is refused where one of the arms is', () => {
    const report = valueOf(evenTrial(1000), { hasPropensity: false });
    expect(refusalOf(report.difference('policy', 'logged', 'ips'))).toMatch(/no propensity/);
  });
});

describe('weights that are clipped', () => {
  it('count as the limit, and say so', () => {
    const rows = Array.from({ length: 400 }, (_, i): Row => [i, i % 2, i % 4 === 0 ? 2.5 : 0.5]);
    const { policy, logged } = valueOf(rows, { clipAt: 1.5 }).arms;
    expect(figureOf(policy.snips).estimate).toBeCloseTo(100 / 300, 12);
    expect(policy.ess).toBeCloseTo(300 ** 2 / (100 * 1.5 ** 2 + 300 * 0.25), 9);
    expect(policy).toMatchObject({ meanWeight: 1, maxWeight: 2.5, clipped: 100 });
    expect(policy.ips.marks).toEqual(['clipped']);
    expect(policy.dm.marks).toBeUndefined();
    expect(logged.ips.marks).toBeUndefined();
  });

  it('mark every value where the logged choices contradict their propensities', () => {
    const { policy, logged } = valueOf(evenTrial(1000), { isRatioOff: true }).arms;
    for (const estimate of [policy.ips, policy.dm, logged.ips]) {
      expect(estimate.marks).toEqual(['ratio']);
    }
  });
});

describe('refusals', () => {
  it('gives no estimate but the logged one without a propensity', () => {
    const rows = [...evenTrial(1000)].map(([s, r]): Row => [s, r, NaN]);
    const { logged, policy } = valueOf(rows, { hasPropensity: false }).arms;
    expect(policy.ips).toEqual({ refused: expect.stringMatching(/^the data has no propensity/) });
    expect(policy.snips).toEqual(policy.ips);
    expect(policy).toMatchObject({ ess: 0, meanWeight: 0, maxWeight: 0 });
    expect(refusalOf(logged.ips)).toBe('');
  });

  const rows = (count: number, weight: (i: number) => number) =>
    Array.from({ length: count }, (_, i): Row => [i, i % 3 === 0 ? 1 : 0, weight(i)]);
  const ofSubjects =
    (count: number) =>
    ([subject, reward, weight]: Row): Row => [subject % count, reward, weight];
  // Nobody clicked: drawing from what was seen would give an interval without width.
  const withoutReward = ([subject, , weight]: Row): Row => [subject, 0, weight];

  it.each([
    [
      'an effective sample of 99 rows',
      rows(198, (i) => (i % 2 ? 2 : 0)),
      {},
      /size is 99\.0, under 100/,
    ],
    ['not one of 100', rows(200, (i) => (i % 2 ? 2 : 0)), {}, /^$/],
    ['under 1% of the rows', rows(20_000, (i) => (i % 101 ? 0 : 101)), {}, /0\.99% of 20000 rows/],
    ['a mean weight of 0.94', rows(400, () => 0.94), {}, /mean weight is 0\.940 where 1\.000/],
    ['not one of 0.96', rows(400, () => 0.96), {}, /^$/],
    ['not so many in one direction of a half', rows(400, () => 0.46), { mass: 0.5 }, /^$/],
    ['not one of 0.5 where the arm acts in half', rows(400, () => 0.5), { mass: 0.5 }, /^$/],
    [
      'one of 1 where the arm acts in half',
      rows(400, () => 1),
      { mass: 0.5 },
      /1\.000 where 0\.500/,
    ],
    ['no matching choice at all', rows(400, () => 0), {}, /no logged choice/],
    ['19 subjects, however many rows', rows(400, () => 1).map(ofSubjects(19)), {}, /19 subjects/],
    ['not 20 of them', rows(400, () => 1).map(ofSubjects(20)), {}, /^$/],
    [
      'outcomes that are all the same',
      rows(400, () => 1).map(withoutReward),
      {},
      /every outcome is the same/,
    ],
    ['no rows', [], {}, /no row/],
  ])('concern %s', (_, rows, changed, reason) => {
    const { policy } = valueOf(rows, changed).arms;
    expect(refusalOf(policy.ips)).toMatch(reason);
    expect(refusalOf(policy.snips)).toMatch(reason);
  });

  it('keep the figure to be shown crossed out', () => {
    const { policy } = valueOf(rows(400, () => 0.94)).arms;
    expect(policy.snips).toMatchObject({
      crossedOut: { estimate: expect.closeTo(134 / 400, 12) },
    });
  });

  it('hold nothing that JSON cannot', () => {
    for (const given of [[], rows(400, () => 0), rows(1, () => 1)]) {
      const report = valueOf(given).arms;
      expect(JSON.parse(JSON.stringify(report))).toEqual(report);
    }
  });
});
