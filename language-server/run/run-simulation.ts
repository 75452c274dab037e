import path from 'node:path';
import { locate } from '../data/locate.ts';
import { openData } from '../data/open.ts';
import { DataError } from '../data/types.ts';
import type { DataDescription, OpenedData } from '../data/types.ts';
import { candidates } from '../policy/choices.ts';
import { createClock } from '../policy/clock.ts';
import { isText, leavesOf } from '../policy/leaves.ts';
import type { Condition, Policy, Quantity, Simulation } from '../policy/model.ts';
import type { Agent, AgentContext } from '../simulation/agent.ts';
import { choosingAgent, loggedAgent, usualAgent } from '../simulation/agents/fixed-agents.ts';
import { outsideAgent } from '../simulation/agents/outside-agent.ts';
import { MOST_CHOICES } from '../simulation/agents/thompson.ts';
import { thompsonAgent } from '../simulation/agents/thompson-agent.ts';
import type { LogEntry } from '../simulation/log.ts';
import { createLogEntries } from '../simulation/log-entry.ts';
import { createRandom } from '../simulation/random.ts';
import { replay } from '../simulation/replay.ts';
import { cellColumnsOf } from '../simulation/what-is-read.ts';
import type { ReplayResult } from '../simulation/result.ts';
import { commandAgent } from './command-agent.ts';
import { policyHash, pseudonymiser, simulationHash } from './hashes.ts';
import { openLog } from './log-file.ts';
import { readProposals } from './recorded-proposals.ts';
import { RunError } from './run-error.ts';

export interface RunOptions {
  policy: Policy;
  simulation: Simulation;
  /** Absolute path: nothing outside it is read. */
  workspace: string;
  /** Decide only the first so many rows. */
  limit?: number;
  /** Where the reasoning log goes, absolute; it appears whole or not at all. */
  log?: string;
  /** Subjects in the log as they are, instead of pseudonyms. */
  showSubjects?: boolean;
  /** Key of the pseudonyms; made from the data file where absent. */
  pseudonymKey?: string;
  resamples?: number;
  /** How many entries of the log come back with the result. */
  firstEntries?: number;
  /** False: programs may not be started (an untrusted workspace). */
  mayRunCommands?: boolean;
  /** Milliseconds that a program may take for one answer; 10 seconds unless said. */
  answerTimeout?: number;
  /** Called once, with the last line of its error output, where a program failed. */
  onLastWords?: ((line: string) => void) | undefined;
  onProgress?: (done: number, total: number) => Promise<void> | void;
}

/** A finished run: what was found, and what it rests on. */
export interface SimulationRun {
  policy: Policy;
  simulation: Simulation;
  policyHash: string;
  data: DataDescription;
  result: ReplayResult;
  firstEntries: LogEntry[];
}

const answerTimeout = 10_000;
/** Answers that may be asked for at once. */
const answersInFlight = 32;
/** Milliseconds that a program has to end itself in. */
const patience = 1000;

/**
 * Opens the data, builds the agent and replays. Throws a RunError or a DataError (both one line
 * for the person who started it) where it cannot.
 */
export async function runSimulation(options: RunOptions): Promise<SimulationRun> {
  const { policy, simulation } = options;
  refuseTexts(policy);
  // Rows before `from` are read too: they are what the agent knows when the period starts.
  const { to } = simulation;
  const opened = await openData({
    source: policy.data,
    workspace: options.workspace,
    columns: columnsNeeded(options),
    ...(to === undefined ? {} : { to }),
  });
  if (!opened.ok) throw new DataError(opened.problem);
  const { data } = opened;
  try {
    return await replayOn(data, options);
  } finally {
    data.close();
  }
}

async function replayOn(data: OpenedData, options: RunOptions): Promise<SimulationRun> {
  const { policy, simulation, showSubjects = false, resamples = 1000 } = options;
  const hash = policyHash(policy);
  const entryOf = createLogEntries(policy, simulation, {
    policyHash: hash,
    simulationHash: simulationHash(simulation),
    dataHash: data.description.sha256,
    pseudonym: showSubjects
      ? (subject) => subject
      : pseudonymiser(options.pseudonymKey ?? data.pseudonymKey),
  });
  const agent = await agentOf(options, data);
  const log = options.log === undefined ? undefined : await openLog(options.log);
  const firstEntries: LogEntry[] = [];
  const wanted = options.firstEntries ?? 0;
  try {
    const result = await replay({
      policy,
      simulation,
      clock: createClock(),
      batches: data.batches(),
      agent,
      resamples,
      ...(options.limit === undefined ? {} : { limit: options.limit }),
      onProgress: async (rows) => {
        await log?.flush();
        await options.onProgress?.(rows, data.description.rows);
      },
      ...(log || wanted > 0
        ? {
            onDecision: (decision) => {
              const entry = entryOf(decision);
              if (firstEntries.length < wanted) firstEntries.push(entry);
              log?.add(entry);
              return log || firstEntries.length < wanted ? 'go on' : 'enough';
            },
          }
        : {}),
    });
    await log?.finish();
    return { policy, simulation, policyHash: hash, data: data.description, result, firstEntries };
  } catch (error) {
    await log?.abandon();
    throw error;
  }
}

