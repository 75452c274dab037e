import type { OutsideProposal, ProposalSource } from '../simulation/agents/outside-agent.ts';
import { proposalsByRow } from './recorded-proposals.ts';
import { longestInEntry, shortened } from './shortened.ts';

/** Characters of reasons and patterns that are kept of all decisions together. */
const mostText = 50_000_000;

const notKept = [
  'what the agent said of this decision is not kept: it said too much of those before',
];

/**
 * Proposals of a program, remembered as they are read: the first source is the program itself,
 * every further one gives what it answered then. To run it again would not only take its time: it
 * may answer otherwise, and tell another story than what was done.
 */
export function rememberedProposals(program: ProposalSource): () => ProposalSource {
  const proposals = new Map<number, OutsideProposal>();
  let rows: Float64Array;
  let text = 0;
  let isFirst = true;

  /** In short, as it is shown, since a program may give a megabyte of reasons for each decision. */
  function brief(proposal: OutsideProposal): OutsideProposal {
    const { patterns, reasons } = proposal;
    if (patterns === undefined && reasons === undefined) return proposal;
    const [shownPatterns, shownReasons] = [patterns, reasons].map((lines = []) =>
      lines.map((line) => shortened(line, longestInEntry)),
    );
    for (const line of [...shownPatterns!, ...shownReasons!]) text += line.length;
    return text > mostText
      ? { ...proposal, patterns: [], reasons: notKept }
      : { ...proposal, patterns: shownPatterns!, reasons: shownReasons! };
  }

  const remembering: ProposalSource = {
    ...program,
    begin: async (view) => {
      rows = view.batch.rows;
      await program.begin?.(view);
    },
    of: (row) => {
      const proposal = program.of(row);
      const number = rows[row]!;
      if (!proposals.has(number)) proposals.set(number, brief(proposal));
      return proposal;
    },
  };

  return () => {
    if (!isFirst) return proposalsByRow(proposals, 'the agent was not asked');
    isFirst = false;
    return remembering;
  };
}
