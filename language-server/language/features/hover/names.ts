import type { LangiumDocument } from 'langium';
import type { NameKind, Occurrence } from '../../names/occurrence.ts';
import type { HoverContext, Named } from './context.ts';
import { declaredAt } from './context.ts';
import {
  calendarMeaning,
  columnMeaning,
  dataMeaning,
  guardrailsMeaning,
  segmentMeaning,
  valueMeaning,
} from './declarations.ts';
import { handoffMeaning, ruleMeaning, simulationMeaning } from './policies.ts';
import { usesHover } from './uses.ts';
import { wordHover } from './words.ts';

type Meaning = (named: Named, context: HoverContext) => string | undefined;

const meanings: Partial<Record<NameKind, Meaning>> = {
  data: dataMeaning,
  column: columnMeaning,
  value: valueMeaning,
  segment: segmentMeaning,
  calendar: calendarMeaning,
  guardrails: guardrailsMeaning,
  handoff: handoffMeaning,
  simulation: simulationMeaning,
  rule: ruleMeaning,
};

/** Of a name that is read over many data blocks, this many are shown. */
const mostDeclarations = 3;

/** What a name means where it stands; undefined where nothing is known of it. */
export function nameHover(
  occurrence: Occurrence,
  asked: LangiumDocument,
  context: HoverContext,
): string | undefined {
  const { kind, name, declarations } = occurrence;
  if (kind === 'word') return wordHover(name);
  if (kind === 'role' || kind === 'reason') return usesHover(occurrence, asked, context);
  const meaning = meanings[kind];
  if (!meaning) return undefined;
  const said = declarations.slice(0, mostDeclarations).flatMap((place) => {
    const declared = declaredAt(place, context);
    return (declared && meaning({ name, place, asked, ...declared }, context)) ?? [];
  });
  return said.length > 0 ? [...new Set(said)].join('\n\n---\n\n') : undefined;
}
