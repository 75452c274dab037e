import { policyHash } from '../run/hashes.ts';
import { readLog } from '../run/read-log.ts';
import { RunError } from '../run/run-error.ts';
import type { LogEntry } from '../simulation/log.ts';
import { createLogReplayer } from '../simulation/log-replay.ts';
import type { Judge } from '../simulation/log-replay.ts';
import type { ExitCode } from './failure.ts';
import { exitCodes, Failure } from './failure.ts';
import { findFile, findFiles } from './find-files.ts';
import type { FoundFiles } from './find-files.ts';
import type { LoadedPolicies } from './load-policies.ts';
import { loadPolicies } from './load-policies.ts';
import { resolvedPath, shownPath } from './paths.ts';
import type { LogReplayReport } from './replay-report.ts';
import { renderLogReplay } from './replay-report.ts';
import { reportErrors } from './report-errors.ts';
import type { Terminal } from './terminal.ts';
import { printable } from './terminal.ts';

export interface ReplayOptions {
  format: 'text' | 'json';
  workspace?: string;
}

/** Who judges the entries of a log, and what their files say. */
interface Judges {
  judgeOf: (entry: LogEntry) => Judge | string;
  files: ReadonlyMap<string, string>;
  loaded: LoadedPolicies;
}

/**
 * `handoff replay`: judges the decisions of a reasoning log once more, by the policy that decided
 * them, or by that of another file, and says which come out otherwise.
 */
export async function replay(
  log: string,
  file: string | undefined,
  options: ReplayOptions & { terminal: Terminal },
): Promise<ExitCode> {
  const { terminal } = options;
  const target = resolvedPath(log, terminal.cwd);
  const shown = printable(shownPath(target, terminal.cwd));
  try {
    const first = await firstEntry(target, shown);
    const { judgeOf, files, loaded } =
      file === undefined
        ? await judgesInFolder(first, options)
        : await judgesIn(file, first, options);
    if (reportErrors(loaded, terminal)) return exitCodes.findings;
    const replayer = createLogReplayer(judgeOf);
    for await (const { line, entry } of readLog(target, shown)) {
      if (entry) replayer.add(entry);
      else replayer.addUnreadable(line);
    }
    const result = replayer.finish();
    const report: LogReplayReport = { log: shown, logHash: first.policyHash, files, result };
    terminal.out(renderLogReplay(report, { format: options.format, paint: terminal.paint }));
    // By the policy that wrote it a log tells the same story again, or it is not its log.
    const isOther = result.judges.some(({ isOwn, different }) => isOwn && different > 0);
    return isOther ? exitCodes.findings : exitCodes.fine;
  } catch (error) {
    if (error instanceof RunError) throw new Failure(error.code, error.message);
    throw error;
  }
}

async function firstEntry(file: string, shown: string): Promise<LogEntry> {
  for await (const { entry } of readLog(file, shown)) if (entry) return entry;
  throw new Failure('no-log', `${shown} holds no entry of a reasoning log`);
}

/** Each entry is judged by the handoff of its name in this file. */
async function judgesIn(file: string, first: LogEntry, options: Options): Promise<Judges> {
  const { loaded, judges } = await loadJudges(await findFile(file, options.terminal.cwd), options);
  const byHandoff = new Map(judges.map((each) => [each.policy.handoff, each]));
  if (!byHandoff.has(first.handoff)) {
    const message = `${printable(file)} has no handoff ${printable(first.handoff)}, which the log is of`;
    // What is wrong with the file may be why: that is shown instead.
    if (loaded.files.every(({ isSound }) => isSound)) throw new Failure('no-handoff', message);
  }
  return {
    ...{ loaded, files: filesOf(judges) },
    judgeOf: ({ handoff }) => byHandoff.get(handoff) ?? `the policy has no handoff \`${handoff}\``,
  };
}

/** Each entry is judged by the definition that wrote it; a log may be of several. */
async function judgesInFolder(first: LogEntry, options: Options): Promise<Judges> {
  const { cwd, err } = options.terminal;
  const { loaded, judges } = await loadJudges(await findFiles(['.'], cwd), {
    ...options,
    // A folder may hold what is no policy but by its name; that it was needed is seen below.
    onUnreadable: (problem) => err(`${problem}, so it is left out\n`),
  });
  // A policy with errors lacks rules, and may come out as one that it is not.
  const broken = new Set(loaded.files.filter(({ isSound }) => !isSound).map(({ file }) => file));
  const sound = judges.filter(({ file }) => !broken.has(file));
  const byHash = new Map(sound.map((each) => [each.hash, each]));
  if (!byHash.has(first.policyHash)) {
    const hash = first.policyHash.slice(0, 12);
    throw new Failure(
      'no-policy',
      `No policy under this folder is the one of the log (${printable(first.handoff)}, ${hash}): name a file`,
    );
  }
  return {
    ...{ loaded: { ...loaded, files: [] }, files: filesOf(sound) },
    judgeOf: ({ handoff, policyHash }) =>
      byHash.get(policyHash) ??
      `no policy under this folder is the one that decided, ${policyHash.slice(0, 12)} of \`${handoff}\``,
  };
}

type Options = ReplayOptions & { terminal: Terminal };
type LeaveOut = Pick<Parameters<typeof loadPolicies>[1], 'onUnreadable'>;
type JudgeInFile = Judge & { file: string };

async function loadJudges(
  found: FoundFiles,
  { workspace, onUnreadable, terminal: { cwd } }: Options & LeaveOut,
): Promise<{ loaded: LoadedPolicies; judges: JudgeInFile[] }> {
  const loaded = await loadPolicies(found, {
    ...{ cwd, workspace },
    ...(onUnreadable && { onUnreadable }),
  });
  const judges = loaded.files
    .filter(({ isAsked }) => isAsked)
    .flatMap(({ file, policies }) =>
      policies.map((policy) => ({ policy, file, hash: policyHash(policy) })),
    );
  return { loaded, judges };
}

function filesOf(judges: readonly JudgeInFile[]): Map<string, string> {
  // A handoff is declared in one file, and others that import it have it too.
  const declared = judges.filter(({ file, policy }) => file === policy.at.file);
  return new Map([...judges, ...declared.reverse()].map(({ hash, file }) => [hash, file]));
}
