import type { ValueType } from '../../../policy/model.ts';
import type { Profiles } from '../profiles.ts';
import type { Candidate } from './candidate.ts';
import { afterIs, comparisonsOf } from './comparisons.ts';
import type { Reading, Side } from './operands.ts';
import { leftOperands, rightOperands, sideOf, subjectOf } from './operands.ts';
import type { Cursor } from './cursor.ts';
import type { Before } from './reading.ts';
import { valuesOf } from './values.ts';
import type { Expected } from './walk.ts';
import { readAs, stackOf } from './walk.ts';

/** All that is known of the place to complete. */
export interface Here extends Reading, Before {
  cursor: Cursor;
  /** How many tokens stand before it. */
  index: number;
  profiles: Profiles | undefined;
  /** Parts that may stand once, and already do. */
  present: ReadonlySet<string>;
}

/** What can stand in a condition: its subject, its comparison, and the values that fit. */
export function conditionCandidates(terminals: readonly Expected[], here: Here): Candidate[] {
  const { place, profiles, ways, tokens, index } = here;
  const found: Candidate[] = [];
  const operand =
    terminals.find(({ word, frame }) => word === 'Name' && isOperand(frame.type)) ??
    terminals.find(({ word, frame }) => word === 'NUMBER' && frame.type === 'NumberLiteral');
  const side = operand && sideOf(operand.frame, here);
  if (operand && side?.kind === 'left') found.push(...leftOperands(operand.frame, place));
  if (operand && side?.kind === 'right') {
    const { subject } = side;
    const options = { place, column: subject?.column, profiles };
    const type = valueType(side, operand);
    if (type) found.push(...valuesOf(type, options));
    if (operand.frame.type === 'NameRef') found.push(...rightOperands(subject, place));
  }
  const unread = ways.find(
    ({ kind, word, frame }) => kind === 'keyword' && word === 'is' && frame.type === 'Comparison',
  );
  const compared = unread && subjectOf(tokens.slice(unread.frame.start), here);
  if (compared) {
    found.push(...comparisonsOf(compared.type, { place, column: compared.column, profiles }));
  }
  const test = testBegun(ways, index);
  if (test) {
    const [left] = stackOf(test.frame).filter(({ rule }) => rule === 'Comparison');
    const subject = left && subjectOf(tokens.slice(left.start, test.frame.start - 1), here);
    if (subject) {
      const options = { place, column: subject.column, profiles };
      found.push(...afterIs(comparisonsOf(subject.type, options), { not: test.not }));
    }
  }
  return found;
}

function isOperand(type: string): boolean {
  return type === 'NameRef' || type === 'NamedValue';
}

/** How far a value may lie is another type than the value's own. */
function valueType({ subject }: Extract<Side, { kind: 'right' }>, { frame }: Expected) {
  const type: ValueType | undefined = subject?.type;
  const part = stackOf(frame).find(({ parent }) => parent?.type === 'FarTest')?.property;
  if (part === 'reference') return undefined;
  const isLength = type && ['time', 'date', 'timestamp'].includes(type.kind);
  return part === 'distance' && isLength ? ({ kind: 'duration' } satisfies ValueType) : type;
}

/** The test whose first word is to come, or the one behind its `not`. */
function testBegun(
  ways: readonly Expected[],
  index: number,
): { frame: Expected['frame']; not: boolean } | undefined {
  const way = ways.find(({ word, frame }) => word === 'known' && frame.rule === 'Test');
  if (!way) return undefined;
  const not = readAs(way.frame, 'negated').length > 0;
  return way.frame.start === index - (not ? 1 : 0) ? { frame: way.frame, not } : undefined;
}
