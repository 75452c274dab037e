import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logEntrySchema } from '../../language-server/simulation/log.ts';
import { replayEntry } from '../../language-server/simulation/replay-entry.ts';
import { arbitraryScenarios } from '../support/arbitrary-replay.ts';
import type { Scenario } from '../support/arbitrary-replay.ts';
import type { FastRun } from '../support/fast-replay.ts';
import { fastReplay, fastTogether } from '../support/fast-replay.ts';
import { plainTogether } from '../support/plain-replay.ts';

const runs = Number(process.env['HANDOFF_RUNS'] ?? 100);
const arbitraryPriority = fc.option(fc.shuffledSubarray(['a', 'b', 'c', 'away']), { nil: [] });

describe('a replay of several handoffs agrees with a plain one', () => {
  const seen = { lost: 0, lostToTwo: 0, changed: 0 };

  it('on every decision, on who lost to whom, and on the counts', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryScenarios, arbitraryPriority, async (scenarios, priority) => {
        const plain = plainTogether(scenarios.map(optionsOf), priority);
        const together = await fastTogether(scenarios, priority);
        for (const [index, { decisions, result }] of together.runs.entries()) {
          const expected = plain[index]!;
          expect(decisions).toEqual(expected.decisions.map(({ weights: _, ...rest }) => rest));
          expect(result.rules.map(({ fired, unknown }) => ({ fired, unknown }))).toEqual(
            expected.rules,
          );
          expect(result.learned.map(({ name }) => name)).toEqual(expected.learned);
          expect(result.autonomy.map(({ decision, from, to }) => ({ decision, from, to }))).toEqual(
            expected.autonomy,
          );
          expect((result.reviews ?? []).map(({ at }) => at)).toEqual(expected.reviews);
        }
        expectCounts(scenarios, together);
      }),
      { numRuns: runs },
    );
  });

  it('on scenarios among which each of these cases occurs', async () => {
    const drawn = fc.tuple(arbitraryScenarios, arbitraryPriority);
    // Of the same seed, since some are too rare to be met by every draw.
    for (const [scenarios, priority] of fc.sample(drawn, { numRuns: 100, seed: 7 })) {
      const { runs: together } = await fastTogether(scenarios, priority);
      for (const { lostTo } of together.flatMap(({ decisions }) => decisions)) {
        seen.lost += Number(lostTo.length > 0);
        seen.lostToTwo += Number(new Set(lostTo.map(({ handoff }) => handoff)).size > 1);
      }
      seen.changed += Number(await isOtherThanAlone(scenarios, together));
    }
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(0);
  });

  it('in batches of any size, and whether anybody listens or not', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryScenarios, arbitraryPriority, async (scenarios, priority) => {
        const whole = scenarios.map(({ batches: _, ...rest }) => rest);
        const unheard = scenarios.map((each) => ({ ...each, isLogged: false }));
        const together = await fastTogether(scenarios, priority);
        expect(together).toEqual(await fastTogether(whole, priority));
        const silent = await fastTogether(unheard, priority);
        expect(silent.conflicts).toEqual(together.conflicts);
        expect(silent.runs.map(({ result }) => result)).toEqual(
          together.runs.map(({ result }) => result),
        );
      }),
      { numRuns: runs / 4 },
    );
  });

  it('in the log too, whose entries name the handoff and the rule, and are judged the same once more', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryScenarios, arbitraryPriority, async (scenarios, priority) => {
        const { runs } = await fastTogether(scenarios, priority);
        for (const [index, { decisions, entries }] of runs.entries()) {
          const { rules } = scenarios[index]!.policy;
          for (const [at, entry] of entries.entries()) {
            const read = logEntrySchema.parse(JSON.parse(JSON.stringify(entry)));
            expect(replayEntry(read, scenarios[index]!.policy).kind).not.toBe('different');
            const { lostTo = [] } = read;
            expect(lostTo.map(({ handoff, rule, at: on }) => [handoff, rule, on])).toEqual(
              decisions[at]!.lostTo.map((lost) => [
                'abc'[lost.handoff],
                rules[lost.rule]!.name,
                new Date(lost.at).toISOString(),
              ]),
            );
          }
        }
      }),
      { numRuns: runs / 4 },
    );
  });
});

describe('a replay of several handoffs tells of each what its replay alone tells', () => {
  it('where there is only one', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryScenarios, async ([scenario]) => {
        const { runs } = await fastTogether([scenario!], []);
        expect(withoutNotices(runs[0]!)).toEqual(withoutNotices(await fastReplay(scenario!)));
      }),
      { numRuns: runs / 2 },
    );
  });

  it('where they share no subject', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryScenarios, async (scenarios) => {
        const apart = scenarios.map(ofItsOwnReaders);
        const { runs, conflicts } = await fastTogether(apart, []);
        for (const [index, run] of runs.entries()) {
          expect(withoutNotices(run)).toEqual(withoutNotices(await fastReplay(apart[index]!)));
        }
        expect(conflicts.handoffs.map(({ lost }) => lost)).toEqual(runs.map(() => 0));
      }),
      { numRuns: runs / 2 },
    );
  });
});

/** By itself a run has the notice that caps across all handoffs count one alone. */
function withoutNotices({ result, ...rest }: FastRun): FastRun {
  return { ...rest, result: { ...result, notices: [] } };
}

/** Its whole data is replayed: of rows behind a range nobody waits for the others. */
function ofItsOwnReaders({ rows, simulation, ...rest }: Scenario): Scenario {
  const { to: _, ...whole } = simulation;
  return {
    ...rest,
    simulation: whole,
    rows: rows.map(({ values: { reader, ...values }, ...row }) => ({
      ...row,
      values: {
        ...values,
        reader: reader === undefined ? undefined : `${simulation.handoff} ${String(reader)}`,
      },
    })),
  };
}

function optionsOf({ limit, ...scenario }: Scenario) {
  return { ...scenario, ...(limit === undefined ? {} : { limit }) };
}

function expectCounts(
  scenarios: Scenario[],
  { runs, conflicts }: Awaited<ReturnType<typeof fastTogether>>,
): void {
  for (const [index, { handoff, decisions, lost, stopped }] of conflicts.handoffs.entries()) {
    const own = runs[index]!.decisions;
    const losing = own.filter(({ lostTo }) => lostTo.length > 0);
    expect([handoff, decisions, lost]).toEqual(['abc'[index], own.length, losing.length]);
    expect(stopped).toBe(losing.filter(({ carried }) => carried === undefined).length);
    for (const pair of conflicts.pairs.filter((each) => each.handoff === handoff)) {
      const to = 'abc'.indexOf(pair.to);
      for (const { rule, decisions: count } of pair.lost) {
        const number = scenarios[index]!.policy.rules.findIndex(({ name }) => name === rule);
        const by = losing.filter(({ lostTo }) =>
          lostTo.some((lost) => lost.handoff === to && lost.rule === number),
        );
        expect(count).toBe(by.length);
      }
    }
  }
}

async function isOtherThanAlone(scenarios: Scenario[], runs: FastRun[]): Promise<boolean> {
  const alone = await fastReplay(scenarios[0]!);
  const carried = ({ decisions }: FastRun) => decisions.map((each) => each.carried);
  return JSON.stringify(carried(alone)) !== JSON.stringify(carried(runs[0]!));
}
