import type { LangiumDocument, LangiumDocuments, URI } from 'langium';
import { UriUtils } from 'langium';
import type { File, Import } from './generated/ast.ts';

/** The file that an import names, relative to the file it stands in; undefined where it names none. */
export function importedUri(statement: Import, document: LangiumDocument): URI | undefined {
  // After error recovery any property may be missing.
  const path = statement.path as string | undefined;
  if (!path || isAbsolutePath(path)) return undefined;
  return UriUtils.resolvePath(UriUtils.dirname(document.uri), path);
}

/** An absolute path of any system, or an address: what one machine has, another has not. */
export function isAbsolutePath(path: string): boolean {
  return /^(?:[/\\]|\w+:)/.test(path);
}

const failures = new WeakMap<LangiumDocuments, Map<string, string>>();

/** Keeps why an import could not be read, for the diagnostic of the file that names it. */
export function noteUnreadable(documents: LangiumDocuments, uri: URI, reason: string): void {
  const known = failures.get(documents) ?? new Map<string, string>();
  failures.set(documents, known.set(uri.toString(), reason));
}

/** Forgets all but these: a path that is typed is another file at each key. */
export function keepUnreadable(documents: LangiumDocuments, uris: Iterable<URI>): void {
  const known = failures.get(documents);
  if (!known || known.size === 0) return;
  const kept = new Set([...uris].map((uri) => uri.toString()));
  for (const key of [...known.keys()]) if (!kept.has(key)) known.delete(key);
}

/** Why there is no document of a file, worded to stand behind its name. */
export function unreadableBecause(documents: LangiumDocuments, uri: URI): string {
  return failures.get(documents)?.get(uri.toString()) ?? 'does not exist or cannot be read';
}

/** Whether a file is one of Handoff's, by its name. */
export function isPolicyFile(uri: URI): boolean {
  return uri.path.endsWith('.handoff');
}

/** The document itself and all that it imports, directly or not, each once; cycles are no trouble. */
export function visibleDocuments(
  document: LangiumDocument,
  documents: LangiumDocuments,
): LangiumDocument[] {
  const visible = new Map<string, LangiumDocument>();
  const open = [document];
  for (let next = open.pop(); next; next = open.pop()) {
    const key = next.uri.toString();
    if (visible.has(key)) continue;
    visible.set(key, next);
    for (const statement of (next.parseResult.value as File).imports) {
      const uri = importedUri(statement, next);
      const imported = uri && documents.getDocument(uri);
      if (imported) open.push(imported);
    }
  }
  return [...visible.values()];
}
