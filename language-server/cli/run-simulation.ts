import { DataError } from '../data/types.ts';
import { agentWords } from '../policy/explain/runs.ts';
import { placedMessage } from '../run/placed-message.ts';
import { RunError } from '../run/run-error.ts';
import { runSimulation as run } from '../run/run-simulation.ts';
import { Failure } from './failure.ts';
import type { RunOptions, SimulationRun } from './simulation-run.ts';

/** How many entries of the log the summary shows. */
const shownEntries = 3;

/** Runs a simulation for the command line: its faults are one line each, its facts are words. */
export async function runSimulation(options: RunOptions): Promise<SimulationRun> {
  const { policy, simulation, file } = options;
  const key = process.env['HANDOFF_PSEUDONYM_KEY'];
  try {
    const { result, firstEntries, policyHash, data } = await run({
      ...options,
      firstEntries: shownEntries,
      ...(key === undefined || key === '' ? {} : { pseudonymKey: key }),
    });
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
        ...(options.log === undefined ? {} : { log: options.log }),
      },
    };
  } catch (error) {
    if (error instanceof DataError)
      throw new Failure(error.problem.code, placedMessage(error.problem));
    if (error instanceof RunError) throw new Failure(error.code, error.message);
    throw error;
  }
}
