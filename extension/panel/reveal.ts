import { isAbsolute, relative } from 'node:path';
import { Range, Uri, ViewColumn, window, workspace } from 'vscode';
import type { Problem } from '../../language-server/protocol.ts';
import { complain } from '../complain.ts';
import { findLine } from './find-line.ts';
import type { PanelModel } from './state.ts';

export interface Place {
  file: string;
  line: number;
  name?: string;
}

/** Shows a line of a policy that the run in the panel was made from. */
export async function reveal({ sources }: PanelModel, place: Place): Promise<void> {
  if (!sources) return refuse(place.file, 'the run that names it is no longer shown');
  const folder = Uri.parse(sources.folder);
  const uri = Uri.joinPath(folder, place.file);
  const isKnown =
    sources.files.includes(place.file) ||
    [folder, ...(workspace.workspaceFolders ?? []).map((open) => open.uri)].some((open) =>
      isInside(uri, open),
    );
  // The view shows what files say; it may not open whatever they name.
  if (!isKnown) return refuse(uri.fsPath, 'it is outside of the workspace');
  await show(uri, place.line, place.name);
}

/** Shows what a problem points at. */
export async function revealProblem({ uri, line }: Problem): Promise<void> {
  if (uri !== undefined) await show(Uri.parse(uri), line ?? 1);
}

async function show(uri: Uri, line: number, name?: string): Promise<void> {
  let document;
  try {
    document = await workspace.openTextDocument(uri);
  } catch {
    return refuse(uri.fsPath, 'it is gone or cannot be read; run the simulation again');
  }
  const found = findLine(document.getText().split(/\r?\n/), line, name) - 1;
  const beside = window.visibleTextEditors.find((editor) => editor.document === document);
  const { range } = document.lineAt(Math.min(found, document.lineCount - 1));
  await window.showTextDocument(document, {
    // Never over the panel that was clicked in.
    viewColumn: beside?.viewColumn ?? ViewColumn.One,
    selection: new Range(range.start, range.start),
  });
}

function isInside(uri: Uri, folder: Uri): boolean {
  const way = relative(folder.fsPath, uri.fsPath);
  return !isAbsolute(way) && way.split(/[\\/]/)[0] !== '..';
}

function refuse(path: string, why: string): void {
  complain(`${path} cannot be shown: ${why}`);
}
