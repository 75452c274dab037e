import { CompletionItemKind } from 'vscode-languageserver';
import type { ValueType } from '../../../policy/model.ts';
import { namedValues } from '../../compile/canonical.ts';
import type { Profiles } from '../profiles.ts';
import { asValue } from '../../suggestion.ts';
import type { Candidate } from './candidate.ts';
import { inSnippet, ranks } from './candidate.ts';
import type { Place } from './place.ts';

export interface ValuesOptions {
  place: Place;
  /** The column that the value is compared with, for what its data file holds. */
  column?: string | undefined;
  profiles?: Profiles | undefined;
}

/** What can be written for a value of a type, the most likely first. */
export function valuesOf(type: ValueType, options: ValuesOptions): Candidate[] {
  const value = (label: string, more: Partial<Candidate> = {}): Candidate => ({
    label,
    kind: CompletionItemKind.Value,
    rank: ranks.value,
    ...more,
  });
  const amount = (number: string, unit: string): Candidate =>
    value(`${number} ${unit}`, { snippet: `\${1:${number}} ${inSnippet(unit)}` });
  switch (type.kind) {
    case 'yesNo':
      return ['yes', 'no'].map((name, index) =>
        value(name, { detail: countOf(1 - index, options) }),
      );
    case 'oneOf':
      return type.values.map((name, index) =>
        value(name, {
          kind: CompletionItemKind.EnumMember,
          insert: asValue(name),
          detail: countOf(index, options),
        }),
      );
    case 'weekday':
    case 'month':
      return (namedValues(type)?.names ?? []).map((name, index) =>
        value(name, {
          kind: CompletionItemKind.EnumMember,
          detail: countOf(index + 1, options),
        }),
      );
    case 'time':
      return timesOf(type.step, options).map((time) => value(time));
    case 'money':
      return [amount(middle(options) ?? '100', type.currency)];
    case 'count':
      return [amount(middle(options) ?? '5', type.noun)];
    case 'number':
      return numbersOf(type).map((number) => value(number, { snippet: `\${1:${number}}` }));
    case 'share':
      return [value('70%', { snippet: '${1:70}%' })];
    case 'bits':
      return [amount('3', 'bits')];
    case 'duration':
      return [amount('4', 'hours'), amount('7', 'days'), amount('2', 'weeks')];
    case 'date':
      return [value('2026-01-01', { snippet: '${1:2026-01-01}' })];
    case 'zone':
    case 'text':
    case 'identifier':
      return texts(type.kind === 'zone' ? 'Europe/Berlin' : 'text', options).map(
        ({ text, detail }) =>
          value(writtenText(text), { snippet: `"\${1:${inSnippet(text)}}"`, detail }),
      );
    case 'timestamp':
      return [];
  }
}

function writtenText(text: string): string {
  return `"${text.replace(/["\\]/g, String.raw`\$&`)}"`;
}

function profileOf({ place, column, profiles }: ValuesOptions) {
  if (column === undefined || !profiles) return undefined;
  for (const data of place.data) {
    const profile = profiles.of(data, column);
    if (profile) return profile;
  }
  return undefined;
}

/** How often a value occurs in the data file, in words. */
function countOf(value: number, options: ValuesOptions): string | undefined {
  const profile = profileOf(options);
  const count = profile?.top?.find((each) => each.value === value)?.count;
  if (!profile || count === undefined) return undefined;
  return `${grouped(count)} of ${grouped(profile.rows)} rows`;
}

function middle(options: ValuesOptions): string | undefined {
  const range = profileOf(options)?.range;
  return range && grouped(Math.round(range.median));
}

function texts(example: string, options: ValuesOptions): { text: string; detail?: string }[] {
  const profile = profileOf(options);
  const known = (profile?.top ?? []).flatMap(({ value, count }) =>
    typeof value === 'string'
      ? [{ text: value, detail: `${grouped(count)} of ${grouped(profile?.rows ?? 0)} rows` }]
      : [],
  );
  return known.length > 0 ? known : [{ text: example }];
}

function grouped(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** The usual time first, then the day round on the column's step, or by the hour. */
function timesOf(step: number, { place }: ValuesOptions): string[] {
  const every = Math.max(step, 60);
  const times = Array.from({ length: Math.ceil(1440 / every) }, (_, index) => {
    const minutes = index * every;
    const two = (part: number): string => String(part).padStart(2, '0');
    return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
  });
  const { usual } = place;
  return usual !== undefined && /^\d+:\d+$/.test(usual)
    ? [usual, ...times.filter((time) => time !== usual)]
    : times;
}

function numbersOf(type: Extract<ValueType, { kind: 'number' }>): string[] {
  const { from, to } = type;
  if (!type.whole || from === undefined || to === undefined || to - from > 20) return ['5'];
  return Array.from({ length: to - from + 1 }, (_, index) => String(from + index));
}
