import type { IToken } from 'chevrotain';
import type { LangiumParser } from 'langium';
import { CompletionItemKind } from 'vscode-languageserver';
import type { ValueType } from '../../../policy/model.ts';
import { stages } from '../../../policy/model.ts';
import { measuredType, quantityOf } from '../../compile/quantities.ts';
import type { Expression } from '../../generated/ast.ts';
import { sameType } from '../../types.ts';
import type { Candidate } from './candidate.ts';
import { ranks } from './candidate.ts';
import {
  clockCandidates,
  columnCandidate,
  measuredCandidates,
  readableColumns,
  segmentCandidates,
  wordCandidate,
} from './names.ts';
import type { Place } from './place.ts';
import type { Frame } from './walk.ts';
import { readAs, stackOf } from './walk.ts';

/** What stands on the left of a comparison. */
export interface Subject {
  type: ValueType;
  /** Its column, where it is one. */
  column: string | undefined;
}

export interface Reading {
  place: Place;
  /** The words before the cursor, from the rule at hand on. */
  tokens: readonly IToken[];
  parser: LangiumParser;
}

/** What the comparison is about whose left side these words are; undefined where it is no quantity. */
export function subjectOf(
  words: readonly IToken[],
  { place, parser }: Reading,
): Subject | undefined {
  const text = words.map(({ image }) => image).join(' ');
  if (text === '') return undefined;
  const parsed = parser.parse<Expression>(text, { rule: 'Comparison' });
  if (parsed.parserErrors.length > 0) return undefined;
  const { type } = quantityOf(parsed.value, place.scope) ?? {};
  if (!type) return undefined;
  return { type, column: parsed.value.$type === 'NameRef' ? parsed.value.name : undefined };
}

/** The side of a comparison that is being written, and what it is compared with. */
export type Side = { kind: 'left' } | { kind: 'right'; subject: Subject | undefined };

/** Undefined outside of conditions and values. */
export function sideOf(frame: Frame, reading: Reading): Side | undefined {
  const { place, tokens } = reading;
  const { scope } = place;
  for (const each of stackOf(frame)) {
    if (each.rule === 'Test') {
      const left = each.parent?.start ?? 0;
      return { kind: 'right', subject: subjectOf(tokens.slice(left, each.start - 1), reading) };
    }
    if (each.rule === 'Comparison') return { kind: 'left' };
    if (['Usually', 'ChoiceMade', 'Expectation', 'Option'].includes(each.type)) {
      const column = scope.choice?.column;
      const subject = scope.choice && { type: scope.choice.type, column };
      return { kind: 'right', subject };
    }
    if (each.type === 'Fact') {
      const [name = ''] = readAs(each, 'name');
      return { kind: 'right', subject: factSubject(name, place) };
    }
    if (each.type === 'Guard') {
      return { kind: 'right', subject: { type: { kind: 'share' }, column: undefined } };
    }
  }
  return undefined;
}

function factSubject(written: string, { scope }: Place): Subject | undefined {
  const name = written.replaceAll('`', '');
  const column = scope.columns.get(name);
  if (column) return { type: column.type, column: name };
  if (name === 'stage') {
    return { type: { kind: 'oneOf', values: [...stages] }, column: undefined };
  }
  const type = measuredType(name, scope);
  return type && { type, column: undefined };
}

/** What a condition can be about: columns, segments, and the words that mean something here. */
export function leftOperands(frame: Frame, place: Place): Candidate[] {
  const rules = stackOf(frame).map(({ type }) => type);
  if (rules.includes('SurprisingRule')) return measuredCandidates(place, ['surprise']);
  if (rules.includes('SoundRule')) return measuredCandidates(place, ['evidence']);
  if (rules.some((rule) => rule === 'Becomes' || rule === 'Returns')) {
    return measuredCandidates(place, ['agreement']);
  }
  const { scope } = place;
  const choice = scope.choice?.column;
  const columns = readableColumns(place).filter(
    ({ name }) => !rules.includes('Option') || name !== choice,
  );
  const isUsed = (role: string | undefined): boolean =>
    role === 'subject' || role === 'moment' || role === 'clock';
  const likely = columns.filter(({ role }) => !isUsed(role));
  const unlikely = columns.filter(({ role }) => isUsed(role));
  const hasMoment = scope.data?.columns.some(({ role }) => role === 'moment') === true;
  return [
    ...likely
      .sort((left, right) => Number(right.name === choice) - Number(left.name === choice))
      .map((column) => columnCandidate(column, place)),
    ...segmentCandidates(place),
    ...measuredCandidates(place),
    ...clockCandidates(place),
    ...(hasMoment ? histories(place) : []),
    ...unlikely.map((column) => columnCandidate(column, place)),
  ];
}

function histories({ scope }: Place): Candidate[] {
  const { singular = 'row', plural = 'rows' } = scope.data ?? {};
  const history = (label: string, snippet: string, detail: string): Candidate => ({
    label,
    insert: label,
    snippet,
    kind: CompletionItemKind.Function,
    rank: ranks.name,
    detail,
  });
  return [
    history(
      `count of ${plural} in the last 7 days`,
      `count of ${plural} in the last \${1:7} days`,
      'sent to the subject, this decision not counted',
    ),
    history(
      `time since the last ${singular}`,
      `time since the last ${singular}`,
      'between the moment of effect and the nearest one',
    ),
  ];
}

/** Names that the left side can be compared with, behind its values. */
export function rightOperands(subject: Subject | undefined, place: Place): Candidate[] {
  const { scope } = place;
  const columns = readableColumns(place).filter(
    ({ name, type }) => subject && name !== subject.column && sameType(type, subject.type),
  );
  const isChoice = subject?.column !== undefined && subject.column === scope.choice?.column;
  const measured = measuredCandidates(place).filter(({ label }) => {
    const type = measuredType(label, scope);
    return subject && type && sameType(type, subject.type) && label !== subject.column;
  });
  return [
    ...(isChoice && scope.usual !== undefined ? [wordCandidate('usual', place.usual ?? '')] : []),
    ...columns.map((column) => columnCandidate(column, place)),
    ...measured,
  ];
}
