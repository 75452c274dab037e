import type { LangiumDocument } from 'langium';
import type { LinkedEditingRanges, Position } from 'vscode-languageserver';
import type { NameKind } from '../names/occurrence.ts';
import { occurrenceAt } from '../names/occurrences.ts';
import { renamedTogether } from '../names/same-name.ts';
import type { NameServices } from '../names/workspace-names.ts';
import { needsBackticks, writtenAs } from '../names/written-name.ts';

/** What a data file calls by its name stays as the data file has it; a test's title stands once. */
const linked: ReadonlySet<NameKind> = new Set<NameKind>([
  'data',
  'segment',
  'calendar',
  'guardrails',
  'handoff',
  'rule',
  'role',
  'reason',
]);

/**
 * The places that change together while a name is typed: its declaration and its uses, where all
 * of them stand in this one file and are written alike.
 */
export function linkedEditingRanges(
  document: LangiumDocument,
  position: Position,
  services: NameServices,
): LinkedEditingRanges | undefined {
  const occurrence = occurrenceAt(document, position, services);
  if (!occurrence || !linked.has(occurrence.kind)) return undefined;
  if (occurrence.declarations.length !== 1) return undefined;
  const places = renamedTogether({ document, occurrence }, services);
  const isSafe = places.every(
    (each) =>
      each.document === document &&
      writtenAs(each.occurrence, document) === 'plain' &&
      !needsBackticks(each.occurrence.name),
  );
  const declared = places.some((each) => each.occurrence.role === 'declaration');
  if (!isSafe || !declared || places.length < 2) return undefined;
  return {
    ranges: places.map((each) => each.occurrence.range),
    wordPattern: '[A-Za-z_][A-Za-z0-9_]*',
  };
}
