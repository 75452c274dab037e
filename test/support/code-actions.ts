import type { CodeAction, TextEdit } from 'vscode-languageserver';
import type { ReviewOptions } from '../../language-server/analysis/review.ts';
import { published } from '../../language-server/language/editor/published.ts';
import { codeActions } from '../../language-server/language/features/code-actions/code-actions.ts';
import type { Diagnostic, Range } from '../../language-server/language/problems.ts';
import { load, services } from './handoff.ts';
import { positionAt } from './markers.ts';

const wholeFile: Range = { start: { line: 0, character: 0 }, end: { line: 1e6, character: 0 } };

export interface Asked {
  /** All files of the workspace but the one at hand, by path. */
  beside?: Record<string, string>;
  range?: Range;
  only?: string[];
  /** What was found of a data file, beside what is wrong with the text. */
  found?: Diagnostic[];
  /** Also what a review would find. */
  review?: ReviewOptions;
}

/** A column, as it is written, that a data file does not have. */
export function inTheFile(text: string, column: string, inFile: string[]): Diagnostic[] {
  const at = text.indexOf(column);
  const range = { start: positionAt(text, at), end: positionAt(text, at + column.length) };
  const message = 'The file has no such column';
  return [{ code: 'data-mismatch', severity: 'error', message, range, related: [], inFile }];
}

/** What is offered for a range of `main.handoff`; for all of it unless said. */
export async function actionsIn(
  text: string,
  { beside = {}, range = wholeFile, only, found = [], review }: Asked = {},
): Promise<CodeAction[]> {
  const files = { ...beside, 'main.handoff': text };
  const { checked } = await load(
    files,
    Object.keys(files).filter((path) => path.endsWith('.handoff')),
    review ? { review } : {},
  );
  const main = checked.find(({ document }) => document.uri.path.endsWith('/main.handoff'));
  if (!main) throw new Error('main.handoff was not loaded');
  main.document.diagnostics = [...main.diagnostics, ...found].map(published);
  const context = { diagnostics: [], ...(only ? { only } : {}) };
  return codeActions(main.document, { range, context }, services);
}

/** The files of the workspace with an action done. */
export function done(
  { edit }: Pick<CodeAction, 'edit'>,
  files: Record<string, string>,
): Record<string, string> {
  const after = { ...files };
  for (const change of edit?.documentChanges ?? []) {
    if ('kind' in change && change.kind === 'create') after[pathOf(change.uri)] = '';
  }
  for (const [uri, edits] of Object.entries(edit?.changes ?? {})) {
    after[pathOf(uri)] = edited(after[pathOf(uri)] ?? '', edits);
  }
  return after;
}

function pathOf(uri: string): string {
  return uri.replace('file:///team/', '');
}

/** Edits speak of the text as it was before any of them, in whatever order they stand. */
export function edited(text: string, edits: readonly TextEdit[]): string {
  const lines = text.split('\n');
  const starts = lines.map(
    (_, line) => lines.slice(0, line).join('\n').length + (line > 0 ? 1 : 0),
  );
  const offset = ({ line, character }: Range['start']): number =>
    line < lines.length ? (starts[line] ?? 0) + character : text.length;
  return edits
    .toSorted((left, right) => offset(right.range.start) - offset(left.range.start))
    .reduce(
      (done, { range, newText }) =>
        done.slice(0, offset(range.start)) + newText + done.slice(offset(range.end)),
      text,
    );
}
