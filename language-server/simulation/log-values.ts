import { DAY } from '../policy/clock.ts';
import type { Policy, Value, ValueType } from '../policy/model.ts';

export type LogValue = string | number | boolean | null;

/**
 * A canonical value as the log writes it: names and ISO forms where the type has them (`active`,
 * `yes`, `07:00`, `2026-02-03`), else the number in its own unit, to its last digit: judged once more
 * it must come out the same. Infinity, which JSON lacks, is
 * the word.
 */
export function logValue(value: Value, type: ValueType | undefined): LogValue {
  if (typeof value === 'string' || type === undefined) return finite(value);
  return formOf(value, type) ?? finite(value);
}

/** Undefined where the number is none of the values that the type has a form for. */
function formOf(value: number, type: ValueType): string | undefined {
  if (!Number.isInteger(value)) return undefined;
  switch (type.kind) {
    case 'yesNo':
      return ['no', 'yes'][value];
    case 'oneOf':
      return type.values[value];
    case 'time':
      return value >= 0 && value < MINUTES_OF_DAY
        ? `${two(Math.floor(value / 60))}:${two(value % 60)}`
        : undefined;
    case 'date':
      return Math.abs(value * DAY) <= farthest
        ? new Date(value * DAY).toISOString().replace(/T.*/, '')
        : undefined;
    case 'timestamp':
      return Math.abs(value) <= farthest ? new Date(value).toISOString() : undefined;
    case 'weekday':
      return weekdays[value - 1];
    case 'month':
      return months[value - 1];
    default:
      return undefined;
  }
}

const MINUTES_OF_DAY = 1440;

/**
 * The canonical value that the log wrote so; undefined where it says that it was not known, or
 * where it is no value of the type, as in a log of another policy.
 */
export function valueFromLog(value: LogValue, type: ValueType | undefined): Value | undefined {
  if (value === null || typeof value === 'boolean') return undefined;
  if (type?.kind === 'text' || type?.kind === 'identifier' || type?.kind === 'zone') {
    return String(value);
  }
  // What has a form is never written as a number: in a log of another policy it may be one.
  if (typeof value === 'number') return type && formOf(value, type) ? undefined : value;
  if (value === 'Infinity') return Infinity;
  switch (type?.kind) {
    case 'yesNo':
      return found(['no', 'yes'].indexOf(value));
    case 'oneOf':
      return found(type.values.indexOf(value));
    case 'time':
      return minutesOf(value);
    case 'date':
      return known(new Date(`${value}T00:00:00Z`).valueOf() / DAY);
    case 'timestamp':
      return known(new Date(value).valueOf());
    case 'weekday':
      return found(weekdays.indexOf(value), 1);
    case 'month':
      return found(months.indexOf(value), 1);
    default:
      return undefined;
  }
}

function found(index: number, first = 0): number | undefined {
  return index < 0 ? undefined : index + first;
}

function known(value: number): number | undefined {
  return Number.isNaN(value) ? undefined : value;
}

function minutesOf(text: string): number | undefined {
  const [, hours, minutes] = /^(\d\d):(\d\d)$/.exec(text) ?? [];
  return hours === undefined ? undefined : Number(hours) * 60 + Number(minutes);
}

/** The type of a value in the ledger by the name that it goes by there. */
export function typeOfName(name: string, policy: Policy): ValueType | undefined {
  if (name === policy.choice.column) return policy.choice.type;
  const column = policy.data.columns.find((each) => each.name === name);
  if (column) return column.type;
  if (name === 'date' || name === 'weekday' || name === 'month') return { kind: name };
  return undefined;
}

/** The moments that have an ISO form, in milliseconds on either side of 1970. */
const farthest = 8.64e15;

export const weekdays = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
];
export const months =
  'January February March April May June July August September October November December'.split(
    ' ',
  );

function finite(value: Value): LogValue {
  if (typeof value === 'string') return value;
  return Number.isFinite(value) ? value : 'Infinity';
}

function two(part: number): string {
  return String(part).padStart(2, '0');
}
