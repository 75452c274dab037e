import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDecisionIndex } from '../../language-server/run/decision-index.ts';
import type { DecisionIndex } from '../../language-server/run/decision-index.ts';
import { verdicts } from '../../language-server/policy/model.ts';
import type { ReplayResult } from '../../language-server/simulation/result.ts';
import { arbitraryScenario } from '../support/arbitrary-replay.ts';
import { fastReplay } from '../support/fast-replay.ts';

const numRuns = Number(process.env['HANDOFF_RUNS'] ?? 400) / 2;

describe('who listens to a replay', () => {
  it('changes nothing of it, and hears the same of a decision whatever else is heard', async () => {
    let heard = 0;
    await fc.assert(
      fc.asyncProperty(
        arbitraryScenario,
        fc.array(fc.boolean(), { minLength: 1, maxLength: 12 }),
        async (scenario, pattern) => {
          const wants = (number: number): boolean => pattern[number % pattern.length]!;
          const all = await fastReplay(scenario);
          const some = await fastReplay({ ...scenario, wants });
          expect(some.result).toEqual(all.result);
          expect(some.entries).toEqual(all.entries.filter((_, number) => wants(number)));
          expect((await fastReplay({ ...scenario, isLogged: false })).result).toEqual(all.result);
          heard += some.entries.length;
        },
      ),
      { numRuns },
    );
    expect(heard).toBeGreaterThan(0);
  });
});

describe('how much is told of a replay', () => {
  /** What happened, without what it is worth and whether it can be trusted. */
  const happened = (result: ReplayResult): Partial<ReplayResult> => {
    const told = ['value', 'valueRests', 'unusable', 'calibration', 'thresholds', 'surprises'];
    return Object.fromEntries(Object.entries(result).filter(([key]) => !told.includes(key)));
  };

  it('changes no decision, and nothing of what is told', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryScenario, async (scenario) => {
        const all = await fastReplay(scenario);
        const values = await fastReplay({ ...scenario, extent: 'values' });
        const bare = await fastReplay({ ...scenario, extent: 'decisions' });
        const unheard = await fastReplay({ ...scenario, isLogged: false, extent: 'decisions' });
        expect(values.entries).toEqual(all.entries);
        expect(bare.entries).toEqual(all.entries);
        expect(values.result.value).toEqual(all.result.value);
        for (const { result } of [values, bare, unheard]) {
          expect(happened(result)).toEqual(happened(all.result));
        }
      }),
      { numRuns: numRuns / 4 },
    );
  });

  it('says why there is no value where none was asked for', async () => {
    const [scenario] = fc.sample(arbitraryScenario, { numRuns: 1, seed: 1 });
    const { policy } = scenario!;
    const goal = { column: 'opened', direction: 'more' as const };
    const asked = { ...scenario!, policy: { ...policy, goal }, extent: 'decisions' as const };
    const { result } = await fastReplay(asked);
    expect(result.value.policy.dr).toEqual({ refused: 'no values were asked for' });
    expect(result).toMatchObject({ calibration: [], thresholds: [] });
  });
});

describe('an index of decisions', () => {
  it('tells of each what the log tells, and adds up to the result', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryScenario, async (scenario) => {
        const { policy } = scenario;
        const index = createDecisionIndex(policy);
        const { result } = await fastReplay({
          ...{ ...scenario, isLogged: false },
          onDecided: index.add,
        });
        const { decisions, entries } = await fastReplay(scenario);
        expect(index.count()).toBe(decisions.length);
        for (const [number, { row, proposed, carried, verdict, person }] of decisions.entries()) {
          const said = { row, proposed, carried, verdict, person };
          expect(shortOf(index, number)).toEqual(said);
          const moment = index.moment(number);
          expect(Number.isNaN(moment) ? undefined : new Date(moment).toISOString()).toBe(
            entries[number]!.moment,
          );
          const code = index.subject(number);
          const subject = Number.isNaN(code) ? undefined : index.subjects()?.[code];
          expect(subject).toBe(entries[number]!.subject);
        }
        const numbers = decisions.map((_, number) => number);
        for (const [rule, { fired, unknown }] of result.rules.entries()) {
          const firedIn = numbers.filter((number) => index.fired(number).includes(rule));
          const unknownIn = numbers.filter((number) => index.unknown(number).includes(rule));
          expect([firedIn.length, unknownIn.length]).toEqual([fired, unknown]);
          expect(numbers.filter((number) => index.isSaid(number, rule)).length).toBe(
            fired + unknown,
          );
        }
      }),
      { numRuns },
    );
  });
});

function shortOf(index: DecisionIndex, number: number) {
  const known = (value: number): number | undefined => (Number.isNaN(value) ? undefined : value);
  return {
    row: index.row(number),
    proposed: known(index.proposed(number)),
    carried: known(index.carried(number)),
    verdict: verdicts[index.verdict(number)],
    person: index.person(number),
  };
}
