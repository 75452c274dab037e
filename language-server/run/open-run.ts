import type { LogEntry } from '../simulation/log.ts';
import { createDecisionFilter } from './decision-filter.ts';
import type { DecisionFilter } from './decision-filter.ts';
import { createDecisionIndex } from './decision-index.ts';
import { decisionRows } from './decision-rows.ts';
import type { DecisionRow } from './decision-rows.ts';
import { prepareRun } from './prepare-run.ts';
import type { PreparedRun, RunBasis } from './prepare-run.ts';
import { createReasoning } from './reasoning.ts';
import { usualResamples } from './run-simulation.ts';
import type { SimulationRun } from './run-simulation.ts';
import { createSubjectNames } from './subject-names.ts';

/** A finished run whose decisions can be looked through. */
export interface OpenRun {
  run: SimulationRun;
  /** At most `most` of those that pass the filter, from position `from` of them. */
  decisions: (
    filter: DecisionFilter,
    from: number,
    most: number,
  ) => { total: number; rows: DecisionRow[] };
  /** The whole reasoning behind one decision; the filter says which ones will be asked for next. */
  reasoning: (decision: number, filter: DecisionFilter) => Promise<LogEntry>;
  /** Frees memory and temporary files. */
  close: () => void;
}

/**
 * Runs a simulation as `runSimulation` does, and keeps its data open and an index of its
 * decisions. What a log would tell of a decision is worked out when it is asked for.
 */
export async function openRun(basis: RunBasis): Promise<OpenRun> {
  const prepared = await prepareRun(basis, { inLog: true, isReplayedAgain: true });
  try {
    return await indexed(prepared, basis);
  } catch (error) {
    prepared.data.close();
    throw error;
  }
}

async function indexed(prepared: PreparedRun, basis: RunBasis): Promise<OpenRun> {
  const { policy, simulation, limit, onProgress } = basis;
  const { data, policyHash } = prepared;
  const index = createDecisionIndex(policy);
  const result = await prepared.replay({
    resamples: basis.resamples ?? usualResamples,
    boundaryCosts: true,
    ...(limit === undefined ? {} : { limit }),
    onDecided: index.add,
    onProgress: (rows) => onProgress?.(rows, data.description.rows),
  });
  const names = createSubjectNames({
    names: index.subjects(),
    key: basis.showSubjects === true ? undefined : prepared.pseudonymKey,
  });
  const matchesOf = createDecisionFilter(index, names);
  const rowOf = decisionRows(policy, index, names);
  return {
    run: { policy, simulation, policyHash, data: data.description, result, firstEntries: [] },
    decisions: (filter, from, most) => {
      const { total, at } = matchesOf(filter);
      const length = Math.max(0, Math.min(most, total - from));
      return { total, rows: Array.from({ length }, (_, i) => rowOf(at(from + i))) };
    },
    reasoning: createReasoning({ prepared, count: index.count(), matchesOf }),
    close: () => {
      data.close();
    },
  };
}
