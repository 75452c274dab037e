import type { LangiumDocument, URI } from 'langium';
import { UriUtils } from 'langium';
import { calendarUri } from '../calendar-files.ts';
import type { File } from '../generated/ast.ts';
import { importedUri, isAbsolutePath } from '../imports.ts';

/** The policies that a document imports. */
export function importsOf(document: LangiumDocument): URI[] {
  const { imports } = treeOf(document);
  return (imports ?? []).flatMap((statement) => importedUri(statement, document) ?? []);
}

/** The iCalendar files that a document names. */
export function calendarsOf(document: LangiumDocument): URI[] {
  const { declarations } = treeOf(document);
  return (declarations ?? []).flatMap((node) =>
    node.$type === 'Calendar' ? (calendarUri(node, document) ?? []) : [],
  );
}

/** The data files that a document names. */
export function dataFilesOf(document: LangiumDocument): URI[] {
  const { declarations } = treeOf(document);
  return (declarations ?? []).flatMap((node) => {
    if (node.$type !== 'DataBlock') return [];
    // After error recovery any property may be missing.
    return beside(document, node.path);
  });
}

/** The files of recorded proposals that a document names. */
export function proposalsOf(document: LangiumDocument): URI[] {
  const { declarations } = treeOf(document);
  return (declarations ?? []).flatMap((node) => {
    if (node.$type !== 'Simulation') return [];
    return node.parts.flatMap((part) => {
      const path = part.$type === 'RecordedAgent' ? (part.path as string | undefined) : undefined;
      return beside(document, path);
    });
  });
}

/** A path that is relative, from the folder of the document. */
function beside(document: LangiumDocument, path: string | undefined): URI[] {
  if (!path || isAbsolutePath(path)) return [];
  return [UriUtils.resolvePath(UriUtils.dirname(document.uri), path)];
}

/** A document that was just created has no tree yet. */
function treeOf(document: LangiumDocument): Partial<File> {
  return document.parseResult.value as Partial<File>;
}
