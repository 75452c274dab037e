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
import { startProgress } from './progress.ts';
import { reportErrors } from './report-errors.ts';
import type { RunOptions, SimulationRun } from './simulation-run.ts';
import { renderSummary } from './summary.ts';
import type { Terminal } from './terminal.ts';
import { printable } from './terminal.ts';

export interface SimulateOptions {
  simulation?: string;
  handoff?: string;
  log?: string;
  limit?: number;
  resamples?: number;
  showSubjects: boolean;
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
  const { policy, simulation } = chooseSimulation({ ...asked, ...chosenBy(options) });
  const log = options.log === undefined ? undefined : await logPath(options.log, cwd);
  if (log !== undefined) await refuseOverwriting(log, loaded);
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
  terminal.out(
    options.format === 'json'
      ? `${JSON.stringify(runJson(run), undefined, 2)}\n`
      : renderSummary(run, { policy, paint }),
  );
  return isAgentSilent(run) ? exitCodes.findings : exitCodes.fine;
}

/** An agent that gave not one proposal was not simulated, whatever people made of its cases. */
function isAgentSilent({ result: { decisions, failures } }: SimulationRun): boolean {
  const failed = failures.reduce((sum, { count }) => sum + count, 0);
  return decisions > 0 && failed === decisions;
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
  const progress = startProgress(terminal);
  let lastWords: string | undefined;
  try {
    return await runSimulation({
      ...options,
      onProgress: progress.update,
      onLastWords: (line) => (lastWords = line),
    });
  } finally {
    progress.stop();
    if (lastWords !== undefined) terminal.err(`the agent wrote: ${printable(lastWords)}\n`);
  }
}

/** Found out before a long run rather than after it. */
async function logPath(written: string, cwd: string): Promise<string> {
  const target = resolvedPath(written, cwd);
  const folder = await stat(path.dirname(target)).catch(() => undefined);
  if (folder?.isDirectory() !== true) {
    throw new Failure('not-writable', `The folder of ${printable(written)} does not exist`);
  }
  const existing = await stat(target).catch(() => undefined);
  if (existing?.isDirectory() === true) {
    throw new Failure('not-writable', `${printable(written)} is a folder; name a file for the log`);
  }
  // The log takes its place whole, by renaming: of a device or a pipe that would leave nothing.
  if (existing && !existing.isFile()) {
    throw new Failure(
      'not-writable',
      `${printable(written)} is no regular file; name one for the log`,
    );
  }
  return target;
}

/** Whatever the file and its imports read is compared by what it is on the disk, links resolved. */
async function refuseOverwriting(
  log: string,
  { files, read, workspace }: LoadedPolicies,
): Promise<void> {
  const identity = await identityOf(log);
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
    throw new Failure('not-writable', `The log would overwrite ${shown}, which the run reads`);
  }
}

/** The same for every path to one file; undefined where there is none. */
async function identityOf(file: string): Promise<string | undefined> {
  const found = await stat(file, { bigint: true }).catch(() => undefined);
  return found && `${found.dev}:${found.ino}`;
}
