import type { Column, ValueType } from '../policy/model.ts';
import { notANumber } from './sql.ts';

/** How a column is kept in the database. NULL is an empty cell, `bad` one that does not fit. */
export interface Storage {
  sql: string;
  bad: string;
}

/**
 * Canonical numbers are whole for most types, and small: kept so, five million rows sort in
 * memory where doubles would spill to the disk.
 */
export function storageOf(type: ValueType): Storage {
  switch (type.kind) {
    case 'yesNo':
    case 'weekday':
    case 'month':
      return { sql: 'TINYINT', bad: '-1' };
    case 'time':
      return { sql: 'SMALLINT', bad: '-1' };
    case 'oneOf':
      return { sql: type.values.length < 128 ? 'TINYINT' : 'INTEGER', bad: '-1' };
    case 'text':
    case 'identifier':
    case 'zone':
      return { sql: 'INTEGER', bad: '-1' };
    case 'date':
      return { sql: 'INTEGER', bad: '-2147483648' };
    case 'timestamp':
      return { sql: 'BIGINT', bad: '-9223372036854775808' };
    default:
      return { sql: 'DOUBLE', bad: notANumber };
  }
}

/** Text, identifiers and zones are kept as codes into the sorted list of their values. */
export function isCoded(type: ValueType): boolean {
  return type.kind === 'text' || type.kind === 'identifier' || type.kind === 'zone';
}

/** A column of the SQL table `data`. */
export interface TableColumn {
  column: Column;
  /** Its name in `data`. */
  key: string;
  /** The same cell as the file has it, in `relation`. */
  raw: string;
  index: number;
}
