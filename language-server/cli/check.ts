import { DAY } from '../policy/clock.ts';
import { byPlace } from '../language/diagnose.ts';
import { atLevels, checkLevels } from '../language/editor/check-levels.ts';
import { handoffsByData } from '../server/data-handoffs.ts';
import { dataDiagnostics } from '../server/data-diagnostics.ts';
import { withDeepFindings } from './deep.ts';
import { countLine, countsOf, diagnosticsJson, renderDiagnostics } from './diagnostics.ts';
import type { ExitCode } from './failure.ts';
import { exitCodes } from './failure.ts';
import { findFiles } from './find-files.ts';
import type { PolicyFile } from './load-policies.ts';
import { loadPolicies } from './load-policies.ts';
import type { Terminal } from './terminal.ts';

export interface CheckOptions {
  format: 'text' | 'json';
  workspace?: string;
  /** Also holds the data files against what the policies declare. */
  data: boolean;
  /** Also reasons over all decisions that there could be. */
  deep: boolean;
  /** The day that end dates are held against, in days since 1970-01-01; today unless said. */
  on?: number;
  /** Severities by code, as the setting `handoff.checks` gives them; `off` leaves a finding out. */
  level?: Record<string, string>;
}

/** `handoff check`: every problem of the files and of what they import. */
export async function check(
  paths: readonly string[],
  options: CheckOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const { cwd, paint } = terminal;
  const found = await findFiles(paths, cwd);
  const loaded = await loadPolicies(found, {
    cwd,
    workspace: options.workspace,
    review: { today: options.on ?? Math.floor(terminal.now() / DAY) },
  });
  const { workspace } = loaded;
  const reviewed = options.deep ? await withDeepFindings(loaded.files) : loaded.files;
  const levels = checkLevels(options.level);
  const files = (options.data ? await withData(reviewed, workspace) : reviewed).map((file) => ({
    ...file,
    diagnostics: atLevels(file.diagnostics, levels),
  }));
  if (options.format === 'json') {
    terminal.out(`${JSON.stringify(diagnosticsJson(files, workspace), undefined, 2)}\n`);
  } else {
    const report = renderDiagnostics(files, { workspace, paint });
    terminal.out((report === '' ? '' : `${report}\n`) + countLine(files, paint));
  }
  return countsOf(files).errors === 0 ? exitCodes.fine : exitCodes.findings;
}

/** One data file after the other: each may need much of the memory. */
async function withData(files: readonly PolicyFile[], workspace: string): Promise<PolicyFile[]> {
  // Loaded on demand: the command starts faster without a database.
  const { describeData } = await import('../background/describe.ts');
  const { reviewData } = await import('../background/review-data.ts');
  const result: PolicyFile[] = [];
  for (const file of files) {
    const diagnostics = [...file.diagnostics];
    for (const declared of file.data) {
      const { findings = [] } = await describeData({ source: declared.source, workspace });
      diagnostics.push(...dataDiagnostics(declared, findings));
    }
    for (const { source, handoffs } of file.isSound ? handoffsByData(file) : []) {
      const { findings = [] } = await reviewData({ source, workspace, handoffs });
      diagnostics.push(
        ...handoffs.flatMap(({ policy }, at) => file.placed(findings[at] ?? [], policy.at)),
      );
    }
    result.push({ ...file, diagnostics: diagnostics.sort(byPlace) });
  }
  return result;
}
