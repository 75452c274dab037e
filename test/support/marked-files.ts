import type { LangiumDocument } from 'langium';
import type { Range } from 'vscode-languageserver';
import { open, services } from './handoff.ts';
import type { Marked } from './markers.ts';
import { marked } from './markers.ts';

export interface MarkedFile extends Marked {
  path: string;
  document: LangiumDocument;
}

/** Loads files of one workspace whose texts hold markers, all of them asked for. */
export async function loadMarked(texts: Record<string, string>): Promise<MarkedFile[]> {
  const files = Object.entries(texts).map(([path, text]) => ({ path, ...marked(text) }));
  const paths = files.map(({ path }) => path).filter((path) => path.endsWith('.handoff'));
  await open(Object.fromEntries(files.map(({ path, text }) => [path, text])), paths);
  const { all } = services.shared.workspace.LangiumDocuments;
  return files.flatMap((file) => {
    const document = all.find(({ uri }) => uri.path === `/team/${file.path}`);
    return document ? [{ ...file, document }] : [];
  });
}

/** A range of a file as text that a person reads: `main.handoff 3:7-12`, from 1. */
export function shownRange(uri: string, { start, end }: Range): string {
  const path = uri.replace(/^.*\/team\//, '');
  const last = end.line === start.line ? '' : `${String(end.line + 1)}:`;
  return `${path} ${String(start.line + 1)}:${String(start.character + 1)}-${last}${String(end.character + 1)}`;
}

/** Every `[|…|]` of these files, as text. */
export function shownMarks(files: readonly MarkedFile[]): string[] {
  return files.flatMap(({ document, ranges }) =>
    ranges.map((range) => shownRange(document.uri.toString(), range)),
  );
}
