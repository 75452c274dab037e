import { DAY } from '../../policy/clock.ts';
import type { ValueType } from '../../policy/model.ts';

/** Days since 1970-01-01; undefined where the calendar has no such day. */
export function daysOf(text: string | undefined): number | undefined {
  // After error recovery any property may be missing.
  if (text === undefined) return undefined;
  const [year = 0, month = 0, date = 0] = text.split('-').map(Number);
  const moment = Date.UTC(year, month - 1, date);
  const back = new Date(moment);
  const exists =
    text.length === 10 && back.getUTCMonth() === month - 1 && back.getUTCDate() === date;
  return exists ? moment / DAY : undefined;
}

/** Minutes after midnight; undefined where the clock has no such time. */
export function minutesOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const [hours = 0, minutes = 0] = text.split(':').map(Number);
  return hours < 24 && minutes < 60 ? hours * 60 + minutes : undefined;
}

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const months = `January February March April May June July August September October November December`;

/** The names that a type gives its values, in the order of their canonical numbers. */
export function namedValues(type: ValueType): { names: string[]; first: number } | undefined {
  switch (type.kind) {
    case 'yesNo':
      return { names: ['no', 'yes'], first: 0 };
    case 'weekday':
      return { names: weekdays, first: 1 };
    case 'month':
      return { names: months.split(' '), first: 1 };
    case 'oneOf':
      return { names: type.values, first: 0 };
    default:
      return undefined;
  }
}

/** The canonical number of a value by its name; undefined where the type has no such value. */
export function valueNamed(name: string, type: ValueType): number | undefined {
  const named = namedValues(type);
  const index = named?.names.indexOf(name) ?? -1;
  return named && index >= 0 ? index + named.first : undefined;
}
