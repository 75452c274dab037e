import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { verdicts } from '../../language-server/policy/model.ts';
import { logEntrySchema } from '../../language-server/simulation/log.ts';
import type { Estimate, Figure } from '../../language-server/simulation/estimates.ts';
import { arbitraryScenario } from '../support/arbitrary-replay.ts';
import type { Scenario } from '../support/arbitrary-replay.ts';
import { fastReplay } from '../support/fast-replay.ts';
import { plainReplay } from '../support/plain-replay.ts';
import type { PlainReplay } from '../support/plain-replay.ts';

describe('the replay agrees with a plain one', () => {
  const seen = {
    moved: 0,
    usual: 0,
    overridden: 0,
    budget: 0,
    stages: 0,
    stagesAtTheEnd: 0,
    avoided: 0,
    preferred: 0,
    failed: 0,
    reviews: 0,
    late: 0,
  };

  it('on every decision, count, stage, learned rule and weight', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryScenario, async (scenario) => {
        const plain = plainReplay(optionsOf(scenario));
        const { result, decisions } = await fastReplay(scenario);
        expect((await fastReplay({ ...scenario, isLogged: false })).result).toEqual(result);
        expect(decisions).toEqual(plain.decisions.map(({ weights: _, ...rest }) => rest));
        expect(result.before).toBe(plain.before);
        expect(result.decisions).toBe(plain.decisions.length);
        expect(result.moved).toBe(plain.moved);
        expect(result.usual).toBe(plain.usual);
        expect(result.people.late).toBe(plain.late);
        expect(result.rules.map(({ fired, unknown }) => ({ fired, unknown }))).toEqual(plain.rules);
        expect(result.autonomy.map(({ decision, from, to }) => ({ decision, from, to }))).toEqual(
          plain.autonomy,
        );
        expect((result.reviews ?? []).map(({ at }) => at)).toEqual(plain.reviews);
        expect(result.learned.map(({ name }) => name)).toEqual(plain.learned);
        for (const [index, effect] of plain.effects.entries()) {
          expect(result.learned[index]).toMatchObject(effect);
        }
        for (const verdict of verdicts) {
          const given = plain.decisions.filter((each) => each.verdict === verdict);
          expect(result.verdicts[verdict]).toBe(given.length);
        }
        expectValues(scenario, result, plain);
      }),
      { numRuns: runs },
    );
  });

  it('on scenarios among which each of these cases occurs', () => {
    // Of the same seed, since some are too rare to be met by every draw.
    for (const scenario of fc.sample(arbitraryScenario, { numRuns: 600, seed: 7 })) {
      tally(plainReplay(optionsOf(scenario)));
    }
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(0);
  });

  it('in batches of any size', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryScenario, async (scenario) => {
        const { batches: _, ...whole } = scenario;
        expect(await fastReplay(scenario)).toEqual(await fastReplay(whole));
      }),
      { numRuns: runs / 4 },
    );
  });

  it('in the log too, whose every entry fits its schema', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryScenario, async (scenario) => {
        const { result, entries } = await fastReplay(scenario);
        const parsed = entries.map((entry) =>
          logEntrySchema.parse(JSON.parse(JSON.stringify(entry))),
        );
        for (const verdict of verdicts) {
          const given = parsed.filter((entry) => entry.verdict === verdict);
          expect(given.length).toBe(result.verdicts[verdict]);
        }
      }),
      { numRuns: runs / 4 },
    );
  });

  function tally(plain: PlainReplay): void {
    seen.moved += plain.moved;
    seen.usual += plain.usual;
    seen.stages += plain.autonomy.length;
    seen.stagesAtTheEnd += plain.autonomy.filter(
      ({ decision }) => decision === plain.decisions.length,
    ).length;
    seen.reviews += plain.reviews.length;
    seen.late += plain.late;
    for (const {
      person,
      answer,
      verdict,
      avoided,
      preferring,
      proposed,
      fallback,
    } of plain.decisions) {
      seen.overridden += Number(person === 'overridden');
      seen.budget += Number(verdict === 'escalate' && answer < 0 && fallback === 'block');
      seen.avoided += Number(avoided.length > 0);
      seen.preferred += Number(preferring.length > 0);
      seen.failed += Number(proposed === undefined);
    }
  }
});

const runs = Number(process.env['HANDOFF_RUNS'] ?? 400);

function optionsOf({ limit, ...scenario }: Scenario) {
  return { ...scenario, ...(limit === undefined ? {} : { limit }) };
}

function expectValues(
  { policy }: Scenario,
  { value, unusable }: Awaited<ReturnType<typeof fastReplay>>['result'],
  plain: PlainReplay,
): void {
  const counts = unusable.map(({ rows }) => rows);
  expect(counts).toEqual(Object.values(plain.unusable).filter((rows) => rows > 0));
  if (policy.goal === undefined) return;
  const weighed = plain.decisions.flatMap(({ weights }) => (weights ? [weights] : []));
  for (const arm of ['agent', 'policy'] as const) {
    const { ips, snips, ess, meanWeight, maxWeight } = value[arm];
    const weights = weighed.map((each) => each[arm]);
    if ('refused' in ips && ips.refused.startsWith('the data has no propensity')) continue;
    const total = sum(weights);
    const earned = sum(weights.map((weight, index) => weight * plain.rewards[index]!));
    expect(meanWeight).toBeCloseTo(weights.length === 0 ? 0 : total / weights.length, 9);
    expect(maxWeight).toBeCloseTo(Math.max(0, ...weights), 9);
    const squares = sum(weights.map((weight) => weight * weight));
    expect(ess).toBeCloseTo(total === 0 ? 0 : (total * total) / squares, 9);
    const found = { ips: figureOf(ips), snips: figureOf(snips) };
    if (found.ips) expect(found.ips.estimate).toBeCloseTo(earned / weights.length, 9);
    if (found.snips) expect(found.snips.estimate).toBeCloseTo(earned / total, 9);
  }
}

function figureOf(estimate: Estimate): Figure | undefined {
  return 'refused' in estimate ? estimate.crossedOut : estimate;
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
