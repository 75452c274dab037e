import { policyHash } from '../run/hashes.ts';
import { readLog } from '../run/read-log.ts';
import { RunError } from '../run/run-error.ts';
import type { LogEntry } from '../simulation/log.ts';
import { createLogReplayer } from '../simulation/log-replay.ts';
import type { ExitCode } from './failure.ts';
import { exitCodes, Failure } from './failure.ts';
import { findFile, findFiles } from './find-files.ts';
import type { LoadedPolicies } from './load-policies.ts';
import { loadPolicies } from './load-policies.ts';
import { resolvedPath, shownPath } from './paths.ts';
import type { LogReplayReport, ReplayedPolicy } from './replay-report.ts';
import { renderLogReplay } from './replay-report.ts';
import { reportErrors } from './report-errors.ts';
import type { Terminal } from './terminal.ts';
import { printable } from './terminal.ts';

export interface ReplayOptions {
  format: 'text' | 'json';
  workspace?: string;
}

interface LogPolicies {
  policies: ReplayedPolicy[];
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
    const { policies, loaded } = await policiesOf(first, file, options);
    if (reportErrors(loaded, terminal)) return exitCodes.findings;
    const replayer = createLogReplayer(policies.map(({ policy }) => policy));
    for await (const { entry } of readLog(target, shown)) {
      if (entry) replayer.add(entry);
      else replayer.addUnreadable();
    }
    const result = replayer.finish();
    const own = policies.find(({ policy }) => policy.handoff === first.handoff);
    const report: LogReplayReport = {
      log: shown,
      logHash: first.policyHash,
      policies,
      isOwn: own?.hash === first.policyHash,
      result,
    };
    terminal.out(renderLogReplay(report, { format: options.format, paint: terminal.paint }));
    // By the policy that wrote it a log tells the same story again, or it is not its log.
    return report.isOwn && result.different > 0 ? exitCodes.findings : exitCodes.fine;
  } catch (error) {
    if (error instanceof RunError) throw new Failure(error.code, error.message);
    throw error;
  }
}

async function firstEntry(file: string, shown: string): Promise<LogEntry> {
  for await (const { entry } of readLog(file, shown)) if (entry) return entry;
  throw new Failure('no-log', `${shown} holds no entry of a reasoning log`);
}

async function policiesOf(
  first: LogEntry,
  file: string | undefined,
  { workspace, terminal: { cwd } }: ReplayOptions & { terminal: Terminal },
): Promise<LogPolicies> {
  const found = file === undefined ? await findFiles(['.'], cwd) : await findFile(file, cwd);
  const loaded = await loadPolicies(found, { cwd, workspace });
  // A policy with errors lacks rules, and may come out as one that it is not.
  const asked = loaded.files.filter(
    ({ isAsked, isSound }) => isAsked && (isSound || file !== undefined),
  );
  const policies = asked.flatMap((each) =>
    each.policies
      .filter(({ at }) => file !== undefined || at.file === each.file)
      .map((policy) => ({ policy, file: each.file, hash: policyHash(policy) })),
  );
  if (file !== undefined) {
    if (policies.some(({ policy }) => policy.handoff === first.handoff)) {
      return { policies, loaded };
    }
    const message = `${printable(file)} has no handoff ${printable(first.handoff)}, which the log is of`;
    throw new Failure('no-handoff', message);
  }
  const own = policies.filter(({ hash }) => hash === first.policyHash);
  if (own.length > 0) {
    const files = loaded.files.filter((each) => own.some((one) => one.file === each.file));
    return { policies: own, loaded: { ...loaded, files } };
  }
  const hash = first.policyHash.slice(0, 12);
  throw new Failure(
    'no-policy',
    `No policy under this folder is the one of the log (${printable(first.handoff)}, ${hash}): name a file`,
  );
}
