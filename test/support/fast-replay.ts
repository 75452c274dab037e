import { createClock } from '../../language-server/policy/clock.ts';
import { isText } from '../../language-server/policy/leaves.ts';
import type { Policy, Simulation } from '../../language-server/policy/model.ts';
import { verdicts } from '../../language-server/policy/model.ts';
import type { Agent, AgentContext } from '../../language-server/simulation/agent.ts';
import {
  choosingAgent,
  loggedAgent,
  usualAgent,
} from '../../language-server/simulation/agents/fixed-agents.ts';
import { outsideAgent } from '../../language-server/simulation/agents/outside-agent.ts';
import type { OutsideProposal } from '../../language-server/simulation/agents/outside-agent.ts';
import { thompsonAgent } from '../../language-server/simulation/agents/thompson-agent.ts';
import type { LogEntry } from '../../language-server/simulation/log.ts';
import { createLogEntries } from '../../language-server/simulation/log-entry.ts';
import { createRandom } from '../../language-server/simulation/random.ts';
import type { Conflicts } from '../../language-server/simulation/conflict-counts.ts';
import { replay } from '../../language-server/simulation/replay.ts';
import type { ReplayOptions } from '../../language-server/simulation/replay.ts';
import type { Extent } from '../../language-server/simulation/replay-figures.ts';
import { replayTogether } from '../../language-server/simulation/replay-together.ts';
import type { Decided, Decision } from '../../language-server/simulation/decision.ts';
import type { ReplayResult } from '../../language-server/simulation/result.ts';
import type { RowBatch } from '../../language-server/simulation/rows.ts';
import type { PlainDecision, PlainRow } from './plain-replay.ts';

export interface FastOptions {
  policy: Policy;
  simulation: Simulation;
  rows: readonly PlainRow[];
  proposals?: ReadonlyMap<number, OutsideProposal>;
  /** Sizes of the batches, again and again; all rows in one where absent. */
  batches?: readonly number[];
  limit?: number | undefined;
  /** False: nobody listens to single decisions, and the replay works out only what it needs. */
  isLogged?: boolean;
  /** Which decisions are listened to; all where absent. */
  wants?: (number: number) => boolean;
  onDecided?: (decided: Decided) => void;
  /** Makes another decision of the one that is logged. */
  tamper?: (decision: Decision) => Decision;
  resamples?: number;
  extent?: Extent;
  boundaryCosts?: boolean;
  /** Absent: subjects are shown. */
  pseudonym?: (subject: string) => string;
}

export interface FastRun {
  result: ReplayResult;
  decisions: Omit<PlainDecision, 'weights'>[];
  entries: LogEntry[];
}

/** The replay on rows that a test wrote down, with what it decided and what it logged. */
export async function fastReplay(options: FastOptions): Promise<FastRun> {
  const { replayOptions, ...found } = recorded(options);
  const result = await replay({ ...replayOptions, clock: createClock() });
  return { result, ...found };
}

/** Several handoffs in one timeline; `order` names them as they decided. */
export async function fastTogether(
  all: readonly FastOptions[],
  priority: string[],
): Promise<{ runs: FastRun[]; conflicts: Conflicts; order: string[] }> {
  const order: string[] = [];
  const names = all.map(({ policy }) => policy.handoff);
  const parts = all.map((options) =>
    recorded({ ...options, onDecided: () => order.push(options.policy.handoff) }, names),
  );
  const { results, conflicts } = await replayTogether({
    clock: createClock(),
    handoffs: parts.map(({ replayOptions }) => replayOptions),
    priority,
  });
  const runs = parts.map(({ decisions, entries }, index) => ({
    result: results[index]!,
    decisions,
    entries,
  }));
  return { runs, conflicts, order };
}

