import { formatNumber } from '../policy/format.ts';
import type { ValueType } from '../policy/model.ts';
import { cellText } from './cast.ts';
import type { Database } from './database.ts';
import { isBad } from './table.ts';
import type { Table } from './table.ts';
import type { TableColumn } from './storage.ts';
import { excerpt } from './types.ts';
import type { ColumnProblem } from './types.ts';

/** Counts what is unknown and why, column by column, so that nothing is dropped silently. */
export async function describeTable(
  database: Database,
  table: Table,
): Promise<{ rows: number; problems: ColumnProblem[] }> {
  const counts = table.columns.flatMap((column) =>
    [`data.${column.key} IS NULL`, isBad(column)].flatMap((test) => [
      `count(*) FILTER (WHERE ${test})`,
      `min(r) FILTER (WHERE ${test})`,
    ]),
  );
  const [row = []] = await database.rows(`SELECT ${['count(*)', ...counts].join(', ')} FROM data`);
  const problems: ColumnProblem[] = [];
  for (const [at, column] of table.columns.entries()) {
    const [empty, firstEmpty, bad, firstBad] = row.slice(1 + 4 * at, 5 + 4 * at).map(Number);
    if (bad! > 0) problems.push(await badProblem(database, table, column, bad!, firstBad!));
    if (empty! > 0) problems.push(emptyProblem(column, empty!, firstEmpty!));
  }
  return { rows: Number(row[0]), problems };
}

async function badProblem(
  database: Database,
  table: Table,
  { column, raw, index }: TableColumn,
  count: number,
  row: number,
): Promise<ColumnProblem> {
  const text = cellText(raw);
  const [[cell] = []] = await database.rows(
    `SELECT left(${text}, 200) FROM (${table.relation.select({ columns: [index], numbered: true })}) WHERE r = ${row}`,
  );
  const example = excerpt(String(cell));
  return {
    code: 'HD120',
    column: column.name,
    count,
    row,
    example,
    message: `${column.name}: ${cells(count)} unknown, not ${expected(column.type)}; the first is "${example}" in row ${row}`,
  };
}

function emptyProblem({ column }: TableColumn, count: number, row: number): ColumnProblem {
  return {
    code: 'HD121',
    column: column.name,
    count,
    row,
    message: `${column.name}: ${cells(count)} empty; the first is in row ${row}`,
  };
}

function cells(count: number): string {
  return count === 1 ? '1 cell is' : `${formatNumber(count)} cells are`;
}

function expected(type: ValueType): string {
  switch (type.kind) {
    case 'yesNo':
      return 'yes or no, true or false, 1 or 0';
    case 'share':
      return 'a share such as 0.05 or 5%';
    case 'time':
      return type.step === 60
        ? 'a full hour such as 09:00 or 9'
        : type.step === 1
          ? 'a time of day such as 09:30'
          : `a time of day in steps of ${type.step} minutes`;
    case 'date':
      return 'a date such as 2026-01-31';
    case 'timestamp':
      return 'a timestamp such as 2026-01-31T09:00:00Z';
    case 'weekday':
      return 'a weekday such as Monday or 1';
    case 'month':
      return 'a month such as June or 6';
    case 'oneOf':
      return `one of ${excerpt(type.values.join(', '))}`;
    case 'zone':
      return 'a time zone such as Europe/Berlin';
    case 'number':
    case 'count': {
      const what = type.kind === 'number' && type.whole === true ? 'a whole number' : 'a number';
      const from = type.from === undefined ? '' : ` from ${type.from}`;
      return `${what}${from}${type.to === undefined ? '' : ` to ${type.to}`}`;
    }
    default:
      return 'a number such as 12.50';
  }
}
