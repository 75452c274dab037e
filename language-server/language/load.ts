import type { LangiumDocument, URI } from 'langium';
import { importedUri, isPolicyFile, noteUnreadable } from './imports.ts';
import type { File } from './generated/ast.ts';
import { readFailure } from './read-failure.ts';
import type { HandoffServices } from './services.ts';

/** Far above any policy that a person reviews; a larger file is not one. */
export const largestFile = 1_000_000;

export type Unreadable = { uri: URI; code: 'not-readable' | 'too-large'; message: string };

/**
 * Reads the files and all that they import, parses and links them. Files that cannot be read
 * are returned with the reason; a missing import is a diagnostic of the file that names it.
 */
export async function loadFiles(
  uris: readonly URI[],
  services: HandoffServices,
): Promise<{ documents: LangiumDocument[]; unreadable: Unreadable[] }> {
  const { workspace } = services.shared;
  const asked = new Map(uris.map((uri) => [uri.toString(), uri]));
  const unreadable: Unreadable[] = [];
  const loaded: LangiumDocument[] = [];
  const open = [...uris];
  for (let uri = open.shift(); uri; uri = open.shift()) {
    if (workspace.LangiumDocuments.hasDocument(uri)) continue;
    const text = await readText(uri, services);
    if (typeof text !== 'string') {
      if (asked.has(uri.toString())) unreadable.push(text);
      noteUnreadable(workspace.LangiumDocuments, uri, text.message);
      continue;
    }
    const document = workspace.LangiumDocuments.createDocument(uri, text);
    loaded.push(document);
    await services.calendarFiles.read(document);
    for (const statement of (document.parseResult.value as File).imports) {
      const imported = importedUri(statement, document);
      if (imported) open.push(imported);
    }
  }
  await workspace.DocumentBuilder.build(loaded, { validation: false });
  const documents = [...asked.values()].flatMap((uri) => {
    const document = workspace.LangiumDocuments.getDocument(uri);
    return document ? [document] : [];
  });
  return { documents, unreadable };
}

async function readText(uri: URI, services: HandoffServices): Promise<string | Unreadable> {
  if (!isPolicyFile(uri)) return { uri, code: 'not-readable', message: 'is not a .handoff file' };
  let text: string;
  try {
    text = await services.shared.workspace.FileSystemProvider.readFile(uri);
  } catch (error) {
    const { code, message } = readFailure(error);
    return { uri, code, message };
  }
  if (text.length > largestFile) {
    const size = (text.length / 1_000_000).toFixed(1);
    return {
      uri,
      code: 'too-large',
      message: `is ${size} million characters long; a policy has at most 1 million`,
    };
  }
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}
