import { createReadStream } from 'node:fs';
import * as z from 'zod';
import type { Policy } from '../policy/model.ts';
import type { OutsideProposal, ProposalSource } from '../simulation/agents/outside-agent.ts';
import type { BatchView } from '../simulation/batch-view.ts';
import { outsideProposalSchema, proposalReader } from '../simulation/outside-values.ts';
import { firstIssue, json } from './json-text.ts';
import { lineSplitter } from './lines.ts';
import { RunError } from './run-error.ts';

const lineSchema = z.object({ row: z.int().positive() }).and(outsideProposalSchema);
const longestLine = 1_000_000;

export interface RecordedOptions {
  file: { real: string; shown: string };
  policy: Policy;
  /** Rows of the data file. */
  rows: number;
}

/**
 * What an agent proposed, recorded as JSON Lines: `{"row": 1, "choice": "07:00", …}`, `row` being
 * the row of the data file from 1. Throws a RunError with file and line where a line is none. Each
 * replay takes a source of its own.
 */
export async function readProposals(options: RecordedOptions): Promise<() => ProposalSource> {
  const { file, policy } = options;
  const proposals = new Map<number, OutsideProposal>();
  const read = proposalReader(policy.choice.type);
  let line = 0;
  const bad = (why: string): RunError =>
    new RunError('bad-proposal', why, { file: file.shown, line });

  function take(text: string): void {
    line++;
    if (text.trim() === '') return;
    // Editors may put a byte order mark before the first line.
    const parsed = lineSchema.safeParse(json(line === 1 ? text.replace(/^\uFEFF/, '') : text));
    if (!parsed.success) throw bad(firstIssue(parsed.error, { quotesKeys: true }));
    const { row, ...said } = parsed.data;
    if (row > options.rows) {
      throw bad(`there is no row ${String(row)}: the data has ${String(options.rows)}`);
    }
    if (proposals.has(row)) throw bad(`row ${String(row)} has a proposal already`);
    const proposal = read(said);
    if (proposal.failure !== undefined) throw bad(proposal.failure);
    proposals.set(row, proposal);
  }

  const onTooLong = (): void => {
    line++;
    throw bad('is longer than 1,000,000 characters');
  };
  const splitter = lineSplitter({ longest: longestLine, onLine: take, onTooLong });
  const stream = createReadStream(file.real, { encoding: 'utf8' });
  for await (const piece of stream) splitter.push(String(piece));
  splitter.end();
  return () => proposalsByRow(proposals, 'no proposal was recorded for this row');
}

/** Proposals that are known before the replay, by row of the data file. */
export function proposalsByRow(
  proposals: ReadonlyMap<number, OutsideProposal>,
  failure: string,
): ProposalSource {
  const none = { failure };
  let rows: Float64Array;
  return {
    begin: (view: BatchView) => {
      rows = view.batch.rows;
      return Promise.resolve();
    },
    of: (row) => proposals.get(rows[row]!) ?? none,
  };
}
