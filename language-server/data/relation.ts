import type { DataSource } from '../policy/model.ts';
import { storedAs } from './cast.ts';
import type { Stored } from './cast.ts';
import { findCsvFault } from './csv-fault.ts';
import type { Database } from './database.ts';
import { readHeader } from './header.ts';
import type { Header } from './header.ts';
import type { Located } from './locate.ts';
import { literal, literals } from './sql.ts';
import { DataError } from './types.ts';

/** The file as a table for SQL. */
export interface Relation {
  /** Column names as the file has them, untrimmed. */
  names: string[];
  /** SQL that gives the columns asked for as `c0`, `c1`, …, and their row from 1 as `r` on demand. */
  select: (what: { columns: number[]; numbered: boolean }) => string;
  stored: (index: number) => Stored;
  /**
   * Text is slow to read, and to number its rows forces the reading into one thread: copy it into
   * the database once. Parquet knows its row numbers and is read again instead.
   */
  copied: boolean;
  /** After a failure: another way to read the file, or a `DataError` that says what is wrong. */
  recover?: () => Promise<Relation | undefined>;
}

/** Cells of a megabyte are fine; a line longer than this is not a line. */
const lineBytes = 16 << 20;

export async function openRelation(
  source: DataSource,
  file: Located,
  database: Database,
): Promise<Relation> {
  switch (file.format) {
    case 'csv':
    case 'tsv':
      return openCsv(file, database, await readHeader(source, file));
    case 'jsonl':
      return openJsonLines(file, database);
    case 'parquet':
      return openParquet(file, database);
  }
}

function readLines(file: Located, options: string): string {
  return `read_csv(${literal(file.real)}, auto_detect = false, nullstr = '', compression = 'none', hive_partitioning = false, max_line_size = ${lineBytes}, buffer_size = ${2 * lineBytes}, ${options})`;
}

function openCsv(file: Located, database: Database, header: Header): Relation {
  const columns = header.names.map((_, index) => `'c${index}': 'VARCHAR'`).join(', ');
  const lines = (strict: boolean) =>
    readLines(
      file,
      `delim = ${literal(header.delimiter)}, quote = '"', escape = '"', header = true, skip = ${header.comments}, columns = {${columns}}, strict_mode = ${strict}`,
    );
  const relation = (strict: boolean): Relation => ({
    names: header.names,
    select: ({ columns, numbered }) =>
      `SELECT ${[...rowNumber(numbered), ...columns.map((index) => `c${index}`), 'true AS present'].join(', ')} FROM ${lines(strict)}`,
    stored: () => 'text',
    copied: true,
  });
  return {
    ...relation(true),
    recover: async () => {
      const found = await findCsvFault(file, header);
      if ('problem' in found) throw new DataError(found.problem);
      // Nothing is wrong with the rows, so what DuckDB's strict reader stumbles over is mixed
      // line ends. Its lenient reader must agree with ours on the number of rows.
      const [[rows] = []] = await database.rows(`SELECT count(*) FROM ${lines(false)}`);
      return Number(rows) === found.rows ? relation(false) : undefined;
    },
  };
}

async function openJsonLines(file: Located, database: Database): Promise<Relation> {
  const lines = readLines(
    file,
    `delim = chr(1), quote = '', escape = '', header = false, columns = {'j': 'VARCHAR'}, strict_mode = false`,
  );
  const notBlank = `trim(j, ' ' || chr(9) || chr(13)) <> ''`;
  const keys = await database
    .rows(
      `SELECT k FROM (SELECT unnest(CASE WHEN json_type(j) = 'OBJECT' THEN json_keys(j) ELSE [NULL] END) AS k FROM ${lines} WHERE ${notBlank}) GROUP BY k ORDER BY k`,
    )
    .catch(() => [[null]]);
  if (keys.some(([key]) => key === null)) {
    const [[line] = []] = await database.rows(
      `SELECT n FROM (SELECT row_number() OVER () AS n, j FROM ${lines}) WHERE ${notBlank} AND (CASE WHEN json_valid(j) THEN json_type(j) <> 'OBJECT' ELSE true END) ORDER BY n LIMIT 1`,
    );
    throw new DataError({
      code: 'HD113',
      message: `${file.shown} line ${Number(line)} is not a JSON object; write one object a line, such as {"opened": true}`,
      file: file.shown,
      line: Number(line),
    });
  }
  if (keys.length === 0) {
    const [[rows] = []] = await database.rows(`SELECT count(*) FROM ${lines} WHERE ${notBlank}`);
    if (Number(rows) === 0)
      throw new DataError({
        code: 'HD105',
        message: `${file.shown} is empty; it needs one JSON object a line`,
        file: file.shown,
      });
  }
  const names = keys.map(([key]) => String(key));
  const pointer = (index: number) =>
    `/${names[index]!.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  return {
    names,
    select: ({ columns, numbered }) => {
      const cells = columns.map((index, at) => `v[${at + 1}] AS c${index}`);
      const pointers = `CAST(${literals(columns.map(pointer))} AS VARCHAR[])`;
      return `SELECT ${[...rowNumber(numbered), ...cells, 'true AS present'].join(', ')} FROM (SELECT json_extract_string(j, ${pointers}) AS v FROM ${lines} WHERE ${notBlank})`;
    },
    stored: () => 'text',
    copied: true,
  };
}

function rowNumber(numbered: boolean): string[] {
  return numbered ? ['row_number() OVER () AS r'] : [];
}

async function openParquet(file: Located, database: Database): Promise<Relation> {
  const read = `read_parquet(${literal(file.real)}, file_row_number = true, hive_partitioning = false)`;
  const described = await database.rows(`DESCRIBE SELECT * FROM ${read}`);
  const columns = described.slice(0, -1).map(([name, type]) => ({
    name: String(name),
    stored: storedAs(String(type)),
  }));
  const aliases = [...columns.map((_, index) => `c${index}`), 'n'].join(', ');
  return {
    names: columns.map(({ name }) => name),
    select: ({ columns }) =>
      `SELECT ${['n + 1 AS r', ...columns.map((index) => `c${index}`)].join(', ')} FROM ${read} AS t(${aliases})`,
    stored: (index) => columns[index]?.stored ?? 'text',
    copied: false,
  };
}
