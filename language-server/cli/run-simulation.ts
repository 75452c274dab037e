import { DataError } from '../data/types.ts';
import { agentWords } from '../policy/explain/runs.ts';
import { placedMessage } from '../run/placed-message.ts';
import { RunError } from '../run/run-error.ts';
import { runSimulation as run } from '../run/run-simulation.ts';
import type { SimulationRun as FoundRun } from '../run/run-simulation.ts';
import { runTogether as together } from '../run/run-together.ts';
import type { TogetherOptions } from '../run/run-together.ts';
import type { Conflicts } from '../simulation/conflict-counts.ts';
import { Failure } from './failure.ts';
import type { RunOptions, SimulationRun } from './simulation-run.ts';

/** How many entries of the log the summary shows. */
const shownEntries = 3;

/** Runs a simulation for the command line: its faults are one line each, its facts are words. */
export async function runSimulation(options: RunOptions): Promise<SimulationRun> {
  return shown(async () => simulationRun(await run({ ...options, ...telling() }), options));
}

/** Runs several handoffs together; what is not their own is the same for all of them. */
export async function runTogether(
  handoffs: TogetherOptions['handoffs'],
  options: Omit<RunOptions, 'policy' | 'simulation'>,
): Promise<{ runs: SimulationRun[]; conflicts: Conflicts }> {
  return shown(async () => {
    const { runs, conflicts } = await together({ ...options, handoffs, ...telling() });
    return { runs: runs.map((each) => simulationRun(each, options)), conflicts };
  });
}

function telling(): { firstEntries: number; pseudonymKey?: string } {
  const key = process.env['HANDOFF_PSEUDONYM_KEY'];
  const hasKey = key !== undefined && key !== '';
  return { firstEntries: shownEntries, ...(hasKey ? { pseudonymKey: key } : {}) };
}

function simulationRun(
  found: FoundRun,
  { file, log }: Pick<RunOptions, 'file' | 'log'>,
): SimulationRun {
  const { policy, simulation, policyHash, data, result, firstEntries } = found;
  const goal = policy.data.columns.find(({ name }) => name === policy.goal?.column);
  return {
    result,
    firstEntries,
    facts: {
      file,
      handoff: policy.handoff,
      simulation: simulation.name,
      seed: simulation.seed,
      policyHash,
      dataHash: data.sha256,
      dataPath: data.path,
      agent: agentWords(simulation.agent, policy),
      ...(goal ? { goalType: goal.type } : {}),
      undeclared: data.undeclared,
      dataProblems: data.problems.map(({ message }) => message),
      ...(log === undefined ? {} : { log }),
    },
  };
}

async function shown<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DataError)
      throw new Failure(error.problem.code, placedMessage(error.problem));
    if (error instanceof RunError) throw new Failure(error.code, error.message);
    throw error;
  }
}
