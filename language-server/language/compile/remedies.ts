import type { ValueType } from '../../policy/model.ts';
import type { AstNode } from 'langium';
import type { Remedy } from '../problems.ts';
import { daysOf, minutesOf, namedValues } from './canonical.ts';

/** A literal of another type, written as one of the type that is expected. */
export function literalRemedies(node: AstNode, type: ValueType): Remedy[] {
  const literal = node as AstNode & { number?: string; unit?: string; percent?: boolean };
  const text = node.$cstNode?.text ?? '';
  if (node.$type === 'TextLiteral') return unquoted(text.slice(1, -1), type);
  if (node.$type !== 'NumberLiteral' || literal.number === undefined) return [];
  const number = literal.number;
  const bare = literal.unit === undefined && !literal.percent;
  switch (type.kind) {
    case 'money':
      return [{ text: `${number} ${type.currency}`, ...sureIf(bare) }];
    case 'count':
      return [{ text: `${number} ${type.noun}`, ...sureIf(bare) }];
    case 'bits':
      return [{ text: `${number} bits`, ...sureIf(bare) }];
    case 'share':
      return bare ? [shareOf(number)] : [];
    case 'number':
      return bare ? [] : [{ text: number }];
    case 'time':
      return bare && /^\d{1,2}$/.test(number) && Number(number) < 24
        ? [{ text: `${number.padStart(2, '0')}:00` }]
        : [];
    default:
      return [];
  }
}

/** `70` is surely 70%; `0.7` may be 70% or 0.7%. */
export function shareOf(number: string): Remedy {
  const value = Number(number.replaceAll(',', ''));
  if (value >= 1) return { text: `${number}%`, sure: true };
  return { text: `${String(Number((value * 100).toPrecision(12)))}%` };
}

function sureIf(sure: boolean): Pick<Remedy, 'sure'> {
  return sure ? { sure } : {};
}

function unquoted(text: string, type: ValueType): Remedy[] {
  const fits =
    (type.kind === 'date' && daysOf(text) !== undefined) ||
    (type.kind === 'time' && /^\d{1,2}:\d{2}$/.test(text) && minutesOf(text) !== undefined) ||
    (type.kind !== 'oneOf' && (namedValues(type)?.names.includes(text) ?? false));
  return fits ? [{ text, sure: true }] : [];
}

/** The day that was meant, or the last one of its month. */
export function dateRemedies(text: string | undefined): Remedy[] {
  const [, year = '', month = '', day = ''] =
    /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text ?? '') ?? [];
  if (year === '') return [];
  const last = new Date(Date.UTC(Number(year), clamped(month, 1, 12), 0)).getUTCDate();
  const padded = (value: number): string => String(value).padStart(2, '0');
  const near = `${year}-${padded(clamped(month, 1, 12))}-${padded(clamped(day, 1, last))}`;
  const written = `${year}-${padded(Number(month))}-${padded(Number(day))}`;
  return daysOf(near) === undefined ? [] : [{ text: near, ...sureIf(near === written) }];
}

/** The nearest time that a clock shows; 24:00 is the end of a day, and so is 00:00. */
export function timeRemedies(text: string | undefined): Remedy[] {
  const [, hours = '', minutes = ''] = /^(\d{1,2}):(\d{2})$/.exec(text ?? '') ?? [];
  if (hours === '') return [];
  if (Number(hours) === 24 && minutes === '00') return [{ text: '00:00' }];
  const padded = (value: number): string => String(value).padStart(2, '0');
  const hour = clamped(hours, 0, 23);
  const minute = Number(hours) > 23 ? 59 : clamped(minutes, 0, 59);
  return [{ text: `${padded(hour)}:${padded(minute)}` }];
}

function clamped(text: string, low: number, high: number): number {
  return Math.min(high, Math.max(low, Number(text)));
}

/** How many days a unit without a fixed length is taken for. */
const daysIn = new Map([
  ['month', 30],
  ['quarter', 91],
  ['year', 365],
]);

/** A duration in months as one in days, and one of nothing as the shortest there is. */
export function durationRemedies(amount: string | undefined, unit: string): Remedy[] {
  const days = daysIn.get(unit.replace(/s$/, ''));
  const count = Number((amount ?? '').replaceAll(',', ''));
  if (days !== undefined && count > 0)
    return [{ text: `${String(count * days)} days`, whole: true }];
  return [];
}

const currencies = new Map([
  ['euro', 'EUR'],
  ['dollar', 'USD'],
  ['pound', 'GBP'],
  ['yen', 'JPY'],
  ['franc', 'CHF'],
]);

export function currencyRemedies(written: string | undefined): Remedy[] {
  const word = (written ?? '').toLowerCase();
  const code = currencies.get(word) ?? currencies.get(word.replace(/s$/, ''));
  if (code !== undefined) return [{ text: code }];
  return /^[a-z]{3}$/.test(word) ? [{ text: word.toUpperCase() }] : [];
}

/** The nearest value that is on the step and inside the bounds of a type. */
export function nearestValue(value: number, type: ValueType): Remedy[] {
  if (type.kind === 'time') {
    const minutes = (Math.round(value / type.step) * type.step) % 1440;
    const padded = (part: number): string => String(Math.floor(part)).padStart(2, '0');
    return [{ text: `${padded(minutes / 60)}:${padded(minutes % 60)}` }];
  }
  if (type.kind !== 'number' && type.kind !== 'count') return [];
  const whole = type.kind === 'number' && type.whole === true ? Math.round(value) : value;
  const near = Math.min(type.to ?? Infinity, Math.max(type.from ?? -Infinity, whole));
  return near < 0 ? [] : [{ text: String(near) }];
}
