import { countLine, diagnosticsJson, renderDiagnostics } from './diagnostics.ts';
import type { ExitCode } from './failure.ts';
import { exitCodes } from './failure.ts';
import { findFiles } from './find-files.ts';
import { loadPolicies } from './load-policies.ts';
import type { Terminal } from './terminal.ts';

export interface CheckOptions {
  format: 'text' | 'json';
  workspace?: string;
}

/** `handoff check`: every problem of the files and of what they import. */
export async function check(
  paths: readonly string[],
  options: CheckOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const { cwd, paint } = terminal;
  const found = await findFiles(paths, cwd);
  const { files, workspace } = await loadPolicies(found, { cwd, workspace: options.workspace });
  if (options.format === 'json') {
    terminal.out(`${JSON.stringify(diagnosticsJson(files, workspace), undefined, 2)}\n`);
  } else {
    const report = renderDiagnostics(files, { workspace, paint });
    terminal.out((report === '' ? '' : `${report}\n`) + countLine(files, paint));
  }
  return files.every(({ isSound }) => isSound) ? exitCodes.fine : exitCodes.findings;
}
