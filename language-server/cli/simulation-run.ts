import type { Policy, Simulation, ValueType } from '../policy/model.ts';
import type { LogEntry } from '../simulation/log.ts';
import type { ReplayResult } from '../simulation/result.ts';

/** What a run is asked to do. */
export interface RunOptions {
  policy: Policy;
  simulation: Simulation;
  /** The policy's file, relative to the workspace folder with `/`. */
  file: string;
  /** Absolute path. */
  workspace: string;
  /** Absolute path of the reasoning log to write; absent: none is written. */
  log?: string;
  /** The first rows only. */
  limit?: number;
  /** For the intervals; the estimates' own default where absent. */
  resamples?: number;
  /** The log names subjects as the data does, not by pseudonym. */
  showSubjects: boolean;
  onProgress: (done: number, total: number) => void;
  /** Called once, with the last line of its error output, where the agent's program failed. */
  onLastWords: (line: string) => void;
}

/** What a run gives to whoever shows it. */
export interface SimulationRun {
  result: ReplayResult;
  /** The first decisions of the reasoning log, at least three where there are that many. */
  firstEntries: LogEntry[];
  facts: RunFacts;
}

/** What a run's figures belong to. */
export interface RunFacts {
  /** As `RunOptions.file`. */
  file: string;
  handoff: string;
  simulation: string;
  seed: number;
  policyHash: string;
  dataHash: string;
  /** Relative to the workspace folder with `/`. */
  dataPath: string;
  /** Who proposed, as a noun phrase: see `agentWords`. */
  agent: string;
  /** How the goal is measured: a rate for yes/no, else a mean in its unit. */
  goalType?: ValueType;
  /** Columns of the data file that the policy does not declare. */
  undeclared: string[];
  /** Cells that count as unknown, one sentence a column. */
  dataProblems: string[];
  /** Absolute path of the reasoning log, where one was written. */
  log?: string;
}

/** An agent that gave not one proposal was not simulated, whatever people made of its cases. */
export function isAgentSilent({ result: { decisions, failures } }: SimulationRun): boolean {
  const failed = failures.reduce((sum, { count }) => sum + count, 0);
  return decisions > 0 && failed === decisions;
}
