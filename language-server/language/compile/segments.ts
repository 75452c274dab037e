import type { LangiumDocument } from 'langium';
import type { Condition, DataSource } from '../../policy/model.ts';
import { conditionWords } from '../../policy/words.ts';
import type * as ast from '../generated/ast.ts';
import { conditionOf } from './conditions.ts';
import type { Session, SessionOptions } from './session.ts';
import { dataOf, openSession, scopeFor } from './session.ts';

/** What a segment means over all the data that its file can see; undefined where that is nothing. */
export function segmentCondition(
  segment: ast.Segment,
  session: Session,
  visible: readonly LangiumDocument[],
): { condition: Condition; data: DataSource } | undefined {
  const blocks = visible
    .flatMap((document) => (document.parseResult.value as ast.File).declarations)
    .filter((declaration) => declaration.$type === 'DataBlock');
  const [first, ...others] = blocks.map((block) => dataOf(block, session));
  if (!first) return undefined;
  const columns = [first, ...others].flatMap((data) => data.columns);
  const names = new Set<string>();
  const all = columns.filter(({ name }) => !names.has(name) && names.add(name));
  const data = { ...first, columns: all };
  const condition = conditionOf(segment.condition, {
    ...scopeFor(data, session.reportFor(segment), session),
    openSegments: [segment],
    place: `the segment \`${segment.name}\``,
  });
  return condition && { condition, data };
}

/** The condition of a segment as a phrase for a reader; undefined where it cannot be understood. */
export function segmentWords(segment: ast.Segment, options: SessionOptions): string | undefined {
  const meaning = segmentCondition(segment, openSession(options), options.visible);
  if (!meaning) return undefined;
  const { condition, data } = meaning;
  // No handoff is at hand, so that nothing is the choice.
  return conditionWords(condition, { data, choice: { column: '', type: { kind: 'text' } } });
}
