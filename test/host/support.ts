import assert from 'node:assert/strict';
import type { Diagnostic, TextDocument } from 'vscode';
import { languages, Range, Uri, window, workspace, WorkspaceEdit } from 'vscode';
import { dataReviewCodes } from '../../language-server/analysis/codes.ts';
import { tell } from './ask.ts';

/** A test; it has the session's VS Code with its workspace open, as the tests before left it. */
export interface Test {
  (): Promise<void>;
  needsPage?: true;
}

/** The tests of one topic, in the order in which they run: what a test is called, and the test. */
export type Suite = Record<string, Test>;

/** A test that looks at the page or acts on it, and so does not run in a desktop VS Code. */
export function needsPage(test: () => Promise<void>): Test {
  return Object.assign(test, { needsPage: true as const });
}

/**
 * What `look` finds in the end, be it later or at once; `undefined` means not yet. A minute in
 * vain is a failure that says what was waited for.
 */
export async function until<Found>(
  what: string,
  look: () => Found | undefined | PromiseLike<Found | undefined>,
): Promise<Found> {
  for (let tries = 0; tries < 600; tries++) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`waited for a minute in vain: ${what}`);
}

/** Shows what was measured at the end of the run, as a row of a table. */
export async function figure(name: string, value: string): Promise<void> {
  console.log(`${name}: ${value}`);
  await tell({ event: 'measured', name, value });
}

/** A file of the workspace, by its path from there: `newsletter/newsletter.handoff`. */
export function inWorkspace(path: string): Uri {
  const [folder] = workspace.workspaceFolders ?? [];
  assert.ok(folder, 'no workspace folder is open');
  return Uri.joinPath(folder.uri, path);
}

/** Opens a file of the workspace in an editor that has the focus. */
export async function open(path: string): Promise<TextDocument> {
  const document = await workspace.openTextDocument(inWorkspace(path));
  await window.showTextDocument(document);
  return document;
}

/** Replaces a part of a document, as typing would; nothing is saved. */
export async function replace({ uri }: TextDocument, range: Range, text: string): Promise<void> {
  const edit = new WorkspaceEdit();
  edit.replace(uri, range, text);
  await workspace.applyEdit(edit);
}

/** Where some words stand first. */
export function rangeOf(document: TextDocument, words: string): Range {
  const at = document.getText().indexOf(words);
  assert.ok(at >= 0, `${document.uri.path} does not say ${words}`);
  return new Range(document.positionAt(at), document.positionAt(at + words.length));
}

/**
 * Without what a review finds of the data, which comes a second after all else: the data of the
 * examples lacks fields, as data does, and `test/cli/check-data.test.ts` says what is found of it.
 */
export function diagnosticsOf({ uri }: TextDocument): Diagnostic[] {
  return languages
    .getDiagnostics(uri)
    .filter((diagnostic) => !Object.hasOwn(dataReviewCodes, codeOf(diagnostic)));
}

/** The code of a diagnostic, which is a link to what the reference says of it. */
export function codeOf({ code }: Diagnostic): string {
  assert.ok(typeof code === 'object', 'a code is no link');
  return String(code.value);
}

/** The diagnostics of a document, as soon as it has any. */
export function someDiagnosticsOf(document: TextDocument): Promise<Diagnostic[]> {
  return until(`diagnostics of ${document.uri.path}`, () => {
    const found = diagnosticsOf(document);
    return found.length > 0 ? found : undefined;
  });
}
