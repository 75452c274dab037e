import { resolve } from 'node:path';
import { openData } from '../../language-server/data/open.ts';
import { createClock } from '../../language-server/policy/clock.ts';
import { createDecisionIndex } from '../../language-server/run/decision-index.ts';
import { thompsonAgent } from '../../language-server/simulation/agents/thompson-agent.ts';
import { createRandom } from '../../language-server/simulation/random.ts';
import { replay } from '../../language-server/simulation/replay.ts';
import type { ReplayOptions } from '../../language-server/simulation/replay.ts';
import type { ReplayResult } from '../../language-server/simulation/result.ts';
import type { RowBatch } from '../../language-server/simulation/rows.ts';
import { loadExample } from './example.ts';
import { formatTable, grouped, measure, ratio } from './measure.ts';

const wanted = 300_000;

/**
 * The replay of the newsletter example from rows in memory, no log, one resample, as far as each
 * part goes: the decisions alone (agent, policy, people and state), as the editor's reasoning
 * needs them; with the values of all three arms, for which every choice that might have been
 * drawn is decided too; with everything that is assessed; and with what each boundary costs.
 * Beside them the index of decisions that the editor's list reads. Rows before the period, which
 * the agent learns from, cost time and count as no decisions.
 */
export async function benchReplay(): Promise<string> {
  const { policy, simulation } = await loadExample('newsletter');
  const opened = await openData({ source: policy.data, workspace: resolve('.') });
  if (!opened.ok) throw new Error(opened.problem.message);
  const batches: RowBatch[] = [];
  for await (const batch of opened.data.batches()) batches.push(batch);
  opened.data.close();
  const agent = simulation.agent;
  if (agent.kind !== 'thompson') throw new Error('The newsletter example has another agent');
  const run = (parts: Partial<ReplayOptions>): Promise<ReplayResult> => {
    const random = createRandom(simulation.seed).fork('agent');
    return replay({
      policy,
      simulation,
      clock: createClock(),
      batches: () => inMemory(batches),
      agent: (context) => thompsonAgent(agent.by, policy, random, context),
      resamples: 1,
      ...parts,
    });
  };
  const measured: [string, () => Partial<ReplayOptions>][] = [
    ['decisions alone', () => ({ extent: 'decisions' })],
    ['with the index', () => ({ extent: 'decisions', onDecided: createDecisionIndex(policy).add })],
    ['with the values of three arms', () => ({ extent: 'values' })],
    ['with all that is assessed', () => ({ extent: 'all' })],
    ['and what each boundary costs', () => ({ extent: 'all', boundaryCosts: true })],
  ];
  const { decisions, rows } = await run({ extent: 'decisions' });
  // Much code is small and called seldom: it takes some runs until all of it is optimised.
  const options = { warmUps: 12, isCleaned: false };
  const table: string[][] = [];
  for (const [name, parts] of measured) {
    const { perSecond } = await measure(name, decisions, () => run(parts()), options);
    table.push([name, grouped.format(perSecond), ratio(perSecond, wanted)]);
  }
  return [
    `Replay of the newsletter example, ${grouped.format(rows)} rows in memory, ${grouped.format(decisions)} decisions`,
    formatTable(['', 'decisions/s', 'of the 300,000 wanted'], table),
  ].join('\n');
}

async function* inMemory(batches: RowBatch[]): AsyncGenerator<RowBatch> {
  for (const batch of batches) yield await Promise.resolve(batch);
}
