import type { LangiumDocument } from 'langium';
import { fileNames } from './declared.ts';
import type { Occurrence, Place } from './occurrence.ts';
import { isSamePlace, occurrencesOf } from './occurrences.ts';
import type { NameServices } from './workspace-names.ts';
import { workspaceNames } from './workspace-names.ts';

/** A name with the document that it stands in. */
export interface Located {
  document: LangiumDocument;
  occurrence: Occurrence;
}

/**
 * All places that name the same thing, in every file that imports join to this one. A role is
 * one and the same wherever it is named; a word that nothing declares is sought in its own file.
 */
export function sameName(
  { document, occurrence }: Located,
  services: NameServices,
): readonly Located[] {
  const { kind, declarations } = occurrence;
  const isUndeclared = declarations.length === 0;
  return candidates({ document, occurrence }, services).filter((each) => {
    if (each.occurrence.kind !== kind) return false;
    if (kind === 'role') return true;
    if (isUndeclared)
      return each.document === document && each.occurrence.declarations.length === 0;
    return each.occurrence.declarations.some((place) => includes(declarations, place));
  });
}

/**
 * What must be called the same once this name is called otherwise. A guardrail reads a column of
 * each data block: if one of them got another name, the guardrail would no longer fit the others.
 */
export function renamedTogether(
  { document, occurrence }: Located,
  services: NameServices,
): readonly Located[] {
  const declarations = [...occurrence.declarations];
  const candidatesOfName = candidates({ document, occurrence }, services);
  for (let before = -1; before < declarations.length;) {
    before = declarations.length;
    for (const { occurrence: each } of candidatesOfName) {
      if (!each.declarations.some((place) => includes(declarations, place))) continue;
      declarations.push(...each.declarations.filter((place) => !includes(declarations, place)));
    }
  }
  return sameName({ document, occurrence: { ...occurrence, declarations } }, services);
}

function candidates({ document, occurrence }: Located, services: NameServices): Located[] {
  return workspaceNames(services)
    .joined(document)
    .flatMap((each) => {
      // What a file does not even mention need not be resolved.
      if (!fileNames(each).mentions.some(({ name }) => name === occurrence.name)) return [];
      return occurrencesOf(each, services)
        .filter(({ name }) => name === occurrence.name)
        .map((found) => ({ document: each, occurrence: found }));
    });
}

function includes(places: readonly Place[], place: Place): boolean {
  return places.some((each) => isSamePlace(each, place));
}
