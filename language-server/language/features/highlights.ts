import type { LangiumDocument } from 'langium';
import type { DocumentHighlight, Position } from 'vscode-languageserver';
import { DocumentHighlightKind } from 'vscode-languageserver';
import { occurrenceAt } from '../names/occurrences.ts';
import { sameName } from '../names/same-name.ts';
import type { NameServices } from '../names/workspace-names.ts';

/** The places of a name in its own file: declared as written, used as read. */
export function highlights(
  document: LangiumDocument,
  position: Position,
  services: NameServices,
): DocumentHighlight[] {
  const occurrence = occurrenceAt(document, position, services);
  if (!occurrence) return [];
  return sameName({ document, occurrence }, services)
    .filter((each) => each.document === document)
    .map(({ occurrence: { range, role } }) => ({
      range,
      kind: role === 'declaration' ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
    }));
}
