import path from 'node:path';
import { locate } from '../data/locate.ts';
import { candidates } from '../policy/choices.ts';
import type { Policy, Simulation } from '../policy/model.ts';
import type { Agent, AgentContext } from '../simulation/agent.ts';
import { choosingAgent, loggedAgent, usualAgent } from '../simulation/agents/fixed-agents.ts';
import type { ProposalSource } from '../simulation/agents/outside-agent.ts';
import { outsideAgent } from '../simulation/agents/outside-agent.ts';
import { MOST_CHOICES } from '../simulation/agents/thompson.ts';
import { thompsonAgent } from '../simulation/agents/thompson-agent.ts';
import type { Random } from '../simulation/random.ts';
import { createRandom } from '../simulation/random.ts';
import { commandAgent } from './command-agent.ts';
import { readProposals } from './recorded-proposals.ts';
import { rememberedProposals } from './remembered-proposals.ts';
import { RunError } from './run-error.ts';

export interface AgentOptions {
  policy: Policy;
  simulation: Simulation;
  /** Absolute path: nothing outside it is read. */
  workspace: string;
  /** Rows of the data file. */
  rows: number;
  /** Decide only the first so many rows. */
  limit?: number;
  /** Milliseconds that a program may take for one answer. */
  answerTimeout: number;
  /** Called once, with the last line of its error output, where a program failed. */
  onLastWords?: ((line: string) => void) | undefined;
  /** Whether further replays follow, for which what a program answers is remembered. */
  isReplayedAgain: boolean;
}

/** Answers that may be asked for at once. */
const answersInFlight = 32;
/** Milliseconds that a program has to end itself in. */
const patience = 1000;

/** Throws a RunError where an agent cannot be simulated at all, before anything is opened for it. */
export function refuseAgent(
  policy: Policy,
  simulation: Simulation,
  { mayRunCommands }: { mayRunCommands: boolean },
): void {
  const { agent, at } = simulation;
  if (agent.kind === 'command' && !mayRunCommands) {
    throw new RunError(
      'untrusted-workspace',
      'the agent is a command, which could do anything on this machine and does not run in a folder that is not trusted; trust the folder to run it',
      at,
    );
  }
  const { choice } = policy;
  const count = candidates(choice.type)?.length ?? 0;
  if (agent.kind === 'thompson' && count > MOST_CHOICES) {
    throw new RunError(
      'too-many-choices',
      `Thompson sampling takes up to ${String(MOST_CHOICES)} choices, and \`${choice.column}\` has ${String(count)}; choose in larger steps`,
      at,
    );
  }
}

/**
 * Makes the agent of one replay after the other. Each begins from the seed anew, and so proposes
 * the same; a program is run for the first replay alone.
 */
export async function openAgent(options: AgentOptions): Promise<(context: AgentContext) => Agent> {
  const { policy, simulation } = options;
  const model = simulation.agent;
  const random = (): Random => createRandom(simulation.seed).fork('agent');
  switch (model.kind) {
    case 'thompson':
      return (context) => thompsonAgent(model.by, policy, random(), context);
    case 'usual':
      return (context) => usualAgent(policy, context);
    case 'logged':
      return loggedAgent;
    case 'chooses':
      return (context) => choosingAgent(model, policy, context);
    case 'recorded':
    case 'command': {
      const source = await openSource(options);
      return (context) => {
        const stream = random();
        return outsideAgent(source(), () => stream.next(), context);
      };
    }
  }
}

async function openSource(options: AgentOptions): Promise<() => ProposalSource> {
  const { policy, simulation, workspace, rows } = options;
  const { agent: model } = simulation;
  // What a simulation names lies beside the file that declares it, not beside that of the data.
  const declaredIn = path.resolve(workspace, simulation.at.file);
  if (model.kind === 'recorded') {
    const file = await locate({ ...policy.data, path: model.path, declaredIn }, workspace);
    return readProposals({ file, policy, rows });
  }
  if (model.kind !== 'command') throw new Error(`${model.kind} is no agent outside`);
  const program = commandAgent({
    command: model.command,
    policy,
    simulation,
    folder: path.dirname(declaredIn),
    timeout: options.answerTimeout,
    inFlight: answersInFlight,
    patience,
    onLastWords: options.onLastWords,
    ...(options.limit === undefined ? {} : { limit: options.limit }),
  });
  return options.isReplayedAgain ? rememberedProposals(program) : () => program;
}
