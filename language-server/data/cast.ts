import type { ValueType } from '../policy/model.ts';
import { parseText } from './parse-text.ts';
import { double } from './sql.ts';
import { isCoded, storageOf } from './storage.ts';

/** How DuckDB holds a column of the file: everything in a text file is text. */
export type Stored = 'text' | 'number' | 'boolean' | 'date' | 'timestamp' | 'time';

export function storedAs(duckdbType: string): Stored {
  if (/^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|FLOAT|DOUBLE|DECIMAL\(.*\))$/.test(duckdbType))
    return 'number';
  if (duckdbType === 'BOOLEAN') return 'boolean';
  if (duckdbType === 'DATE') return 'date';
  if (/^TIMESTAMP/.test(duckdbType)) return 'timestamp';
  if (/^TIME(_NS)?$/.test(duckdbType)) return 'time';
  return 'text';
}

/** SQL for a cell in three steps, so that no step computes the one before it twice. */
export interface Cast {
  /** From the cell: trimmed text, NULL where it is empty. */
  text: string;
  /** From the cell and `text`: what it says, NULL where that is nothing of its type. */
  parsed: string;
  /**
   * From all three: the cell as it is stored (see storage.ts), NULL where it is empty and the
   * `bad` value where it does not fit. For text, identifiers and zones the text itself, or NULL.
   */
  value: string;
}

/** The arguments name the SQL columns: the cell itself, and those that hold the first two steps. */
export function castCell(
  names: { cell: string; text: string; parsed: string },
  stored: Stored,
  type: ValueType,
): Cast {
  const { cell, text, parsed } = names;
  if (isCoded(type)) {
    const verbatim = type.kind === 'text' && stored === 'text';
    const value = verbatim ? `CASE WHEN ${text} IS NOT NULL THEN ${cell} END` : text;
    return { text: cellText(cell), parsed: 'NULL', value };
  }
  const asText = stored === 'text' || type.kind === 'oneOf';
  const present = asText
    ? `${text} IS NOT NULL`
    : stored === 'number'
      ? // Some writers have no other way than NaN to leave a number empty.
        `NOT isnan(CAST(${cell} AS DOUBLE))`
      : `${cell} IS NOT NULL`;
  const { sql, bad } = storageOf(type);
  return {
    text: asText ? cellText(cell) : 'NULL',
    parsed: asText
      ? parseText(text, type)
      : (parseNative(cell, stored, type) ?? `CAST(NULL AS ${parsedAs(type)})`),
    value: `CASE WHEN ${present} THEN coalesce(CAST(${canonical(parsed, type)} AS ${sql}), ${bad}) END`,
  };
}

/** SQL for the trimmed text of a column, NULL where the cell is empty. */
export function cellText(cell: string): string {
  return `nullif(trim(CAST(${cell} AS VARCHAR)), '')`;
}

/** Like `parseText`, for a value that is not text (Parquet); undefined where the types differ. */
function parseNative(cell: string, stored: Stored, type: ValueType): string | undefined {
  const number = `CAST(${cell} AS DOUBLE)`;
  if (type.kind === 'timestamp' || type.kind === 'date') {
    if (stored === type.kind) return type.kind === 'date' ? cell : `CAST(${cell} AS TIMESTAMPTZ)`;
    // Some writers keep a date as the midnight that it starts with.
    return stored === 'timestamp'
      ? `CASE WHEN CAST(${cell} AS TIMESTAMP) = date_trunc('day', CAST(${cell} AS TIMESTAMP)) THEN CAST(${cell} AS DATE) END`
      : undefined;
  }
  if (type.kind === 'time') {
    if (stored === 'time') return `CAST(epoch_us(CAST(${cell} AS TIME)) AS DOUBLE) / 60000000`;
    return stored === 'number'
      ? `CASE WHEN ${number} BETWEEN 0 AND 23 AND ${number} = trunc(${number}) THEN ${number} * 60 END`
      : undefined;
  }
  return stored === 'number' || (stored === 'boolean' && type.kind === 'yesNo')
    ? number
    : undefined;
}

function parsedAs(type: ValueType): string {
  if (type.kind === 'date') return 'DATE';
  return type.kind === 'timestamp' ? 'TIMESTAMPTZ' : 'DOUBLE';
}

/** SQL for the canonical number of what was parsed, NULL where it is out of bounds. */
function canonical(parsed: string, type: ValueType): string {
  const tests = [`isfinite(${parsed})`];
  // A year of more than four digits, which Parquet can hold, is no date that text could say.
  if (type.kind === 'date')
    return `CASE WHEN ${parsed} >= DATE '0001-01-01' AND ${parsed} < DATE '10000-01-01' THEN ${parsed} - DATE '1970-01-01' END`;
  if (type.kind === 'timestamp')
    return `CASE WHEN ${parsed} >= TIMESTAMPTZ '0001-01-01 00:00:00+00' AND ${parsed} < TIMESTAMPTZ '10000-01-01 00:00:00+00' THEN floor(epoch_us(${parsed}) / 1000.0) END`;
  const whole = () => tests.push(`${parsed} = trunc(${parsed})`);
  const between = (from: number | undefined, to: number | undefined) => {
    if (from !== undefined) tests.push(`${parsed} >= ${double(from)}`);
    if (to !== undefined) tests.push(`${parsed} <= ${double(to)}`);
  };
  if (type.kind === 'share') between(0, 1);
  if (type.kind === 'yesNo') tests.push(`${parsed} IN (0, 1)`);
  if (type.kind === 'weekday') between(1, 7);
  if (type.kind === 'month') between(1, 12);
  if (type.kind === 'weekday' || type.kind === 'month') whole();
  if (type.kind === 'number' || type.kind === 'count') between(type.from, type.to);
  if (type.kind === 'number' && type.whole === true) whole();
  if (type.kind === 'time') tests.push(`${parsed} % ${double(type.step)} = 0`);
  return `CASE WHEN ${tests.join(' AND ')} THEN ${parsed} END`;
}
