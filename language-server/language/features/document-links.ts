import type { AstNode, CstNode, FileSystemProvider, LangiumDocument, URI } from 'langium';
import { GrammarUtils, UriUtils } from 'langium';
import type { DocumentLink } from 'vscode-languageserver';
import type { File } from '../generated/ast.ts';
import { isAbsolutePath } from '../imports.ts';

interface NamedFile {
  node: AstNode;
  path: string;
  tooltip: string;
}

/**
 * From the path of an import, a data file, a calendar or recorded proposals to the file, where
 * there is one: what is not there is a diagnostic, and nothing to click at.
 */
export async function documentLinks(
  document: LangiumDocument,
  files: Pick<FileSystemProvider, 'stat'>,
): Promise<DocumentLink[]> {
  // A document that was never saved has no folder that a path could be relative to.
  if (document.uri.scheme !== 'file') return [];
  const links = namedFiles(document).map(async ({ node, path, tooltip }) => {
    const place = GrammarUtils.findNodeForProperty(node.$cstNode, 'path');
    if (!place || path === '' || isAbsolutePath(path)) return [];
    const target = UriUtils.resolvePath(UriUtils.dirname(document.uri), path);
    if (!(await isFile(target, files))) return [];
    return [{ range: withoutQuotes(place), target: target.toString(), tooltip }];
  });
  return (await Promise.all(links)).flat();
}

function namedFiles(document: LangiumDocument): NamedFile[] {
  const { imports, declarations } = document.parseResult.value as Partial<File>;
  const named: [node: AstNode & { path?: string | undefined }, tooltip: string][] = [
    ...(imports ?? []).map((node) => [node, 'Open the imported policy'] as const),
    ...(declarations ?? []).flatMap((node) => pathsOf(node)),
  ].map(([node, tooltip]) => [node, tooltip]);
  // After error recovery any property may be missing.
  return named.flatMap(([node, tooltip]) =>
    node.path === undefined ? [] : [{ node, path: node.path, tooltip }],
  );
}

function pathsOf(
  node: File['declarations'][number],
): [node: AstNode & { path?: string | undefined }, tooltip: string][] {
  switch (node.$type) {
    case 'DataBlock':
      return [[node, 'Open the data file']];
    case 'Calendar':
      return [[node, 'Open the calendar file']];
    case 'Simulation':
      return node.parts.flatMap((part) =>
        part.$type === 'RecordedAgent' ? [[part, 'Open the recorded proposals']] : [],
      );
    default:
      return [];
  }
}

async function isFile(uri: URI, files: Pick<FileSystemProvider, 'stat'>): Promise<boolean> {
  try {
    return (await files.stat(uri)).isFile;
  } catch {
    return false;
  }
}

/** The closing quote may be missing, which is a diagnostic of its own. */
function withoutQuotes({ range: { start, end }, text }: CstNode): DocumentLink['range'] {
  const isClosed = text.length > 1 && text.endsWith('"');
  return {
    start: { ...start, character: start.character + 1 },
    end: { ...end, character: end.character - (isClosed ? 1 : 0) },
  };
}
