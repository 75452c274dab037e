import { countLine, renderDiagnostics } from './diagnostics.ts';
import type { LoadedPolicies } from './load-policies.ts';
import type { Terminal } from './terminal.ts';

/**
 * Prints what is wrong on standard error, where it does not mix with what a command puts out, and
 * says whether an error is among it: a policy with errors lacks rules and is good for nothing.
 */
export function reportErrors({ files, workspace }: LoadedPolicies, terminal: Terminal): boolean {
  const problems = renderDiagnostics(files, { workspace, paint: terminal.paintError });
  if (problems !== '') terminal.err(`${problems}\n${countLine(files, terminal.paintError)}`);
  return files.some(({ isSound }) => !isSound);
}
