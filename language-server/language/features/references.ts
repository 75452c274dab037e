import type { LangiumDocument } from 'langium';
import type { Location, Position } from 'vscode-languageserver';
import { occurrenceAt } from '../names/occurrences.ts';
import { sameName } from '../names/same-name.ts';
import type { NameServices } from '../names/workspace-names.ts';

/** All places of a name in every file that sees it, its declaration among them where asked for. */
export function references(
  document: LangiumDocument,
  position: Position,
  { includeDeclaration }: { includeDeclaration: boolean },
  services: NameServices,
): Location[] {
  const occurrence = occurrenceAt(document, position, services);
  if (!occurrence) return [];
  return sameName({ document, occurrence }, services)
    .filter((each) => includeDeclaration || each.occurrence.role === 'reference')
    .map((each) => ({
      uri: each.document.uri.toString(),
      range: each.occurrence.range,
    }));
}
