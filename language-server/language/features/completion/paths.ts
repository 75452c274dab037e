import type { FileSystemProvider, LangiumDocument, URI } from 'langium';
import { UriUtils } from 'langium';
import { CompletionItemKind } from 'vscode-languageserver';
import type { Candidate } from './candidate.ts';
import { ranks } from './candidate.ts';

/** Which files a path can name, by the type and property that it becomes. */
const endings: Record<string, RegExp | undefined> = {
  'Import.path': /\.handoff$/,
  'DataBlock.path': /\.(?:csv|parquet)$/i,
  'Calendar.path': /\.ics$/i,
  'RecordedAgent.path': /\.(?:jsonl|ndjson)$/i,
};

export function isPath(slot: string): boolean {
  return endings[slot] !== undefined;
}

/** The files beside the document that a path can name, and the folders on the way to them. */
export async function pathsFor(
  slot: string,
  typed: string,
  document: LangiumDocument,
  files: FileSystemProvider,
): Promise<Candidate[]> {
  const ending = endings[slot];
  if (!ending) return [];
  const folder = /^.*\//.exec(typed)?.[0] ?? '';
  // An absolute path is refused anyway: what one machine has, another has not.
  if (/^(?:[/\\]|\w+:)/.test(typed)) return [];
  const uri = UriUtils.resolvePath(UriUtils.dirname(document.uri), folder);
  const found = (await entriesOf(uri, files)).flatMap((node): Candidate[] => {
    const name = UriUtils.basename(node.uri);
    if (name.startsWith('.') || name === 'node_modules') return [];
    if (node.isDirectory) return [pathCandidate(`${folder}${name}/`, CompletionItemKind.Folder)];
    const isItself = UriUtils.equals(node.uri, document.uri);
    if (!ending.test(name) || isItself) return [];
    return [pathCandidate(folder + name, CompletionItemKind.File)];
  });
  const up = /^(?:\.\.\/)*$/.test(folder)
    ? [pathCandidate(`${folder}../`, CompletionItemKind.Folder)]
    : [];
  return [...found.sort(filesFirst), ...up];
}

function filesFirst(left: Candidate, right: Candidate): number {
  return left.kind - right.kind || (left.label < right.label ? -1 : 1);
}

function pathCandidate(path: string, kind: CompletionItemKind): Candidate {
  return { label: path, kind, rank: ranks.value };
}

/** Nothing where the folder cannot be read: it may be half typed, or of no disk. */
async function entriesOf(uri: URI, files: FileSystemProvider) {
  try {
    return await files.readDirectory(uri);
  } catch {
    return [];
  }
}
