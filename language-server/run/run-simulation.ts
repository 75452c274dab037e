import type { DataDescription } from '../data/types.ts';
import type { Policy, Simulation } from '../policy/model.ts';
import type { LogEntry } from '../simulation/log.ts';
import type { ReplayResult } from '../simulation/result.ts';
import { openLog } from './log-file.ts';
import { prepareRun } from './prepare-run.ts';
import type { PreparedRun, RunBasis } from './prepare-run.ts';

export interface RunOptions extends RunBasis {
  /** Where the reasoning log goes, absolute; it appears whole or not at all. */
  log?: string;
  /** How many entries of the log come back with the result. */
  firstEntries?: number;
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

/** Bootstrap resamples of the value intervals, unless said. */
export const usualResamples = 1000;

/**
 * Opens the data, builds the agent and replays. Throws a RunError or a DataError (both one line
 * for the person who started it) where it cannot.
 */
export async function runSimulation(options: RunOptions): Promise<SimulationRun> {
  const { log, firstEntries = 0 } = options;
  const prepared = await prepareRun(options, {
    inLog: log !== undefined || firstEntries > 0,
    isReplayedAgain: false,
  });
  try {
    return await replayWithLog(prepared, options);
  } finally {
    prepared.data.close();
  }
}

async function replayWithLog(prepared: PreparedRun, options: RunOptions): Promise<SimulationRun> {
  const { policy, simulation, limit } = options;
  const { data, policyHash, entryOf } = prepared;
  const log = options.log === undefined ? undefined : await openLog(options.log);
  const firstEntries: LogEntry[] = [];
  const wanted = options.firstEntries ?? 0;
  try {
    const result = await prepared.replay({
      resamples: options.resamples ?? usualResamples,
      boundaryCosts: true,
      ...(limit === undefined ? {} : { limit }),
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
    return { policy, simulation, policyHash, data: data.description, result, firstEntries };
  } catch (error) {
    await log?.abandon();
    throw error;
  }
}
