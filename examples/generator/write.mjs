// @ts-check
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** @typedef {(string | number)[]} Cells */

/**
 * A table about to be written; `columns` gives DuckDB's type of each column.
 *
 * @typedef {object} Table
 * @property {Record<string, string>} columns
 * @property {Iterable<Cells>} rows
 * @property {string} comment the file's first line
 */

const bufferLength = 1 << 20;

/**
 * The text of a CSV file in pieces of about one megabyte.
 *
 * @param {Table} table
 * @returns {Generator<{ text: string, rows: number }, void>} `rows` as in this piece
 */
export function* csvPieces({ columns, rows, comment }) {
  let text = `# ${comment}\n${Object.keys(columns).join(',')}\n`;
  let count = 0;
  for (const cells of rows) {
    text += `${cells.map(quoted).join(',')}\n`;
    count += 1;
    if (text.length < bufferLength) continue;
    yield { text, rows: count };
    text = '';
    count = 0;
  }
  yield { text, rows: count };
}

/** @param {string | number} cell */
function quoted(cell) {
  return typeof cell === 'string' && /[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/**
 * Writes a table as CSV. The file appears under its name once it is whole.
 *
 * @param {string} path
 * @param {Table} table
 * @returns {number} rows written
 */
export function writeCsv(path, table) {
  mkdirSync(dirname(path), { recursive: true });
  const partial = `${path}.partial`;
  const file = openSync(partial, 'w');
  let total = 0;
  try {
    for (const { text, rows } of csvPieces(table)) {
      writeSync(file, text);
      total += rows;
    }
  } catch (error) {
    rmSync(partial);
    throw error;
  } finally {
    closeSync(file);
  }
  renameSync(partial, path);
  return total;
}

/**
 * Writes a table as Parquet, by way of a CSV file in the temporary folder that DuckDB streams.
 * Moments are timestamps in UTC without a zone, an empty cell is NULL. Parquet has no comment:
 * it goes into the file's key-value metadata.
 *
 * @param {string} path
 * @param {Table} table
 * @returns {Promise<number>} rows written
 */
export async function writeParquet(path, table) {
  // Loaded here, so that what only needs CSV or the pure functions does without.
  const { DuckDBInstance } = await import('@duckdb/node-api');
  mkdirSync(dirname(path), { recursive: true });
  const folder = mkdtempSync(join(tmpdir(), 'handoff-examples-'));
  const partial = `${path}.partial`;
  try {
    const csv = join(folder, 'rows.csv');
    const total = writeCsv(csv, table);
    const database = await DuckDBInstance.create(':memory:', { memory_limit: '1GB', threads: '2' });
    const connection = await database.connect();
    try {
      const types = Object.entries(table.columns).map(
        ([name, type]) => `${literal(name)}: '${type}'`,
      );
      await connection.run(`SET temp_directory = ${literal(folder)}`);
      await connection.run(
        `COPY (FROM read_csv(${literal(csv)}, skip = 1, header = true, delim = ',', quote = '"', ` +
          `auto_detect = false, columns = {${types.join(', ')}})) TO ${literal(partial)} ` +
          `(FORMAT parquet, COMPRESSION zstd, KV_METADATA {comment: ${literal(table.comment)}})`,
      );
    } finally {
      connection.closeSync();
      database.closeSync();
    }
    renameSync(partial, path);
    return total;
  } finally {
    rmSync(partial, { force: true });
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {string} text */
function literal(text) {
  return `'${text.replaceAll("'", "''")}'`;
}
