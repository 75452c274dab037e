import { describe, expect, it } from 'vitest';
import type { ThresholdBench } from '../../../language-server/simulation/thresholds/bench.ts';
import { nine, play } from '../../support/scenario.ts';

/**
 * Four hundred decisions over ten days, whose confidence rises from 0.3 to 0.7; the reviewer would
 * override the gold ones, of which most are among the unsure.
 */
const count = 400;
const row = (index: number) => ({
  at: `01-${String(1 + Math.floor(index / 40)).padStart(2, '0')} 09:00`,
  tier: isGold(index) ? 0 : 1,
  reader: `r${String(index)}`,
  clicked: index % 2,
});
const confidenceOf = (index: number): number => (30 + ((index * 7) % 41)) / 100;
const isGold = (index: number): boolean => confidenceOf(index) < 0.4 || index % 50 === 0;

const replayWith = async (
  escalate: string,
  {
    rows = count,
    reviewer = 'overrides because taste when tier is gold\n    otherwise approves',
  } = {},
) => {
  const { result } = await play({
    handoff: `${nine}  goal more clicked\n  escalate to boss\n${escalate}`,
    simulation: `  agent is recorded in "p.jsonl"\n  reviewer\n    ${reviewer}`,
    rows: Array.from({ length: rows }, (_, index) => row(index)),
    proposals: Object.fromEntries(
      Array.from({ length: rows }, (_, index) => [
        index + 1,
        { choice: 600, confidence: confidenceOf(index) },
      ]),
    ),
  });
  return result;
};
const bench = async (...run: Parameters<typeof replayWith>) =>
  (await replayWith(...run)).thresholds[0]!;

const unsure = '    unsure: when confidence is below 50%\n';
const pointAt = ({ points }: ThresholdBench, threshold: number) =>
  points.find((each) => each.threshold === threshold)!;

