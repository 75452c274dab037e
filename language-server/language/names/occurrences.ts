import type { LangiumDocument } from 'langium';
import type { Range } from '../problems.ts';
import { contextsOf } from './contexts.ts';
import { fileNames } from './declared.ts';
import type { Mention } from './mentions.ts';
import type { NameKind, Occurrence, Place } from './occurrence.ts';
import { meaningOf } from './resolve.ts';
import type { NameServices, WorkspaceNames } from './workspace-names.ts';
import { workspaceNames } from './workspace-names.ts';

/**
 * Every name of a document in the order of its places, with what it is and where it is declared,
 * also in other files. Kept until a file of the workspace is parsed anew; total on broken files.
 */
export function occurrencesOf(
  document: LangiumDocument,
  services: NameServices,
): readonly Occurrence[] {
  const names = workspaceNames(services);
  return names.once(document, () =>
    fileNames(document).mentions.flatMap((mention) => occurrenceOf(mention, document, names) ?? []),
  );
}

/** The name at a position, also with the cursor right behind it. */
export function occurrenceAt(
  document: LangiumDocument,
  position: Range['start'],
  services: NameServices,
): Occurrence | undefined {
  const occurrences = occurrencesOf(document, services);
  let low = 0;
  let high = occurrences.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const at = occurrences[middle];
    if (at && isBefore(at.range.end, position)) low = middle + 1;
    else high = middle;
  }
  const found = occurrences[low];
  return found && !isBefore(position, found.range.start) ? found : undefined;
}

function occurrenceOf(
  mention: Mention,
  document: LangiumDocument,
  names: WorkspaceNames,
): Occurrence | undefined {
  const { slot, name, range, node } = mention;
  const own: Place = { uri: document.uri.toString(), range };
  if ('declares' in slot) {
    const kind = slot.declares;
    return { kind, name, range, role: 'declaration', node, declaration: own, declarations: [own] };
  }
  const contexts = names.once(mention.home, () => contextsOf(mention.home, document, names));
  let kind: NameKind | undefined;
  const declarations: Place[] = [];
  for (const context of contexts) {
    const meaning = meaningOf(mention, slot.refers, context, names);
    const { declaration } = meaning ?? {};
    // Of several readings one that is declared says what the name is.
    if (!kind || (declaration && declarations.length === 0)) kind = meaning?.kind ?? kind;
    if (!declaration || meaning?.kind !== kind) continue;
    if (!declarations.some((each) => isSamePlace(each, declaration))) {
      declarations.push(declaration);
    }
  }
  if (!kind) return undefined;
  const [declaration] = declarations;
  const isFirst = declaration !== undefined && isSamePlace(declaration, own);
  return {
    kind,
    name,
    range,
    role: isFirst ? 'declaration' : 'reference',
    node,
    ...(declaration ? { declaration } : {}),
    declarations,
  };
}

export function isSamePlace(left: Place, right: Place): boolean {
  return (
    left.range.start.line === right.range.start.line &&
    left.range.start.character === right.range.start.character &&
    left.uri === right.uri
  );
}

function isBefore(left: Range['start'], right: Range['start']): boolean {
  return left.line < right.line || (left.line === right.line && left.character < right.character);
}
