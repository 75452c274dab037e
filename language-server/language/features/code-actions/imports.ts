import type { LangiumDocument } from 'langium';
import { UriUtils } from 'langium';
import { nearWords } from '../../../near-words.ts';
import type { Declaration, File, Import } from '../../generated/ast.ts';
import { importedUri, isAbsolutePath, isPolicyFile, visibleDocuments } from '../../imports.ts';
import type { Fault, Fix } from './fix.ts';
import { nodeAt, removal } from './fix.ts';

/** The name of a file that does exist nearby, or the file itself, which is yet to be written. */
export function findOrCreateFile({ document, diagnostic, services }: Fault): Fix[] {
  const node = nodeAt(document, diagnostic.range);
  if (node?.$type !== 'Import') return [];
  const path = (node as Import).path as string | undefined;
  const range = diagnostic.range;
  if (path === undefined) return [];
  const others = otherDocuments(document, services).map((each) => pathTo(each, document));
  const name = fileName(path);
  const fixes = others
    .filter((other) => nearWords(name, [fileName(other)]).length > 0 || fileName(other) === name)
    .slice(0, 5)
    .map((other) => ({ title: `Write \`"${other}"\``, edits: [{ range, text: `"${other}"` }] }));
  const uri = isAbsolutePath(path) ? undefined : importedUri(node as Import, document);
  if (!uri || !isPolicyFile(uri)) return fixes;
  return [...fixes, { title: `Create \`${path}\``, edits: [], creates: uri.toString() }];
}

/** The import that leads back here goes, or the other file's does. */
export function removeImport({ document, diagnostic }: Fault): Fix[] {
  const node = nodeAt(document, diagnostic.range);
  if (node?.$type !== 'Import' || !node.$cstNode) return [];
  const title = `Remove \`${node.$cstNode.text}\``;
  return [{ title, edits: [removal(document, node.$cstNode.range)] }];
}

const imported = new Set<Declaration['$type']>([
  'Calendar',
  'DataBlock',
  'Segment',
  'Guardrails',
  'HandoffBlock',
]);

/** Imports of files of the workspace that declare the name which nothing here does. */
export function addImport({ document, diagnostic, services }: Fault): Fix[] {
  const name = document.textDocument.getText(diagnostic.range).replace(/^`|`$/g, '');
  const visible = new Set(visibleDocuments(document, services.shared.workspace.LangiumDocuments));
  const homes = otherDocuments(document, services).filter(
    (each) =>
      !visible.has(each) &&
      (each.parseResult.value as File).declarations.some(
        (declaration) =>
          imported.has(declaration.$type) &&
          // After error recovery any property may be missing.
          (declaration as { name?: string }).name === name,
      ),
  );
  return homes.map((home) => {
    const path = pathTo(home, document);
    return { title: `Import \`${name}\` from \`${path}\``, edits: [importOf(path, document)] };
  });
}

/** `import "…"` on a line behind the other imports, else below the comment that opens the file. */
function importOf(path: string, document: LangiumDocument): Fix['edits'][number] {
  const statement = `import "${path}"`;
  const last = (document.parseResult.value as File).imports.at(-1);
  if (last?.$cstNode) {
    const line = last.$cstNode.range.end.line;
    const at = { line, character: lineOf(document, line).length };
    return { range: { start: at, end: at }, text: `\n${statement}` };
  }
  let line = 0;
  while (lineOf(document, line).startsWith('#')) line++;
  const blank = lineOf(document, line).trim() === '' ? '' : '\n';
  const at = { line, character: 0 };
  return { range: { start: at, end: at }, text: `${statement}\n${blank}` };
}

function lineOf({ textDocument }: LangiumDocument, line: number): string {
  const start = { line, character: 0 };
  const text = textDocument.getText({ start, end: { line: line + 1, character: 0 } });
  return text.replace(/\r?\n$/, '');
}

function otherDocuments(
  document: LangiumDocument,
  { shared }: Fault['services'],
): LangiumDocument[] {
  const all = shared.workspace.LangiumDocuments.all.filter((each) => each !== document).toArray();
  return all.sort((left, right) => (left.uri.path < right.uri.path ? -1 : 1));
}

function pathTo(other: LangiumDocument, from: LangiumDocument): string {
  return UriUtils.relative(UriUtils.dirname(from.uri), other.uri);
}

function fileName(path: string): string {
  return path.replace(/^.*[/\\]/, '').replace(/\.handoff$/, '');
}
