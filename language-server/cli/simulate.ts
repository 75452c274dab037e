import { stat } from 'node:fs/promises';
import path from 'node:path';
import { chooseSimulation } from './choose-simulation.ts';
import type { ExitCode } from './failure.ts';
import { exitCodes, Failure } from './failure.ts';
import { findFile } from './find-files.ts';
import { runJson } from './json.ts';
import type { LoadedPolicies } from './load-policies.ts';
import { loadPolicies } from './load-policies.ts';
import { resolvedPath, shownPath } from './paths.ts';
import { withProgress } from './progress.ts';
import { reportErrors } from './report-errors.ts';
import type { RunOptions, SimulationRun } from './simulation-run.ts';
import { isAgentSilent } from './simulation-run.ts';
import { renderSummary } from './summary.ts';
import { simulateTogether } from './simulate-together.ts';
import type { Terminal } from './terminal.ts';
import { printable } from './terminal.ts';

export interface SimulateOptions {
  simulation?: string;
  handoff?: string;
  log?: string;
  report?: string;
  limit?: number;
  resamples?: number;
  showSubjects: boolean;
  together?: boolean;
  format: 'text' | 'json';
  workspace?: string;
}

/** `handoff simulate`: checks what is asked for, replays it, and shows what came out. */
export async function simulate(
  file: string,
  options: SimulateOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const { cwd, paint } = terminal;
  const { limit, resamples, showSubjects } = options;
  const found = await findFile(file, cwd);
  const loaded = await loadPolicies(found, { cwd, workspace: options.workspace });
  if (reportErrors(loaded, terminal)) return exitCodes.findings;
  const asked = loaded.files.find(({ isAsked }) => isAsked);
  if (!asked) throw new Failure('not-readable', `${printable(file)} cannot be read`);
  const isTogether = options.together === true;
  const chosen = isTogether ? undefined : chooseSimulation({ ...asked, ...chosenBy(options) });
  const log = await targetOf('log', options, { cwd, loaded });
  const report = await targetOf('report', options, { cwd, loaded });
  if (log !== undefined && log === report) {
    throw new Failure('not-writable', 'The log and the report cannot be the same file');
  }
  if (!chosen) {
    const { workspace } = loaded;
    return simulateTogether(asked, { ...options, log, report, workspace }, terminal);
  }
  const { policy, simulation } = chosen;
  const run = await replay(
    {
      policy,
      simulation,
      file: asked.file,
      workspace: loaded.workspace,
      showSubjects,
      ...(log === undefined ? {} : { log }),
      ...(limit === undefined ? {} : { limit }),
      ...(resamples === undefined ? {} : { resamples }),
    },
    terminal,
  );
  if (report !== undefined) {
    // Loaded on demand: drawing is for those who ask for it.
    const { renderReport, writeReport } = await import('./report.ts');
    await writeReport(renderReport(run, policy), report);
  }
  terminal.out(
    options.format === 'json'
      ? `${JSON.stringify(runJson(run), undefined, 2)}\n`
      : renderSummary(run, { policy, paint }),
  );
  return isAgentSilent(run) ? exitCodes.findings : exitCodes.fine;
}

function chosenBy({ simulation, handoff }: SimulateOptions) {
  return { simulation, handoff };
}

async function replay(
  options: Omit<RunOptions, 'onProgress' | 'onLastWords'>,
  terminal: Terminal,
): Promise<SimulationRun> {
  // Loaded on demand: the other commands start faster without a database.
  const { runSimulation } = await import('./run-simulation.ts');
  return withProgress(terminal, (telling) => runSimulation({ ...options, ...telling }));
}

type Written = 'log' | 'report';

/** Where a file goes, absolute; found out before a long run rather than after it. */
async function targetOf(
  what: Written,
  options: Pick<SimulateOptions, Written>,
  { cwd, loaded }: { cwd: string; loaded: LoadedPolicies },
): Promise<string | undefined> {
  const written = options[what];
  if (written === undefined) return undefined;
  const target = resolvedPath(written, cwd);
  const refuse = (why: string): never => {
    throw new Failure('not-writable', why);
  };
  const folder = await stat(path.dirname(target)).catch(() => undefined);
  if (folder?.isDirectory() !== true) {
    refuse(`The folder of ${printable(written)} does not exist`);
  }
  const existing = await stat(target).catch(() => undefined);
  if (existing?.isDirectory() === true) {
    refuse(`${printable(written)} is a folder; name a file for the ${what}`);
  }
  // It takes its place whole, by renaming: of a device or a pipe that would leave nothing.
  if (existing && !existing.isFile()) {
    refuse(`${printable(written)} is no regular file; name one for the ${what}`);
  }
  await refuseOverwriting(what, target, loaded);
  return target;
}

/** Whatever the file and its imports read is compared by what it is on the disk, links resolved. */
async function refuseOverwriting(
  what: Written,
  target: string,
  { files, read, workspace }: LoadedPolicies,
): Promise<void> {
  const identity = await identityOf(target);
  if (identity === undefined) return;
  const sources = [
    ...read,
    ...files.flatMap(({ policies, simulations }) => [
      ...policies.map(({ data }) => path.resolve(path.dirname(data.declaredIn), data.path)),
      ...simulations.flatMap(({ agent, at }) =>
        agent.kind === 'recorded'
          ? [path.resolve(workspace, path.dirname(at.file), agent.path)]
          : [],
      ),
    ]),
  ];
  for (const source of new Set(sources)) {
    if ((await identityOf(source)) !== identity) continue;
    const shown = printable(shownPath(source, workspace));
    throw new Failure('not-writable', `The ${what} would overwrite ${shown}, which the run reads`);
  }
}

/** The same for every path to one file; undefined where there is none. */
async function identityOf(file: string): Promise<string | undefined> {
  const found = await stat(file, { bigint: true }).catch(() => undefined);
  return found && `${found.dev}:${found.ino}`;
}
