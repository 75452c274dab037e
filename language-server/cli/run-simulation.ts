import { DataError } from '../data/types.ts';
import { agentWords } from '../policy/explain/runs.ts';
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
    if (error instanceof DataError) throw new Failure(error.problem.code, placed(error));
    if (error instanceof RunError) throw new Failure(error.code, error.message);
    throw error;
  }
}

/** File, and row or line where it is known, before the message. */
function placed({ problem }: DataError): string {
  const { file, row, line, column, message } = problem;
  const where = [
    file,
    ...(line === undefined ? [] : [`line ${String(line)}`]),
    ...(row === undefined ? [] : [`row ${String(row)}`]),
    ...(column === undefined ? [] : [`column ${column}`]),
  ].join(', ');
  return message.startsWith(file) && row === undefined ? message : `${where}: ${message}`;
}
