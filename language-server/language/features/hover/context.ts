import type { AstNode, LangiumDocument } from 'langium';
import { URI } from 'langium';
import type { CalendarFiles } from '../../calendar-files.ts';
import type { Place } from '../../names/occurrence.ts';
import { occurrenceAt } from '../../names/occurrences.ts';
import type { NameServices } from '../../names/workspace-names.ts';
import type { Compiled } from '../compiled.ts';
import type { Profiles } from '../profiles.ts';

/** What hovers are made from. */
export interface HoverContext {
  services: NameServices & { calendarFiles: CalendarFiles };
  compiled: Compiled;
  profiles: Profiles;
  /** What the rule in a line, from 1, did in the simulation that is shown: `12 fired`. */
  counts?: (document: LangiumDocument, line: number) => string | undefined;
}

/** A name, and one place that declares it. */
export interface Named {
  name: string;
  place: Place;
  /** The node that the place is of, and its document. */
  node: AstNode;
  document: LangiumDocument;
  /** Where the name was asked about. */
  asked: LangiumDocument;
}

/** The document and the node that a name is declared in. */
export function declaredAt(
  { uri, range }: Place,
  { services }: HoverContext,
): { document: LangiumDocument; node: AstNode } | undefined {
  const document = services.shared.workspace.LangiumDocuments.getDocument(URI.parse(uri));
  const node = document && occurrenceAt(document, range.start, services)?.node;
  return document && node && { document, node };
}
