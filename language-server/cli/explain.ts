import { explainPolicy } from '../policy/explain.ts';
import type { ExitCode } from './failure.ts';
import { exitCodes, Failure } from './failure.ts';
import { findFile } from './find-files.ts';
import { loadPolicies } from './load-policies.ts';
import { reportErrors } from './report-errors.ts';
import type { Terminal } from './terminal.ts';
import { printable } from './terminal.ts';

export interface ExplainOptions {
  workspace?: string;
}

/** `handoff explain`: the handoffs that a file declares, as Markdown. */
export async function explain(
  file: string | undefined,
  options: ExplainOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const { cwd } = terminal;
  if (file === undefined) throw new Failure('usage', "missing required argument 'file'");
  const found = await findFile(file, cwd);
  const loaded = await loadPolicies(found, { cwd, workspace: options.workspace });
  if (reportErrors(loaded, terminal)) return exitCodes.findings;
  const own = loaded.files.filter(({ isAsked }) => isAsked);
  const texts = own.flatMap(({ file, policies, simulations, tests }) =>
    policies
      .filter(({ at }) => at.file === file)
      .map((policy) => explainPolicy(policy, { simulations, tests })),
  );
  if (texts.length === 0) {
    throw new Failure('no-handoff', `${printable(file)} declares no handoff to explain`);
  }
  terminal.out(texts.join('\n').split('\n').map(printable).join('\n'));
  return exitCodes.fine;
}
