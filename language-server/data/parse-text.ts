import type { ValueType } from '../policy/model.ts';
import { literal, literals } from './sql.ts';

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const months = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

/**
 * SQL for what trimmed text that is not empty says, NULL where it says nothing of the type: a
 * DATE, a TIMESTAMPTZ, or the canonical number as a DOUBLE, its bounds not checked yet.
 */
export function parseText(text: string, type: ValueType): string {
  switch (type.kind) {
    case 'yesNo':
      return `CASE WHEN lower(${text}) IN ('1', 'true', 'yes', '1.0') THEN 1.0::DOUBLE WHEN lower(${text}) IN ('0', 'false', 'no', '0.0') THEN 0.0::DOUBLE END`;
    case 'oneOf':
      return oneOf(text, type.values);
    case 'share':
      return `CASE WHEN suffix(${text}, '%') THEN ${decimal(`(${text})[:-2]`)} / 100 ELSE ${decimal(text)} END`;
    case 'time': {
      const pattern = '([01]?[0-9]|2[0-3])(\\.0+|:[0-5][0-9](:00(\\.0+)?)?)?';
      const hour = `TRY_CAST(split_part(${text}, ':', 1) AS DOUBLE)`;
      const minute = `coalesce(TRY_CAST(split_part(${text}, ':', 2) AS DOUBLE), 0)`;
      return `CASE WHEN regexp_full_match(${text}, ${literal(pattern)}) THEN ${hour} * 60 + ${minute} END`;
    }
    case 'date':
      return `CASE WHEN regexp_full_match(${text}, '[0-9]{4}-[0-9]{2}-[0-9]{2}') THEN TRY_CAST(${text} AS DATE) END`;
    case 'timestamp': {
      const pattern =
        '[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]+)?)?(Z|[+-][0-9]{2}(:?[0-9]{2})?)?';
      return `CASE WHEN regexp_full_match(${text}, ${literal(pattern)}) THEN TRY_CAST(${text} AS TIMESTAMPTZ) END`;
    }
    case 'weekday':
      return named(text, weekdays);
    case 'month':
      return named(text, months);
    default:
      return decimal(text);
  }
}

/** DuckDB reads `1_000` as 1000, which no other tool does. */
function decimal(text: string): string {
  return `CASE WHEN NOT contains(${text}, '_') THEN TRY_CAST(${text} AS DOUBLE) END`;
}

/** A cast to an enumeration is a hash lookup; a search through a list would be linear. */
function oneOf(text: string, values: string[]): string {
  const trimmed = values.map((value) => value.trim());
  if (trimmed.length === 0) return 'CAST(NULL AS DOUBLE)';
  if (new Set(trimmed).size < trimmed.length)
    return `CAST(nullif(list_position(${literals(trimmed)}, ${text}), 0) - 1 AS DOUBLE)`;
  return `CAST(enum_code(TRY_CAST(${text} AS ENUM (${trimmed.map(literal).join(', ')}))) AS DOUBLE)`;
}

/** By English name, by its first three letters, or by number from 1. */
function named(text: string, names: string[]): string {
  const accepted = [
    ...names,
    ...names.map((name) => name.slice(0, 3)),
    ...names.map((_, index) => String(index + 1)),
    ...names.map((_, index) => `0${index + 1}`.slice(-2)),
  ];
  const position = `nullif(list_position(${literals(accepted)}, lower(${text})), 0)`;
  return `CAST((${position} - 1) % ${names.length} + 1 AS DOUBLE)`;
}