describe('the bench of a threshold', () => {
  it('counts what each threshold would escalate, catch and miss', async () => {
    const found = await bench(unsure);
    const all = Array.from({ length: count }, (_, index) => index);
    const overrides = all.filter(isGold).length;
    expect(found).toMatchObject({
      rule: 'unsure',
      role: 'boss',
      decisions: count,
      overrides,
      days: 10,
    });
    for (const { threshold, perDay, caught, missed } of found.points) {
      const fired = all.filter((index) => confidenceOf(index) < threshold);
      expect(perDay).toBeCloseTo(fired.length / 10, 9);
      expect(caught).toBe(fired.filter(isGold).length);
      expect(missed).toBe(overrides - caught);
    }
    expect(pointAt(found, 0.5).isPresent).toBe(true);
    expect(found.points.length).toBeGreaterThan(30);
  });

  it('says what a replay with that threshold would, where no state moves', async () => {
    const found = await bench(unsure);
    for (const threshold of [0.31, 0.4, 0.66]) {
      const percent = String(100 * threshold);
      const { verdicts, people } = await replayWith(
        `    unsure: when confidence is below ${percent}%\n`,
      );
      const point = found.points.find(
        ({ words }) => words === `the agent's confidence is below ${percent}%`,
      )!;
      expect(point.perDay).toBe(verdicts.escalate / 10);
      expect(point.caught).toBe(people.overridden);
    }
  });

  it('recommends the fewest misses inside the budget, and says what is as good', async () => {
    const found = await bench(`${unsure}    at most 20 per day\n`);
    const { best, alike } = found.recommended!;
    const point = found.points[best]!;
    expect(point.perDay).toBeLessThanOrEqual(20);
    const inside = found.points.filter(({ perDay }) => perDay! <= 20);
    expect(point.missed).toBe(Math.min(...inside.map(({ missed }) => missed)));
    for (const at of found.points.keys()) {
      const each = found.points[at]!;
      const isAlike = each.perDay! <= 20 && each.missed - point.missed <= 5;
      expect(alike.includes(at)).toBe(isAlike);
    }
    expect(alike.length).toBeGreaterThan(1);
    expect(alike.length).toBeLessThan(inside.length);
  });

  it('counts an override that another rule shows a person as caught at any threshold', async () => {
    const found = await bench(`${unsure}    golden: when tier is gold\n`);
    expect(found.points.every(({ missed }) => missed === 0)).toBe(true);
  });

  it.each([
    [
      'a length of a text',
      'note is longer than 20 characters',
      12,
      'note is longer than 12 characters',
    ],
    ['the lower end of a range', 'weight is between 20 and 40', 12, 'weight is between 12 and 40'],
    ['the upper end of a range', 'weight is between 5 and 20', 30, 'weight is between 5 and 30'],
    ['an amount of money', 'worth is above 20 EUR', 12, 'worth is above 12 EUR'],
  ])('says what a replay with another %s would', async (_, trigger, threshold, other) => {
    const replayed = async (when: string) => {
      const { result } = await play({
        handoff: `${nine}  escalate to boss\n    odd: when ${when}\n`,
        simulation:
          '  agent chooses 10:00\n  reviewer\n    overrides because taste when tier is gold\n    otherwise approves',
        columns: '  note : text\n  weight : number\n  worth : money in EUR\n',
        rows: Array.from({ length: count }, (_, index) => ({
          ...row(index),
          note: 'ä'.repeat(index % 41),
          weight: index % 41,
          worth: index % 41,
        })),
      });
      return result;
    };
    const now = await replayed(trigger);
    const then = await replayed(other);
    const points = now.thresholds.flatMap((each) => each.points);
    const found = points.filter((each) => each.threshold === threshold && !each.isPresent);
    expect(found).toMatchObject([
      { perDay: then.verdicts.escalate / 10, caught: then.people.overridden },
    ]);
  });

  it('recommends none where too few overrides hang on the number', async () => {
    const found = await bench(`${unsure}    golden: when tier is gold\n    at most 400 per day\n`);
    expect(found.recommended).toBeUndefined();
    expect(found.noRecommendation).toBe(
      'on this number hang 0 overrides; at least 10 are needed to tell one threshold from another',
    );
  });

  it('escalates a decision without the value at any threshold', async () => {
    const { result } = await play({
      handoff: `${nine}  escalate to boss\n${unsure}`,
      simulation:
        '  agent is recorded in "p.jsonl"\n  reviewer\n    overrides because taste when tier is gold\n    otherwise approves',
      rows: Array.from({ length: count }, (_, index) => row(index)),
      proposals: Object.fromEntries(
        Array.from({ length: count }, (_, index) => [
          index + 1,
          { choice: 600, ...(index % 2 ? {} : { confidence: confidenceOf(index) }) },
        ]),
      ),
    });
    const [found] = result.thresholds;
    expect(found!.unknown).toBe(200);
    expect(found!.points[0]!.perDay).toBe(20);
  });

  it.each([
    [
      'without a reviewer who answers',
      { reviewer: 'overrides because taste when tier is gold and consent is no' },
      /no reviewer who answers/,
    ],
    ['of few decisions', { rows: 80 }, /answers 80 decisions; at least 100/],
    [
      'of few overrides',
      {
        reviewer:
          'overrides because taste when tier is gold and pick is 11:00\n    otherwise approves',
      },
      /override 0 decisions; at least 10/,
    ],
  ])('is refused %s', async (_, options, reason) => {
    const found = await bench(unsure, options);
    expect(found.refused).toMatch(reason);
    expect(found.points).toEqual([]);
  });

  it.each([
    ['no budget', unsure, /no budget/],
    [
      'a budget that nothing fits',
      `${unsure}    golden: when consent is yes\n    at most 1 per day\n`,
      /more than 1 decision a day/,
    ],
  ])('recommends none with %s', async (_, escalate, reason) => {
    const found = await bench(escalate);
    expect(found.recommended).toBeUndefined();
    expect(found.noRecommendation).toMatch(reason);
  });

  it('says what missed overrides cost by the rates of the days before', async () => {
    const { result } = await play({
      handoff: `${nine}  goal more clicked\n  escalate to boss\n    far: when pick is more than 3 hours from usual\n`,
      simulation:
        '  from 2026-01-05 to 2026-02-01\n  agent chooses 10:00\n  reviewer\n    overrides because taste when tier is gold\n    otherwise approves',
      // Half of the rows at nine are clicked, and none at ten: each override saves half a click.
      rows: Array.from({ length: count }, (_, index) => ({
        ...row(index),
        pick: index % 2 === 0 ? 540 : 600,
        clicked: index % 4 === 0 ? 1 : 0,
        tier: 0,
      })),
    });
    const [found] = result.thresholds;
    const first = found!.points.find(({ isPresent }) => isPresent);
    expect(first!.missed).toBeGreaterThan(100);
    expect(first!.valueAtRisk).toBeCloseTo(first!.missed / 2, 6);
  });

  it('does not say what is at risk where the log does not tell', async () => {
    const found = await bench(unsure);
    // All rows of the log were sent at nine, so that nothing is known of ten.
    const risks = found.points.filter(({ missed }) => missed > 0).map((each) => each.valueAtRisk);
    expect(new Set(risks)).toEqual(new Set([undefined]));
  });
});
