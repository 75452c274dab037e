import { DataError } from '../data/types.ts';
import { createClock } from '../policy/clock.ts';
import type { Policy } from '../policy/model.ts';
import { createBatchReader, rolesOf } from '../simulation/batch-view.ts';
import type { AnsweredDecisions } from '../simulation/learning/decisions.ts';
import { openWatchedData } from './watched-data.ts';

/** How many decisions got their context from the data file; `why` where none could. */
export interface JoinedRows {
  count: number;
  why?: string;
}

export interface JoinOptions {
  /** What of its columns, dates and moments is not known is filled in. */
  decisions: AnsweredDecisions;
  /** By decision, the row of the data file from 1; NaN where the log does not say. */
  rows: readonly number[];
  /** SHA-256 of the data files that the log says it was made of. */
  hashes: ReadonlySet<string>;
  policy: Policy;
  workspace: string;
}

/** Fills in what was known of each decision, from the rows that the log names. */
export async function joinRows(options: JoinOptions): Promise<JoinedRows> {
  const { decisions, rows, hashes, policy, workspace } = options;
  const byRow = new Map<number, number[]>();
  for (const [decision, row] of rows.entries()) {
    if (!Number.isNaN(row)) byRow.set(row, [...(byRow.get(row) ?? []), decision]);
  }
  if (byRow.size === 0) return { count: 0, why: 'the log names no rows' };
  const { moment, clock } = rolesOf(policy);
  const roles = [moment, clock].filter((name) => name !== undefined);
  try {
    const data = await openWatchedData({
      source: policy.data,
      workspace,
      columns: [...roles, ...Object.keys(decisions.columns)],
    });
    try {
      if (hashes.size > 0 && !(hashes.size === 1 && hashes.has(data.description.sha256))) {
        return {
          count: 0,
          why: `${data.description.path} is not the file that the log was made of`,
        };
      }
      const read = createBatchReader(policy, createClock());
      let count = 0;
      for await (const batch of data.batches()) {
        const view = read(batch);
        const dates = view.leaf({ kind: 'date' });
        for (let at = 0; at < view.length; at++) {
          for (const decision of byRow.get(batch.rows[at]!) ?? []) {
            count++;
            fill(decisions.moments, decision, view.moments[at]!);
            fill(decisions.dates, decision, dates[at]!);
            for (const [name, values] of Object.entries(decisions.columns)) {
              fill(values, decision, batch.columns[name]?.[at] ?? NaN);
            }
          }
        }
      }
      return { count };
    } finally {
      data.close();
    }
  } catch (error) {
    // Without the data there is still what the log holds.
    if (error instanceof DataError) return { count: 0, why: error.problem.message };
    throw error;
  }
}

function fill(values: Float64Array, at: number, value: number): void {
  if (Number.isNaN(values[at]!)) values[at] = value;
}
