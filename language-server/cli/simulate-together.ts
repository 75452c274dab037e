import { defaultSimulation } from '../policy/choose-simulation.ts';
import type { Policy, Simulation } from '../policy/model.ts';
import type { ExitCode } from './failure.ts';
import { exitCodes, Failure } from './failure.ts';
import { runJson } from './json.ts';
import { withProgress } from './progress.ts';
import { isAgentSilent } from './simulation-run.ts';
import type { SimulationRun } from './simulation-run.ts';
import { renderConflicts } from './summary-conflicts.ts';
import { renderSummary } from './summary.ts';
import type { Terminal } from './terminal.ts';
import { printable } from './terminal.ts';

export interface Declared {
  /** Relative to the workspace folder with `/`. */
  file: string;
  policies: readonly Policy[];
  simulations: readonly Simulation[];
}

export interface TogetherOptions {
  /** Absolute paths. */
  workspace: string;
  log: string | undefined;
  report: string | undefined;
  limit?: number;
  resamples?: number;
  showSubjects: boolean;
  format: 'text' | 'json';
}

/** `handoff simulate --together`: all handoffs of a file in one timeline, and who lost to whom. */
export async function simulateTogether(
  declared: Declared,
  { log, report, format, workspace, limit, resamples, showSubjects }: TogetherOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const handoffs = togetherIn(declared);
  // Loaded on demand: the other commands start faster without a database.
  const { runTogether } = await import('./run-simulation.ts');
  const { runs, conflicts } = await withProgress(terminal, (telling) =>
    runTogether(handoffs, {
      ...{ file: declared.file, workspace, showSubjects, ...telling },
      ...(log === undefined ? {} : { log }),
      ...(limit === undefined ? {} : { limit }),
      ...(resamples === undefined ? {} : { resamples }),
    }),
  );
  const policyOf = ({ facts }: SimulationRun): Policy =>
    handoffs.find(({ policy }) => policy.handoff === facts.handoff)!.policy;
  if (report !== undefined) {
    // Loaded on demand: drawing is for those who ask for it.
    const { renderTogether, writeReport } = await import('./report.ts');
    await writeReport(renderTogether(runs, conflicts, runs.map(policyOf)), report);
  }
  const { paint, out } = terminal;
  if (format === 'json') {
    out(`${JSON.stringify({ handoffs: runs.map(runJson), conflicts }, undefined, 2)}\n`);
  } else {
    const summaries = runs.map((run) => renderSummary(run, { policy: policyOf(run), paint }));
    out([...summaries, renderConflicts(conflicts, paint)].join('\n'));
  }
  return runs.some(isAgentSilent) ? exitCodes.findings : exitCodes.fine;
}

/** The handoffs of a file, each with its one simulation; what keeps them apart is said. */
function togetherIn({ file, policies, simulations }: Declared) {
  const shown = printable(file);
  const [first] = policies;
  if (first === undefined || policies.length < 2) {
    throw new Failure(
      'not-together',
      `${shown} has ${first ? 'one handoff' : 'no handoff'}; --together takes a file that declares several, or imports them and has a simulation of each`,
    );
  }
  const other = policies.find(({ guardrails }) => guardrails !== first.guardrails);
  if (other || first.guardrails === undefined) {
    const under = ({ handoff, guardrails }: Policy): string =>
      `${printable(handoff)} ${guardrails === undefined ? 'is under none' : `is under ${printable(guardrails)}`}`;
    throw new Failure(
      'not-together',
      `The handoffs of ${shown} are not under the same guardrails: ${[first, other ?? policies[1]!].map(under).join(', ')}`,
    );
  }
  return policies.map((policy) => {
    const own = simulations.filter(({ handoff }) => handoff === policy.handoff);
    if (own.length > 1) {
      const names = own.map(({ name }) => printable(name)).join(', ');
      throw new Failure(
        'ambiguous',
        `${shown} declares several simulations of ${printable(policy.handoff)}: ${names}; --together takes a file with one of each`,
      );
    }
    return { policy, simulation: own[0] ?? defaultSimulation(policy) };
  });
}
