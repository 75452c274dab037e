import { resolve } from 'node:path';
import { openData } from '../../language-server/data/open.ts';
import { createClock } from '../../language-server/policy/clock.ts';
import { createDecisionIndex } from '../../language-server/run/decision-index.ts';
import { thompsonAgent } from '../../language-server/simulation/agents/thompson-agent.ts';
import { createRandom } from '../../language-server/simulation/random.ts';
import { replay } from '../../language-server/simulation/replay.ts';
import type { RowBatch } from '../../language-server/simulation/rows.ts';
import { loadExample } from './example.ts';
import { formatTable, grouped, measure, ratio } from './measure.ts';

const wanted = 300_000;

/**
 * The whole replay of the newsletter example from rows in memory: agent, policy, people, state,
 * verdicts and the weights of all three arms; no log, one resample; beside it the same with the
 * index of decisions that the editor's list reads. Rows before the period, which
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
  const run = (isIndexed = false) => {
    const random = createRandom(simulation.seed).fork('agent');
    return replay({
      policy,
      simulation,
      clock: createClock(),
      batches: () => inMemory(batches),
      agent: (context) => thompsonAgent(agent.by, policy, random, context),
      resamples: 1,
      ...(isIndexed ? { onDecided: createDecisionIndex(policy).add } : {}),
    });
  };
  const { decisions, rows } = await run();
  // Much code is small and called seldom: it takes some runs until all of it is optimised.
  const options = { warmUps: 12, isCleaned: false };
  const { perSecond } = await measure('newsletter', decisions, () => run(), options);
  const indexed = await measure('with an index', decisions, () => run(true), options);
  return [
    `Whole replay of the newsletter example, ${grouped.format(rows)} rows in memory, ${grouped.format(decisions)} decisions`,
    formatTable(
      ['', 'decisions/s', 'of the 300,000 wanted'],
      [
        ['replay', grouped.format(perSecond), ratio(perSecond, wanted)],
        ['with the index', grouped.format(indexed.perSecond), ratio(indexed.perSecond, wanted)],
      ],
    ),
  ].join('\n');
}

async function* inMemory(batches: RowBatch[]): AsyncGenerator<RowBatch> {
  for (const batch of batches) yield await Promise.resolve(batch);
}
