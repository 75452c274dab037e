import type { LangiumDocument } from 'langium';
import { UriUtils } from 'langium';
import type { CodeLens } from 'vscode-languageserver';
import { formatNumber } from '../policy/format.ts';
import { lensCommands } from '../protocol.ts';
import type { LensContext } from './lens.ts';
import { lensAt } from './lens.ts';

/** Over each rule of the run that is shown, how often it fired. */
export function ruleLenses(document: LangiumDocument, context: LensContext): CodeLens[] {
  return ruleCounts(document, context).map(({ line, words, run, rule }) =>
    lensAt(line, `${words} · show decisions`, lensCommands.showDecisions, { run, rule }),
  );
}

interface RuleCount {
  /** From 1. */
  line: number;
  words: string;
  run: number;
  rule: number;
}

/**
 * How often each rule fired in the run that is shown, also where it stands in an imported file. A
 * rule is found by its name: lines may have moved since.
 */
export function ruleCounts(
  document: LangiumDocument,
  { workspace, runs }: Pick<LensContext, 'workspace' | 'runs'>,
): RuleCount[] {
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
    return [{ line: at.line, words: `${formatNumber(fired)} fired${words}`, run, rule }];
  });
}
