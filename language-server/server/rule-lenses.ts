import type { LangiumDocument } from 'langium';
import { UriUtils } from 'langium';
import type { CodeLens } from 'vscode-languageserver';
import { formatNumber } from '../policy/format.ts';
import { lensCommands } from '../protocol.ts';
import type { LensContext } from './lens.ts';
import { lensAt } from './lens.ts';

/**
 * Over each rule of the run that is shown, how often it fired, also where it stands in an imported
 * file. A rule is found by its name: lines may have moved since.
 */
export function ruleLenses(
  document: LangiumDocument,
  { workspace, runs }: LensContext,
): CodeLens[] {
  const shown = runs.finished();
  const home = shown && workspace.document(shown.prepared.facts.target.uri);
  if (!shown || !home) return [];
  const { facts } = shown.prepared;
  const { run, summary } = shown.state;
  const file = UriUtils.relative(workspace.folderOf(home), document.uri);
  const policy = workspace.checked(home).policies.find(({ handoff }) => handoff === facts.handoff);
  return summary.result.rules.flatMap(({ name, fired, unknown }, rule) => {
    const at = policy?.rules.find((one) => one.name === name)?.at;
    if (at?.file !== file) return [];
    const words = unknown === 0 ? '' : `, ${formatNumber(unknown)} unknown`;
    const title = `${formatNumber(fired)} fired${words} · show decisions`;
    return [lensAt(at.line, title, lensCommands.showDecisions, { run, rule })];
  });
}
