import { readFileSync } from 'node:fs';
import { ReadableStream } from 'node:stream/web';
import { newsletterRows } from '../../examples/generator/newsletter.mjs';
import { createClock } from '../../language-server/policy/clock.ts';
import type { Policy, Simulation } from '../../language-server/policy/model.ts';
import { thompsonAgent } from '../../language-server/simulation/agents/thompson-agent.ts';
import { createRandom } from '../../language-server/simulation/random.ts';
import { replay } from '../../language-server/simulation/replay.ts';
import type { ReplayOptions } from '../../language-server/simulation/replay.ts';
import type { ReplayResult } from '../../language-server/simulation/result.ts';
import type { RowBatch } from '../../language-server/simulation/rows.ts';
import { check } from './handoff.ts';

/** The newsletter example's policy and its first simulation. */
export async function newsletterPolicy(): Promise<{ policy: Policy; simulation: Simulation }> {
  const folder = new URL('../../examples/', import.meta.url);
  const text = (path: string): string => readFileSync(new URL(path, folder), 'utf8');
  const company = text('company.handoff');
  const newsletter = text('newsletter/newsletter.handoff').replace(
    'import "../company.handoff"',
    '',
  );
  const { policies, simulations } = await check(`${company}\n${newsletter}`);
  return { policy: policies[0]!, simulation: simulations[0]! };
}

type Heard = Partial<Pick<ReplayOptions, 'onDecided' | 'resamples' | 'boundaryCosts'>>;

/** Replays the example on a log of the example's generator, of another seed. */
export async function replayNewsletter(
  { policy, simulation }: { policy: Policy; simulation: Simulation },
  { seed, rows, ...more }: { seed: number; rows: number } & Heard,
): Promise<ReplayResult> {
  const batches = [...batchesOf(seed, rows, simulation.to ?? Infinity)];
  return replay({
    policy,
    simulation,
    clock: createClock(),
    batches: () => ReadableStream.from(batches),
    agent: (context) =>
      thompsonAgent(
        simulation.agent.kind === 'thompson' ? simulation.agent.by : [],
        policy,
        createRandom(simulation.seed),
        context,
      ),
    resamples: 0,
    ...more,
  });
}

const engagements = ['active', 'lapsing', 'dormant'];
const devices = ['mobile', 'desktop'];
const BATCH = 20_000;

function* batchesOf(seed: number, length: number, to: number): Generator<RowBatch, void> {
  const subjects = createCodes();
  const zones = createCodes();
  const code = (list: string[], word: string): number => {
    const found = list.indexOf(word);
    return found < 0 ? NaN : found;
  };
  const yesNo = (answer: boolean): number => (answer ? 1 : 0);
  let lists: number[][] = names.map(() => []);
  let first = 1;
  const batch = (): RowBatch => {
    const [propensity = [], ...columns] = lists;
    const made = {
      length: propensity.length,
      rows: Float64Array.from(propensity, (_, index) => first + index),
      columns: Object.fromEntries(
        columns.map((values, index) => [names[index + 1]!, Float64Array.from(values)]),
      ),
      dictionaries: { subscriber_id: subjects.words, zone: zones.words },
      propensity: Float64Array.from(propensity),
    };
    first += propensity.length;
    lists = names.map(() => []);
    return made;
  };
  for (const row of newsletterRows({ seed, rows: length })) {
    if (row.sentAt >= (to + 1) * 86_400_000) break;
    const values = [
      ...[row.propensity, subjects.of(row.subscriberId), row.sentAt],
      ...[row.zone === '' ? NaN : zones.of(row.zone), row.sendHour * 60],
      ...[code(engagements, row.engagement), code(devices, row.device)],
      ...[row.lifetimeValue ?? NaN, row.consent === '' ? NaN : yesNo(row.consent === 'yes')],
      ...[yesNo(row.opened), yesNo(row.clicked), yesNo(row.unsubscribed)],
    ];
    for (const [index, value] of values.entries()) lists[index]!.push(value);
    if (lists[0]!.length === BATCH) yield batch();
  }
  yield batch();
}

const names = [
  ...['propensity', 'subscriber_id', 'sent_at', 'zone', 'send_hour', 'engagement', 'device'],
  ...['lifetime_value', 'consent', 'opened', 'clicked', 'unsubscribed'],
];

function createCodes(): { words: string[]; of: (word: string) => number } {
  const codes = new Map<string, number>();
  const words: string[] = [];
  return {
    words,
    of: (word) => {
      let code = codes.get(word);
      if (code === undefined) codes.set(word, (code = words.push(word) - 1));
      return code;
    },
  };
}
