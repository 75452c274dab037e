import type { LangiumDocument, URI } from 'langium';
import { UriUtils } from 'langium';
import { calendarUri } from '../calendar-files.ts';
import type { File } from '../generated/ast.ts';
import { importedUri, isAbsolutePath } from '../imports.ts';

interface Named {
  imports: readonly URI[];
  calendars: readonly URI[];
}

/** By tree: at each keystroke all files are asked, and one was parsed. */
const known = new WeakMap<Partial<File>, Named>();

/** The policies that a document imports. */
export function importsOf(document: LangiumDocument): readonly URI[] {
  return namedBy(document).imports;
}

/** The iCalendar files that a document names. */
export function calendarsOf(document: LangiumDocument): readonly URI[] {
  return namedBy(document).calendars;
}

function namedBy(document: LangiumDocument): Named {
  const tree = treeOf(document);
  const before = known.get(tree);
  if (before) return before;
  const { imports = [], declarations = [] } = tree;
  const named: Named = {
    imports: imports.flatMap((statement) => importedUri(statement, document) ?? []),
    calendars: declarations.flatMap((node) =>
      node.$type === 'Calendar' ? (calendarUri(node, document) ?? []) : [],
    ),
  };
  known.set(tree, named);
  return named;
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
