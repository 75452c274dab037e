import { DAY } from '../policy/clock.ts';
import type { Policy, Value, ValueType } from '../policy/model.ts';

export type LogValue = string | number | boolean | null;

/**
 * A canonical value as the log writes it: names and ISO forms where the type has them (`active`,
 * `yes`, `07:00`, `2026-02-03`), else the number in its own unit. Infinity, which JSON lacks, is
 * the word.
 */
export function logValue(value: Value, type: ValueType | undefined): LogValue {
  if (typeof value === 'string' || type === undefined) return finite(value);
  switch (type.kind) {
    case 'yesNo':
      return value === 1 ? 'yes' : 'no';
    case 'oneOf':
      return type.values[value] ?? value;
    case 'time':
      return `${two(Math.floor(value / 60))}:${two(value % 60)}`;
    case 'date':
      return Math.abs(value * DAY) <= farthest
        ? new Date(value * DAY).toISOString().replace(/T.*/, '')
        : finite(value);
    case 'timestamp':
      return Math.abs(value) <= farthest ? new Date(value).toISOString() : finite(value);
    case 'weekday':
      return weekdays[value - 1] ?? value;
    case 'month':
      return months[value - 1] ?? value;
    default:
      return finite(value);
  }
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
  return Number.isFinite(value) ? Number(value.toPrecision(12)) : 'Infinity';
}

function two(part: number): string {
  return String(part).padStart(2, '0');
}
