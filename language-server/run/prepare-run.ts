import type { OpenedData } from '../data/types.ts';
import { createClock } from '../policy/clock.ts';
import { isText } from '../policy/leaves.ts';
import type { Policy, Simulation } from '../policy/model.ts';
import type { Decision } from '../simulation/decision.ts';
import type { LogEntry } from '../simulation/log.ts';
import { createLogEntries } from '../simulation/log-entry.ts';
import { replay } from '../simulation/replay.ts';
import type { ReplayOptions } from '../simulation/replay.ts';
import type { ReplayResult } from '../simulation/result.ts';
import { openAgent, refuseAgent } from './agents.ts';
import { columnsNeeded } from './columns-needed.ts';
import { policyHash, pseudonymiser, simulationHash } from './hashes.ts';
import { RunError } from './run-error.ts';
import { openWatchedData } from './watched-data.ts';

/** What a run is about, however what it finds is told. */
export interface RunBasis {
  policy: Policy;
  simulation: Simulation;
  /** Absolute path: nothing outside it is read. */
  workspace: string;
  /** Decide only the first so many rows. */
  limit?: number;
  /** Subjects in the log as they are, instead of pseudonyms. */
  showSubjects?: boolean;
  /** Key of the pseudonyms; made from the data file where absent. */
  pseudonymKey?: string;
  resamples?: number;
  /** The names of all handoffs that are replayed together with this one. */
  together?: readonly string[];
  /** False: programs may not be started (an untrusted workspace). */
  mayRunCommands?: boolean;
  /** Milliseconds that a program may take for one answer; 10 seconds unless said. */
  answerTimeout?: number;
  /** Called once, with the last line of its error output, where a program failed. */
  onLastWords?: ((line: string) => void) | undefined;
  onProgress?: (done: number, total: number) => Promise<void> | void;
}

export interface PreparedRun {
  data: OpenedData;
  policyHash: string;
  pseudonymKey: string;
  entryOf: (decision: Decision) => LogEntry;
  replayOptions: Pick<ReplayOptions, 'policy' | 'simulation' | 'batches' | 'agent'>;
  /** Replays from the first row on. */
  replay: (parts: ReplayParts) => Promise<ReplayResult>;
}

type ReplayParts = Pick<
  ReplayOptions,
  | 'onProgress'
  | 'onDecided'
  | 'onDecision'
  | 'wants'
  | 'limit'
  | 'resamples'
  | 'extent'
  | 'boundaryCosts'
>;

const answerTimeout = 10_000;

/**
 * Opens the data and makes what its replays need. Throws a RunError or a DataError (both one line
 * for the person who started it) where it cannot; else the caller closes the data.
 */
export async function prepareRun(
  basis: RunBasis,
  { inLog, isReplayedAgain }: { inLog: boolean; isReplayedAgain: boolean },
): Promise<PreparedRun> {
  const { policy, simulation, workspace, limit, mayRunCommands = true } = basis;
  refuseTexts(policy);
  refuseAgent(policy, simulation, { mayRunCommands });
  // Rows before `from` are read too: they are what the agent knows when the period starts.
  const { to } = simulation;
  const data = await openWatchedData({
    source: policy.data,
    workspace,
    columns: columnsNeeded(policy, simulation, { inLog }),
    ...(to === undefined ? {} : { to }),
  });
  try {
    const agent = await openAgent({
      ...{ policy, simulation, workspace, isReplayedAgain },
      rows: data.description.rows,
      answerTimeout: basis.answerTimeout ?? answerTimeout,
      onLastWords: basis.onLastWords,
      ...(limit === undefined ? {} : { limit }),
    });
    const hash = policyHash(policy);
    const pseudonymKey = basis.pseudonymKey ?? data.pseudonymKey;
    const replayOptions = { policy, simulation, batches: () => data.batches(), agent };
    return {
      data,
      policyHash: hash,
      pseudonymKey,
      entryOf: createLogEntries(policy, simulation, {
        policyHash: hash,
        simulationHash: simulationHash(simulation),
        dataHash: data.description.sha256,
        ...(basis.together === undefined ? {} : { handoffs: basis.together }),
        pseudonym: basis.showSubjects === true ? (subject) => subject : pseudonymiser(pseudonymKey),
      }),
      replayOptions,
      replay: (parts) => replay({ ...replayOptions, clock: createClock(), ...parts }),
    };
  } catch (error) {
    data.close();
    throw error;
  }
}

/** Free texts have neither a list nor an order: nothing could be said of one that was not logged. */
function refuseTexts({ choice, at }: Policy): void {
  if (!isText(choice.type)) return;
  throw new RunError(
    'text-choice',
    `\`${choice.column}\` is a free text, which a simulation cannot replay; declare it as \`one of …\``,
    at,
  );
}
