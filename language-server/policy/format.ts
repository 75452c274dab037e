import type { Value, ValueType } from './model.ts';

/** What a row is called, so that one email is not `1 emails`. */
export interface Nouns {
  singular: string;
  plural: string;
}

/**
 * A canonical value as a person reads it: 07:00, 2,000 EUR, 70%, active, yes, 2026-02-03, Friday.
 * Without a type numbers are plain. The same on every machine: no locale has a say.
 */
export function formatValue(
  value: Value | undefined,
  type: ValueType | undefined,
  nouns?: Nouns,
): string {
  if (value === undefined || Number.isNaN(value)) return 'unknown';
  if (typeof value === 'string') return value;
  switch (type?.kind) {
    case 'yesNo':
      return value === 0 ? 'no' : 'yes';
    case 'count':
      return `${formatNumber(value)} ${nounFor(value, type.noun, nouns)}`;
    case 'money':
      return `${formatNumber(value)} ${type.currency}`;
    case 'share':
      return formatShare(value);
    case 'bits':
      return `${formatNumber(value)} ${value === 1 ? 'bit' : 'bits'}`;
    case 'duration':
      return formatDuration(value);
    case 'time':
      return formatTime(value);
    case 'date':
      return isoParts(value * DAY)?.date ?? formatNumber(value);
    case 'timestamp':
      return formatMoment(value);
    case 'weekday':
      return weekdays[value - 1] ?? formatNumber(value);
    case 'month':
      return months[value - 1] ?? formatNumber(value);
    case 'oneOf':
      return type.values[value] ?? formatNumber(value);
    default:
      return formatNumber(value);
  }
}

/** Digits in groups of three, at most 12 significant ones: 2,000 and 0.1, never 0.30000000000000004. */
export function formatNumber(value: number): string {
  const text = String(Number(value.toPrecision(12)));
  const [, sign = '', whole = '', rest = ''] = /^(-?)(\d+)((?:\.\d+)?)$/.exec(text) ?? [];
  return whole === '' ? text : sign + whole.replace(/\B(?=(?:\d{3})+$)/g, ',') + rest;
}

/** 0.005 is 0.5%. */
export function formatShare(share: number): string {
  return `${formatNumber(share * 100)}%`;
}

/**
 * In the largest unit that divides it, weeks as days: `7 days`, `90 minutes`. What no unit
 * divides well is given in its two largest, rounded: `3 days 4 hours`. Infinity is `never`.
 */
export function formatDuration(milliseconds: number): string {
  if (!Number.isFinite(milliseconds)) return 'never';
  if (milliseconds < 0) return `-${formatDuration(-milliseconds)}`;
  const exact = units.find(({ length }) => milliseconds % length === 0);
  if (exact && milliseconds / exact.length <= exact.mostAlone) {
    return counted(milliseconds / exact.length, exact.name);
  }
  const at = units.findIndex(({ length }) => milliseconds >= length);
  const large = units[at];
  const small = units[at + 1];
  if (!large || !small) return `${formatNumber(milliseconds)} milliseconds`;
  const smalls = Math.round(milliseconds / small.length);
  const perLarge = large.length / small.length;
  const rest = smalls % perLarge;
  const start = counted(Math.floor(smalls / perLarge), large.name);
  return rest === 0 ? start : `${start} ${counted(rest, small.name)}`;
}

/** Milliseconds since 1970-01-01T00:00Z as `2026-02-03 09:00 UTC`. */
export function formatMoment(milliseconds: number): string {
  const parts = isoParts(milliseconds);
  return parts ? `${parts.date} ${parts.time} UTC` : formatNumber(milliseconds);
}

/** `1 day`, `7 days`. */
export function counted(count: number, singular: string, plural = `${singular}s`): string {
  return `${formatNumber(count)} ${count === 1 ? singular : plural}`;
}

const DAY = 86_400_000;
/** `mostAlone`: how many of it a person still reads at a glance. */
const units = [
  { name: 'day', length: DAY, mostAlone: Infinity },
  { name: 'hour', length: 3_600_000, mostAlone: 96 },
  { name: 'minute', length: 60_000, mostAlone: 120 },
  { name: 'second', length: 1000, mostAlone: 120 },
];
const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const months =
  'January February March April May June July August September October November December'.split(
    ' ',
  );

function nounFor(value: number, noun: string, nouns: Nouns | undefined): string {
  return value === 1 && nouns?.plural === noun ? nouns.singular : noun;
}

/** Minutes after midnight; seconds, which only data can bring, are left out. */
function formatTime(minutes: number): string {
  const whole = Math.floor(minutes);
  return `${twoDigits(Math.floor(whole / 60))}:${twoDigits(whole % 60)}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

/** Undefined outside of the years that JavaScript knows. */
function isoParts(milliseconds: number): { date: string; time: string } | undefined {
  if (!(Math.abs(milliseconds) <= 8.64e15)) return undefined;
  const [date = '', time = ''] = new Date(milliseconds).toISOString().split('T');
  return { date, time: time.slice(0, 5) };
}
