import { candidates } from '../policy/choices.ts';
import type { Policy, Simulation } from '../policy/model.ts';
import type { OutsideProposal, ProposalSource } from '../simulation/agents/outside-agent.ts';
import type { BatchView } from '../simulation/batch-view.ts';
import { logValue } from '../simulation/log-values.ts';
import type { LogValue } from '../simulation/log-values.ts';
import { outsideProposalSchema, proposalReader } from '../simulation/outside-values.ts';
import { placeInTime } from '../simulation/period.ts';
import { startConversation } from './conversation.ts';
import type { Answer, Conversation } from './conversation.ts';
import { firstIssue } from './json-text.ts';

export interface CommandAgentOptions {
  command: string;
  policy: Policy;
  simulation: Simulation;
  /** The program's working folder: the one of the file that declares the simulation. */
  folder: string;
  /** Milliseconds that one answer may take. */
  timeout: number;
  /** Requests that may wait for their answers at once. */
  inFlight: number;
  /** Milliseconds that the program has to end itself in when nothing more is asked. */
  patience: number;
  /** The first so many rows of the period are decided; all of them where absent. */
  limit?: number;
  /** Called once, with the last line of its error output, where the program failed. */
  onLastWords?: ((line: string) => void) | undefined;
}

/**
 * An agent that is any program: one JSON line in, one JSON line out, per decision. Whatever goes
 * wrong (a time-out, a crash, an answer that is none) becomes the failure of the decision it was
 * for, which then is a person's. It is started when it is first asked.
 */
export function commandAgent(options: CommandAgentOptions): ProposalSource {
  const { policy, simulation, inFlight, limit = Infinity } = options;
  const read = proposalReader(policy.choice.type);
  let conversation: Conversation | undefined;
  let proposals: OutsideProposal[] = [];
  let asked = 0;

  function proposalOf(said: Answer): OutsideProposal {
    if ('failure' in said) return said;
    const parsed = outsideProposalSchema.safeParse(said.answer);
    if (!parsed.success) return noProposal(firstIssue(parsed.error, { quotesKeys: false }));
    const proposal = read(parsed.data);
    if (proposal.failure === undefined) return proposal;
    // The reader's own reason quotes the answer, whose text belongs into no log.
    const { choice } = parsed.data;
    return noProposal(
      choice !== undefined && read({ choice }).failure !== undefined
        ? '`choice` is none of the choices'
        : '`probabilities` are no distribution over the choices',
    );
  }

  return {
    begin: async (view) => {
      proposals = [];
      const rows = Array.from({ length: view.length }, (_, row) => row)
        .filter((row) => placeInTime(view, row, simulation) === 'within')
        .slice(0, limit - asked);
      asked += rows.length;
      if (rows.length === 0) return;
      const agent = (conversation ??= startConversation(options));
      let next = 0;
      const lane = async (): Promise<void> => {
        for (let row = rows[next++]; row !== undefined; row = rows[next++]) {
          proposals[row] = proposalOf(await agent.ask(requestOf(view, row, policy)));
        }
      };
      await Promise.all(Array.from({ length: inFlight }, lane));
    },
    of: (row) => proposals[row] ?? { failure: 'the agent was not asked' },
    close: async () => conversation?.close(),
  };
}

function noProposal(why: string): { failure: string } {
  return { failure: `the agent's answer is no proposal: ${why}` };
}

/** What a decision is about: columns known before it, the choices there are, and the usual one. */
function requestOf(view: BatchView, row: number, policy: Policy): object {
  const context: Record<string, LogValue> = Object.create(null) as Record<string, LogValue>;
  for (const { name, type, role } of policy.data.columns) {
    if (role === 'outcome' || role === 'chosen' || role === 'propensity') continue;
    const leaf = { kind: 'column', name } as const;
    const value = view.leaf(leaf)[row]!;
    const words = view.dictionary(leaf);
    const seen = Number.isNaN(value) ? undefined : words ? words[value] : value;
    context[name] = seen === undefined ? null : logValue(seen, type);
  }
  const { type } = policy.choice;
  return {
    handoff: policy.handoff,
    row: view.batch.rows[row],
    chooses: policy.choice.column,
    choices: candidates(type)?.map((value) => logValue(value, type)),
    ...(policy.usual === undefined ? {} : { usual: logValue(policy.usual, type) }),
    context,
  };
}
