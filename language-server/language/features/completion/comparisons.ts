import { CompletionItemKind } from 'vscode-languageserver';
import type { ValueType } from '../../../policy/model.ts';
import { namedValues } from '../../compile/canonical.ts';
import { takes } from '../../types.ts';
import { asName, asValue } from '../../suggestion.ts';
import type { Candidate } from './candidate.ts';
import { filledIn, inSnippet, ranks } from './candidate.ts';
import type { ValuesOptions } from './values.ts';
import { valuesOf } from './values.ts';
import { visibleOf } from './place.ts';

/** What a quantity of a type can be compared by, as whole phrases that begin with `is`. */
export function comparisonsOf(type: ValueType, options: ValuesOptions): Candidate[] {
  const [first = '${1:5}', second = first] = stops(type, options);
  const other = second.replace('${1', '${2');
  const forms: [label: string, snippet: string][] = [];
  const form = (label: string, snippet = label): void => void forms.push([label, snippet]);
  const named = namedValues(type);
  if (type.kind === 'yesNo') {
    for (const words of ['is yes', 'is no', 'is not yes']) form(words);
  } else if (named) {
    for (const is of ['is', 'is not']) form(`${is} …`, `${is} ${first}`);
    for (const is of ['is', 'is not']) form(`${is} one of …`, `${is} one of ${first}, ${other}`);
  }
  if (takes('order', type.kind)) {
    for (const word of ['above', 'below', 'at least', 'at most']) {
      form(`is ${word} …`, `is ${word} ${first}`);
    }
  }
  if (takes('between', type.kind)) {
    form('is between … and …', `is between ${first} and ${other}`);
  }
  if (takes('is', type.kind) && !named) {
    for (const is of ['is', 'is not']) form(`${is} …`, `${is} ${first}`);
  }
  if (takes('far', type.kind) && isChoice(options)) {
    form('is more than … from usual', `is more than ${distance(type, first)} from usual`);
  }
  if (takes('calendar', type.kind)) {
    for (const { name } of visibleOf(options.place, 'Calendar')) {
      form(`is in ${asName(name)}`, `is in ${inSnippet(asName(name))}`);
    }
  }
  if (takes('words', type.kind)) {
    form('mentions one of …', 'mentions one of "${1:free}", "${2:guarantee}"');
    form('is longer than … characters', 'is longer than ${1:60} characters');
  }
  if (takes('oneOf', type.kind) && !named) form('is one of …', `is one of ${first}, ${other}`);
  form('is known');
  form('is unknown');
  return forms.map(([label, snippet]) => ({
    label,
    insert: filledIn(snippet),
    snippet,
    kind: CompletionItemKind.Operator,
    rank: ranks.form,
    detail: meanings.find(([lead]) => snippet.startsWith(lead))?.[1],
  }));
}

/** What follows `is`, or `is not`: the same phrases without their beginning. */
export function afterIs(candidates: readonly Candidate[], { not }: { not: boolean }): Candidate[] {
  return candidates.flatMap((candidate): Candidate[] => {
    const { label, snippet = label } = candidate;
    const isDenied = snippet.startsWith('is not ');
    if (!snippet.startsWith('is ') || (not && isDenied)) return [];
    const rest = snippet.slice('is '.length);
    // Values by themselves are offered one by one.
    if (/^(?:not )?(?:["$]|yes$|no$)/.test(rest)) return [];
    return [
      { ...candidate, label: label.slice('is '.length), insert: filledIn(rest), snippet: rest },
    ];
  });
}

const meanings: [form: string, meaning: string][] = [
  ['is between', 'both ends included; times of day without their end'],
  ['is more than', 'away from what people would choose'],
  ['is one of', 'any of several'],
  ['is not one of', 'none of several'],
  ['is unknown', 'the value is missing'],
  ['is known', 'the value is there'],
  ['is in', 'a date of the calendar'],
  ['mentions', 'whole words, in any case'],
];

function isChoice({ place, column }: ValuesOptions): boolean {
  return column !== undefined && column === place.scope.choice?.column;
}

/** The first values of a type as tab stops; a list to pick from where there are several names. */
function stops(type: ValueType, options: ValuesOptions): string[] {
  const named = namedValues(type);
  if (named) {
    const values = named.names.map(asValue);
    const plain = values.every((value) => !/[,|\\$}]/.test(value));
    const list = (from: number): string => {
      const rotated = [...values.slice(from), ...values.slice(0, from)];
      return plain && values.length > 1
        ? `\${1|${rotated.join(',')}|}`
        : `\${1:${inSnippet(rotated[0] ?? '')}}`;
    };
    return [list(0), list(Math.min(1, values.length - 1))];
  }
  if (type.kind === 'time') return ['${1:21:00}', '${1:07:00}'];
  if (type.kind === 'date') return ['${1:2026-01-01}', '${1:2026-12-31}'];
  const values = valuesOf(type, options).map(({ snippet, label }) => snippet ?? inSnippet(label));
  return values.length > 0 ? [values[0] ?? '', values[0] ?? ''] : ['${1:…}'];
}

function distance(type: ValueType, first: string): string {
  if (type.kind === 'time' || type.kind === 'timestamp') return '${1:3} hours';
  return type.kind === 'date' ? '${1:3} days' : first;
}