async function agentOf(
  options: RunOptions,
  data: OpenedData,
): Promise<(context: AgentContext) => Agent> {
  const { policy, simulation, workspace } = options;
  const model = simulation.agent;
  // What a simulation names lies beside the file that declares it, not beside that of the data.
  const declaredIn = path.resolve(workspace, simulation.at.file);
  const random = createRandom(simulation.seed).fork('agent');
  switch (model.kind) {
    case 'thompson':
      refuseTooManyChoices(policy, simulation);
      return (context) => thompsonAgent(model.by, policy, random, context);
    case 'usual':
      return (context) => usualAgent(policy, context);
    case 'logged':
      return loggedAgent;
    case 'chooses':
      return (context) => choosingAgent(model, policy, context);
    case 'recorded': {
      const file = await locate({ ...policy.data, path: model.path, declaredIn }, workspace);
      const source = await readProposals({ file, policy, rows: data.description.rows });
      return (context) => outsideAgent(source, () => random.next(), context);
    }
    case 'command': {
      if (options.mayRunCommands === false) {
        throw new RunError(
          'untrusted-workspace',
          `${simulation.at.file}:${String(simulation.at.line)}: the agent is a command, and commands do not run in a workspace that is not trusted`,
        );
      }
      const source = commandAgent({
        command: model.command,
        policy,
        simulation,
        folder: path.dirname(declaredIn),
        timeout: options.answerTimeout ?? answerTimeout,
        inFlight: answersInFlight,
        patience,
        onLastWords: options.onLastWords,
        ...(options.limit === undefined ? {} : { limit: options.limit }),
      });
      return (context) => outsideAgent(source, () => random.next(), context);
    }
  }
}

/** Free texts have neither a list nor an order: nothing could be said of one that was not logged. */
function refuseTexts({ choice, at }: Policy): void {
  if (!isText(choice.type)) return;
  throw new RunError(
    'text-choice',
    `${at.file}:${String(at.line)}: \`${choice.column}\` is a free text, which a simulation cannot replay; declare it as \`one of …\``,
  );
}

function refuseTooManyChoices({ choice }: Policy, { at }: Simulation): void {
  const count = candidates(choice.type)?.length ?? 0;
  if (count <= MOST_CHOICES) return;
  throw new RunError(
    'too-many-choices',
    `${at.file}:${String(at.line)}: Thompson sampling takes up to ${String(MOST_CHOICES)} choices, and \`${choice.column}\` has ${String(count)}; choose in larger steps`,
  );
}

/** Only what the run reads is cast and carried: a wide file costs no more than a narrow one. */
function columnsNeeded({ policy, simulation, log, firstEntries = 0 }: RunOptions): string[] {
  const names = new Set<string>();
  const outside = simulation.agent.kind === 'command';
  const inLog = log !== undefined || firstEntries > 0;
  for (const { name, role } of policy.data.columns) {
    if (role !== undefined && role !== 'outcome') names.add(name);
    if (outside || (inLog && role === 'outcome')) names.add(name);
  }
  const read = (condition: Condition | undefined): void => {
    if (!condition) return;
    for (const leaf of leavesOf(condition)) if (leaf.kind === 'column') names.add(leaf.name);
  };
  for (const rule of policy.rules) read(rule.fires);
  for (const { what, when } of policy.feedback) {
    read(what);
    read(when);
  }
  for (const { when } of simulation.reviewer) read(when);
  if (simulation.agent.kind === 'chooses') {
    for (const { when } of simulation.agent.cases) read(when);
  }
  for (const { budget } of policy.escalations) {
    const of: Quantity | undefined = budget?.first?.of;
    if (of?.kind === 'column') names.add(of.name);
  }
  for (const name of cellColumnsOf(policy, simulation)) names.add(name);
  for (const { column } of policy.guards) names.add(column);
  if (policy.goal) names.add(policy.goal.column);
  if (policy.data.countColumn !== undefined) names.add(policy.data.countColumn);
  return [...names];
}