function recorded(options: FastOptions, handoffs?: string[]) {
  const { policy, simulation, limit, isLogged = true, wants, onDecided } = options;
  const decisions: FastRun['decisions'] = [];
  const entries: LogEntry[] = [];
  const entryOf = createLogEntries(policy, simulation, {
    policyHash: 'p',
    simulationHash: 's',
    dataHash: 'd',
    pseudonym: options.pseudonym ?? ((subject) => subject),
    ...(handoffs ? { handoffs } : {}),
  });
  const replayOptions: Omit<ReplayOptions, 'clock'> = {
    policy,
    simulation,
    batches: () => batchesOf(options),
    agent: (context) => agentOf(options, context),
    resamples: options.resamples ?? 2,
    boundaryCosts: options.boundaryCosts ?? false,
    ...(options.extent ? { extent: options.extent } : {}),
    ...(limit === undefined ? {} : { limit }),
    ...(wants ? { wants } : {}),
    ...(onDecided ? { onDecided } : {}),
    ...(isLogged
      ? {
          onDecision: (decision) => {
            decisions.push(plainly(decision, policy));
            entries.push(entryOf(options.tamper?.(decision) ?? decision));
            return 'go on';
          },
        }
      : {}),
  };
  return { replayOptions, decisions, entries };
}

/** Copied, since the replay uses its objects again. */
function plainly(decision: Decision, policy: Policy): FastRun['decisions'][number] {
  const { view, row, lanes, proposal, ending, stage, avoided, preferring } = decision;
  const valueOf = (lane: number): number | undefined =>
    lane < 0 ? undefined : lanes.values[lane]!;
  return {
    row: view.batch.rows[row]!,
    proposed: valueOf(proposal.lane),
    verdict: verdicts[ending.verdict]!,
    carried: valueOf(ending.carried),
    person: ending.person,
    answer: ending.answer,
    fallback: ending.fallback,
    stage,
    avoided: avoided.map((index) => policy.feedback[index]!.name),
    preferring: preferring.map((index) => policy.feedback[index]!.name),
    lostTo: [...decision.lostTo],
  };
}

function agentOf({ policy, simulation, proposals }: FastOptions, context: AgentContext): Agent {
  const model = simulation.agent;
  const random = createRandom(simulation.seed).fork('agent');
  switch (model.kind) {
    case 'thompson':
      return thompsonAgent(model.by, policy, random, context);
    case 'usual':
      return usualAgent(policy, context);
    case 'logged':
      return loggedAgent(context);
    case 'chooses':
      return choosingAgent(model, policy, context);
    default: {
      const said = (row: number): OutsideProposal =>
        proposals?.get(context.view().batch.rows[row]!) ?? { failure: 'nothing' };
      return outsideAgent({ of: said }, () => random.next(), context);
    }
  }
}

/** Texts become codes; dictionaries grow from batch to batch, as the replay allows. */
async function* batchesOf(options: FastOptions): AsyncGenerator<RowBatch> {
  const { policy, rows, batches = [Math.max(1, rows.length)] } = options;
  const dictionaries: Record<string, string[]> = {};
  for (const { name, type } of policy.data.columns) if (isText(type)) dictionaries[name] = [];
  const hasPropensity = rows.some((row) => 'propensity' in row);
  let start = 0;
  for (let turn = 0; start < rows.length; turn++) {
    await Promise.resolve();
    const part = rows.slice(start, start + batches[turn % batches.length]!);
    start += part.length;
    yield {
      length: part.length,
      rows: Float64Array.from(part, ({ row }) => row),
      columns: Object.fromEntries(
        policy.data.columns.map(({ name }) => [
          name,
          Float64Array.from(part, ({ values }) => codeOf(values[name], dictionaries[name])),
        ]),
      ),
      dictionaries,
      ...(hasPropensity
        ? { propensity: Float64Array.from(part, ({ propensity }) => propensity ?? NaN) }
        : {}),
    };
  }
}

function codeOf(value: string | number | undefined, dictionary: string[] | undefined): number {
  if (typeof value !== 'string') return value ?? NaN;
  const words = dictionary!;
  const known = words.indexOf(value);
  return known >= 0 ? known : words.push(value) - 1;
}
