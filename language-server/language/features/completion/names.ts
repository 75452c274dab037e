import { CompletionItemKind } from 'vscode-languageserver';
import type { Column, ColumnRole, ValueType } from '../../../policy/model.ts';
import { code } from '../../../policy/words.ts';
import { measuredType, measuredWords } from '../../compile/quantities.ts';
import { asName } from '../../suggestion.ts';
import type { Candidate } from './candidate.ts';
import { ranks } from './candidate.ts';
import { fenced } from './candidate.ts';
import { roleLines } from '../hover/column.ts';
import { wordHover } from '../hover/words.ts';
import type { Place } from './place.ts';
import { visibleOf } from './place.ts';

/** A type in as few words as it is declared in. */
export function typeName(type: ValueType): string {
  switch (type.kind) {
    case 'yesNo':
      return 'yes/no';
    case 'oneOf':
      return `one of ${type.values.join(', ')}`;
    case 'money':
      return `money in ${type.currency}`;
    case 'count':
      return `number of ${type.noun}`;
    case 'time':
      return 'time of day';
    case 'zone':
      return 'time zone';
    default:
      return type.kind;
  }
}

const roleNames: Record<ColumnRole, string> = {
  subject: 'the subject',
  moment: 'the moment',
  clock: 'the clock',
  chosen: 'chosen',
  propensity: 'the propensity',
  outcome: 'an outcome',
};

export function columnCandidate({ name, type, role }: Column, place: Place): Candidate {
  const home = place.data.find(({ columns }) => columns.some((each) => each.name === name));
  const whose = home && home.name !== '' ? `Column of ${code(home.name)}` : 'Column';
  return {
    label: name,
    insert: asName(name),
    kind: CompletionItemKind.Field,
    rank: ranks.name,
    detail: role ? `${typeName(type)}, ${roleNames[role]}` : typeName(type),
    documentation: role ? `${whose}. ${roleLines[role]}` : `${whose}.`,
  };
}

/** The columns that a condition may read here: what was logged or comes later is left out. */
export function readableColumns({ scope }: Place): Column[] {
  const hidden: (ColumnRole | undefined)[] = ['outcome', 'propensity', 'chosen'];
  return [...scope.columns.values()].filter(
    ({ name, role }) => name === scope.choice?.column || !hidden.includes(role),
  );
}

export function outcomeColumns({ scope }: Place): Column[] {
  return [...scope.columns.values()].filter(({ role }) => role === 'outcome');
}

export function nameCandidate(
  name: string,
  detail: string,
  {
    kind = CompletionItemKind.Reference,
    documentation = '',
  }: { kind?: CompletionItemKind; documentation?: string } = {},
): Candidate {
  return {
    label: name,
    insert: asName(name),
    kind,
    rank: ranks.name,
    detail,
    ...(documentation === '' ? {} : { documentation: fenced(documentation) }),
  };
}

export function segmentCandidates(place: Place): Candidate[] {
  return visibleOf(place, 'Segment')
    .filter((segment) => segment !== place.declaration)
    .map((segment) =>
      nameCandidate(segment.name, 'segment', {
        kind: CompletionItemKind.Constant,
        documentation:
          (segment.condition as { $cstNode?: { text: string } } | undefined)?.$cstNode?.text ?? '',
      }),
    );
}

/** Words that the agent brings or that Handoff measures; `only` says which mean something here. */
export function measuredCandidates(
  { scope }: Place,
  only: readonly string[] = measuredWords,
): Candidate[] {
  return only.flatMap((word): Candidate[] => {
    const type = measuredType(word, scope);
    return type ? [wordCandidate(word, typeName(type))] : [];
  });
}

export function clockCandidates({ scope }: Place): Candidate[] {
  const roles = scope.data?.columns.map(({ role }) => role) ?? [];
  if (!roles.includes('moment') || !roles.includes('clock')) return [];
  return ['date', 'weekday', 'month']
    .filter((word) => scope.wordsFirst || !scope.columns.has(word))
    .map((word) => wordCandidate(word, word));
}

export function wordCandidate(word: string, detail: string): Candidate {
  return {
    label: word,
    kind: CompletionItemKind.Variable,
    rank: ranks.name,
    detail,
    documentation: wordHover(word),
  };
}
