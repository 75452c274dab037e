import type { ColumnFacts, DataFacts, ReplayFacts } from '../analysis/data/facts.ts';
import { dataFindings } from '../analysis/data/review.ts';
import type { Finding } from '../analysis/finding.ts';
import { DataError } from '../data/types.ts';
import { defaultSimulation } from '../policy/choose-simulation.ts';
import type { DataSource, Policy, Simulation } from '../policy/model.ts';
import { prepareRun } from '../run/prepare-run.ts';
import { RunError } from '../run/run-error.ts';
import { openWatchedData } from '../run/watched-data.ts';
import { stampOfFile } from './describe.ts';
import { countReplay } from './replay-facts.ts';

/** Handoffs that use one data block, each with a simulation that tells how it is replayed. */
export interface DataReview {
  source: DataSource;
  /** Absolute path of the folder that nothing is read outside of. */
  workspace: string;
  handoffs: readonly { policy: Policy; simulation?: Simulation }[];
}

export interface DataReviewed {
  /** Changes whenever the file does. */
  stamp: string;
  /** Of each handoff; absent where the file still has the stamp that was asked about. */
  findings?: Finding[][];
}

/**
 * Holds handoffs against the file of their data: its columns, the zones in it, and one replay of
 * each. No program is started: where the agent is a command, what people chose stands in for it.
 * Of a file that cannot be read nothing is found here, since `describeData` says why it cannot.
 */
export async function reviewData(asked: DataReview, unless?: string): Promise<DataReviewed> {
  const { source, workspace, handoffs } = asked;
  const stamp = await stampOfFile(source, workspace);
  if (stamp === unless) return { stamp };
  try {
    const facts = await readFacts(source, workspace);
    const findings: Finding[][] = [];
    for (const { policy, simulation } of handoffs) {
      const replay = await replayed(policy, simulation, workspace);
      findings.push(dataFindings(policy, { ...facts, ...(replay ? { replay } : {}) }));
    }
    return { stamp, findings };
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    return { stamp, findings: handoffs.map(() => []) };
  }
}

async function readFacts(
  source: DataSource,
  workspace: string,
): Promise<Omit<DataFacts, 'replay'>> {
  const data = await openWatchedData({ source, workspace });
  try {
    const { path, rows } = data.description;
    const columns = (await data.profile()).map(({ column, ...facts }): [string, ColumnFacts] => [
      column,
      facts,
    ]);
    const noClock = { zones: [], missing: 0, firstMissing: 0, subjects: 0, subjectsMissing: 0 };
    const clocks = (await data.clocks()) ?? noClock;
    return { path, rows, columns: new Map(columns), clocks };
  } finally {
    data.close();
  }
}

/** Undefined where nothing can be replayed, not even what people chose. */
async function replayed(
  policy: Policy,
  simulation: Simulation | undefined,
  workspace: string,
): Promise<ReplayFacts | undefined> {
  const standIn = defaultSimulation(policy);
  const own = simulation && (await replayOf(policy, simulation, workspace));
  return own ?? replayOf(policy, standIn, workspace, { isStandIn: true });
}

/** Undefined where the simulation cannot be run here. */
async function replayOf(
  policy: Policy,
  simulation: Simulation,
  workspace: string,
  { isStandIn = false } = {},
): Promise<ReplayFacts | undefined> {
  const counts = countReplay(policy);
  try {
    const prepared = await prepareRun(
      { policy, simulation, workspace, mayRunCommands: false },
      { inLog: false, isReplayedAgain: false },
    );
    try {
      await prepared.replay({ extent: 'decisions', resamples: 0, onDecided: counts.onDecided });
    } finally {
      prepared.data.close();
    }
  } catch (error) {
    // Such as a file of proposals that is not there, which a simulation would say.
    if (error instanceof RunError || error instanceof DataError) return undefined;
    throw error;
  }
  return counts.facts(isStandIn ? undefined : simulation.name);
}
