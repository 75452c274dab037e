import type { DataSource } from '../policy/model.ts';
import { castCell } from './cast.ts';
import type { Database } from './database.ts';
import type { Located } from './locate.ts';
import { matchColumns } from './match-columns.ts';
import { preparePropensity } from './propensity.ts';
import { openRelation } from './relation.ts';
import type { Relation } from './relation.ts';
import { isCoded, storageOf } from './storage.ts';
import type { TableColumn } from './storage.ts';
import { DataError } from './types.ts';
import { createWords } from './words.ts';

/**
 * The file as the SQL table `data`, in the order that batches have: `r`, the row of the file
 * from 1, the columns as they are stored, and `p`, the propensity, where something is known of it.
 */
export interface Table {
  columns: TableColumn[];
  relation: Relation;
  undeclared: string[];
  hasPropensity: boolean;
}

/** Loads the columns named. Throws `DataError`, and DuckDB's own errors, which `readError` words. */
export async function loadTable(options: {
  source: DataSource;
  file: Located;
  database: Database;
  needed: ReadonlySet<string>;
}): Promise<Table> {
  const { source, file, database, needed } = options;
  const relation = await openRelation(source, file, database);
  const matched = matchColumns(source, file, relation.names);
  const columns = matched.columns
    .filter(({ column }) => needed.has(column.name))
    .map(({ column, index }, at) => ({ column, index, key: `k${at}`, raw: `c${index}` }));
  const duration = columns.find(({ column }) => column.type.kind === 'duration');
  if (duration)
    throw new DataError({
      code: 'HD115',
      message: `column ${duration.column.name} of data ${source.name} is a duration, which no file can hold; declare it as a number`,
      file: file.shown,
      column: duration.column.name,
    });
  const used = await castInto(database, relation, columns).catch(async (error: unknown) => {
    const other = await relation.recover?.();
    if (other === undefined) throw error;
    await castInto(database, other, columns);
    return other;
  });
  const hasPropensity = await sortIntoOrder(source, database, columns);
  return { columns, relation: used, undeclared: matched.undeclared, hasPropensity };
}

/** Makes `cast`: `r` and the columns, stored as their types say but for text, which stays text. */
async function castInto(
  database: Database,
  relation: Relation,
  columns: TableColumn[],
): Promise<Relation> {
  const casts = columns.map(({ column, key, raw, index }) => {
    const names = { cell: raw, text: `t${index}`, parsed: `p${index}` };
    const { text, parsed, value } = castCell(names, relation.stored(index), column.type);
    return {
      text: `${text} AS ${names.text}`,
      parsed: `${parsed} AS ${names.parsed}`,
      value: `${value} AS ${key}`,
    };
  });
  const step = (name: 'text' | 'parsed', from: string) =>
    `SELECT ${['*', ...casts.map((cast) => cast[name])].join(', ')} FROM (${from})`;
  const read = relation.select({
    columns: columns.map(({ index }) => index),
    numbered: !relation.copied,
  });
  const from = `FROM (${step('parsed', step('text', read))})`;
  const cells = casts.map(({ value }) => value);
  if (relation.copied) {
    // A table keeps the order in which it was filled, and its `rowid` counts it from 0, whereas
    // numbering the rows on the way would force the reading into one thread.
    const copied = cells.length > 0 ? cells.join(', ') : 'true AS present';
    await database.run(`CREATE OR REPLACE TABLE copied AS SELECT ${copied} ${from}`);
    await database.run(`CREATE OR REPLACE VIEW "cast" AS SELECT rowid + 1 AS r, * FROM copied`);
  } else await database.run(`CREATE VIEW "cast" AS SELECT ${['r', ...cells].join(', ')} ${from}`);
  return relation;
}

/** Makes `data` from `cast`; says whether it has a propensity. */
async function sortIntoOrder(
  source: DataSource,
  database: Database,
  columns: TableColumn[],
): Promise<boolean> {
  const joins: string[] = [];
  const values: string[] = [];
  for (const { column, key } of columns) {
    if (isCoded(column.type)) {
      await createWords(database, key, column.type);
      joins.push(`LEFT JOIN words_${key} ON words_${key}.word = c.${key}`);
      values.push(
        `CAST(CASE WHEN c.${key} IS NOT NULL THEN coalesce(words_${key}.rowid, -1) END AS INTEGER) AS ${key}`,
      );
    } else values.push(`c.${key} AS ${key}`);
  }
  const propensity = await preparePropensity(source, columns, database);
  if (propensity) {
    joins.push(propensity.join);
    values.push(`${propensity.expression} AS p`);
  }
  const order = ['moment', 'subject'].flatMap((role) => {
    const column = columns.find((candidate) => candidate.column.role === role);
    return column ?? [];
  });
  const hasMoment = order.some(({ column }) => column.role === 'moment');
  const by = hasMoment ? order.map((column) => `${known(column, 'o')} ASC NULLS LAST`) : [];
  await database.run(
    `CREATE TABLE data AS SELECT * FROM (SELECT ${['c.r AS r', ...values].join(', ')} FROM "cast" c ${joins.join(' ')}) o ORDER BY ${[...by, 'o.r ASC'].join(', ')}`,
  );
  await database.run('DROP VIEW "cast"');
  await database.run('DROP TABLE IF EXISTS copied');
  return propensity !== undefined;
}

/** SQL: the stored value of a column of `table`, NULL where it is unknown for whatever reason. */
export function known({ key, column }: TableColumn, table = 'data'): string {
  return `nullif(${table}.${key}, ${storageOf(column.type).bad})`;
}

/** SQL: whether the cell is there and does not fit its type. */
export function isBad({ key, column }: TableColumn): string {
  return `data.${key} = ${storageOf(column.type).bad}`;
}
