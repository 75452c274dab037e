import { describe, expect, it } from 'vitest';
import { calibrationOnOutcomes } from '../../../language-server/simulation/calibration/calibrate.ts';
import { createOutcomeSample } from '../../../language-server/simulation/calibration/outcome-sample.ts';
import type { Difference } from '../../../language-server/simulation/surprise/evidence.ts';
import { policyWith } from '../../support/policies.ts';
import { daily, nine, play } from '../../support/scenario.ts';

const rows = (count: number) =>
  daily(Array.from({ length: count }, (_, index) => 1 + (index % 28)));
const reviewed = (count: number, reviewer: string, confidence?: number) =>
  play({
    handoff: nine,
    simulation: `  agent is recorded in "p.jsonl"\n  reviewer\n${reviewer}`,
    rows: rows(count).map((row, index) => ({ ...row, tier: index % 4 === 0 ? 0 : 1 })),
    proposals: Object.fromEntries(
      Array.from({ length: count }, (_, index) => [
        index + 1,
        { choice: 600, ...(confidence === undefined ? {} : { confidence }) },
      ]),
    ),
  });

describe('confidence against reviewers', () => {
  const taste = '    overrides because taste when tier is gold\n    otherwise approves\n';

  it('asks of every decision what the reviewer would say, also where nobody was asked', async () => {
    const { result } = await reviewed(120, taste, 0.8);
    expect(result.people.asked).toBe(0);
    expect(result.calibration[0]).toMatchObject({ against: 'reviewers', n: 120, left: [] });
    const found = result.calibration[0]!;
    if ('refused' in found) throw new Error(found.refused);
    expect(found.bins).toMatchObject([{ from: 0.8, n: 120, rate: 0.75 }]);
    expect(found.ece).toBeCloseTo(0.05, 12);
    expect(found.recalibrated).toMatchObject([{ from: 0.8, to: 0.8, rate: 0.75 }]);
  });

  it.each([
    ['too few decisions', 99, taste, 0.8, { n: 99, left: [] }],
    [
      'an agent that does not say how sure it is',
      120,
      taste,
      undefined,
      { n: 0, left: [{ reason: 'the agent does not say how sure it is', decisions: 120 }] },
    ],
    [
      'a reviewer who has an answer to a quarter',
      120,
      '    overrides because taste when tier is gold\n',
      0.8,
      { n: 30, left: [{ reason: 'the reviewer has no answer to it', decisions: 90 }] },
    ],
  ])('is refused for %s', async (_, count, reviewer, confidence, expected) => {
    const { result } = await reviewed(count, reviewer, confidence);
    expect(result.calibration[0]).toMatchObject({
      ...expected,
      refused: `${expected.n} decisions with a confidence can be held against reviewers; at least 100 are needed`,
    });
  });
});

describe('confidence against outcomes', () => {
  const difference = (low: number, high: number): Difference => ({
    ...{ first: { successes: 0, n: 1 }, second: { successes: 0, n: 1 } },
    ...{ difference: (low + high) / 2, interval: { low, high } },
  });
  /** So many patterns with 20 decisions each; the log tells of `told` of them. */
  const against = (patterns: number, told: number, heldOutFrom = 10, confidence = 0.75) => {
    const sample = createOutcomeSample();
    for (let pattern = 0; pattern < patterns; pattern++) {
      for (let i = 0; i < 20; i++) sample.add(pattern, confidence, 5);
    }
    sample.add(0, confidence, 10);
    const onHoldout = (pattern: number) =>
      pattern >= told
        ? difference(-1, 1)
        : pattern % 4 === 0
          ? difference(-0.2, -0.1)
          : difference(0.1, 0.2);
    return calibrationOnOutcomes(sample, { heldOutFrom, onHoldout, left: [] }, policyWith({}));
  };

  it('holds decisions before the holdout against the rates of the holdout', () => {
    const found = against(12, 12);
    expect(found).toMatchObject({ n: 240, brier: 0.75 * 0.0625 + 0.25 * 0.5625 });
  });

  it('says of every decision why it is left out', async () => {
    expect(against(12, 12).left).toEqual([
      { reason: 'decided in the holdout, which its confidence may rest on', decisions: 1 },
    ]);
    const { result } = await play({
      handoff: `${nine}  goal more clicked\n  boundaries\n    plain_only: never when consent is no\n      because "none"\n`,
      simulation: '  agent is recorded in "p.jsonl"',
      rows: rows(120).map((row, index) => ({ ...row, consent: index % 4 === 0 ? 0 : 1 })),
      proposals: Object.fromEntries(
        Array.from({ length: 120 }, (_, index) => [
          index + 1,
          { choice: index % 4 === 1 ? 540 : 600, ...(index % 4 === 2 ? {} : { confidence: 0.8 }) },
        ]),
      ),
    });
    const { n, left } = result.calibration[1]!;
    expect([n, left.slice(0, 3)]).toEqual([
      0,
      [
        { reason: 'a boundary stopped the choice', decisions: 30 },
        { reason: 'the choice is the usual one, and nothing against itself', decisions: 30 },
        { reason: 'the agent does not say how sure it is', decisions: 30 },
      ],
    ]);
    expect(left.reduce((sum, { decisions }) => sum + decisions, 0)).toBe(120);
  });

  it.each([0.1, 0.3, 0.7, 0.9, 0.999999999])('keeps a confidence of %d as it is', (confidence) => {
    const found = against(12, 12, 10, confidence);
    if ('refused' in found) throw new Error(found.refused);
    expect(found.recalibrated).toMatchObject([{ from: confidence, to: confidence }]);
    expect(found.bins).toMatchObject([{ from: Math.floor(10 * confidence) / 10 }]);
  });

  it('gives a bin the interval of as many decisions as it has patterns', () => {
    const found = against(12, 12);
    if ('refused' in found) throw new Error(found.refused);
    const { low, high } = found.bins[0]!.interval;
    expect(high - low).toBeGreaterThan(0.4);
  });

  it.each([
    ['the log tells of less than half', against(30, 12), /tells of 40% of the decisions/],
    ['the patterns are few', against(9, 9), /of 9 patterns/],
    ['there is no holdout', against(12, 12, NaN), /no time is held out/],
    ['nothing was decided before it', against(12, 12, 5), /no decision before the holdout/],
  ])('is refused where %s', (_, found, reason) => {
    expect('refused' in found && found.refused).toMatch(reason);
  });
});
