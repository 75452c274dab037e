import { DuckDBDoubleVector } from '@duckdb/node-api';
import type { DuckDBVector } from '@duckdb/node-api';
import type { Database } from './database.ts';
import { double, notANumber } from './sql.ts';
import { known } from './table.ts';
import type { Table } from './table.ts';
import type { TableColumn } from './storage.ts';
import type { Batch } from './types.ts';

/** DuckDB hands out 2,048 rows at a time; eight of them make fewer turns of the event loop. */
const batchRows = 8 * 2048;
const day = 86_400_000;

export interface Reading {
  table: Table;
  database: Database;
  /** The columns that batches carry. */
  delivered: TableColumn[];
  dictionaries: Record<string, string[]>;
  from?: number | undefined;
  to?: number | undefined;
  limit?: number | undefined;
}

/** Rows by moment, subject and row of the file; an unknown moment or subject comes last. */
export async function* streamBatches(reading: Reading): AsyncGenerator<Batch, void, undefined> {
  const connection = await reading.database.connect();
  try {
    const result = await connection.stream(selectRows(reading));
    let batch = emptyBatch(reading);
    for (;;) {
      const chunk = await result.fetchChunk();
      if (chunk === null || chunk.rowCount === 0) break;
      if (batch.length + chunk.rowCount > batchRows) {
        yield trim(batch);
        batch = emptyBatch(reading);
      }
      const arrays = [
        batch.rows,
        ...reading.delivered.map(({ column }) => batch.columns[column.name]!),
        ...(batch.propensity ? [batch.propensity] : []),
      ];
      arrays.forEach((into, at) => copyNumbers(chunk.getColumnVector(at), into, batch.length));
      batch.length += chunk.rowCount;
    }
    if (batch.length > 0) yield trim(batch);
  } finally {
    connection.closeSync();
  }
}

/** The table is in order already, and a scan keeps the order of its table. */
function selectRows({ table, delivered, from, to, limit }: Reading): string {
  const values = [
    'data.r',
    ...delivered.map((column) => known(column)),
    ...(table.hasPropensity ? ['data.p'] : []),
  ].map((value) => `coalesce(CAST(${value} AS DOUBLE), ${notANumber})`);
  let sql = `SELECT ${values.join(', ')} FROM data`;
  const moment = table.columns.find(({ column }) => column.role === 'moment');
  if (moment) {
    // Dates are read on the subject's clock, which differs from UTC by less than a day: two
    // days on either side leave the exact cut to the caller, who knows the clock.
    const unit = moment.column.type.kind === 'date' ? 1 : day;
    const tests = [
      ...(from === undefined ? [] : [`${known(moment)} >= ${double((from - 2) * unit)}`]),
      ...(to === undefined ? [] : [`${known(moment)} < ${double((to + 2) * unit)}`]),
    ];
    if (tests.length > 0) sql += ` WHERE (${tests.join(' AND ')}) OR ${known(moment)} IS NULL`;
  }
  return limit === undefined ? sql : `${sql} LIMIT ${Math.max(0, Math.floor(limit))}`;
}

function emptyBatch({ table, delivered, dictionaries }: Reading): Batch {
  const columns = bare<Float64Array>();
  for (const { column } of delivered) columns[column.name] = new Float64Array(batchRows);
  return {
    length: 0,
    rows: new Float64Array(batchRows),
    columns,
    dictionaries,
    ...(table.hasPropensity ? { propensity: new Float64Array(batchRows) } : {}),
  };
}

/**
 * Copies at once from the array under the vector, which its class keeps private; should that
 * name ever change, the documented access gives the same numbers more slowly. The query leaves
 * no NULL, so validity need not be read.
 */
function copyNumbers(vector: DuckDBVector, into: Float64Array, at: number): void {
  const items: unknown = vector instanceof DuckDBDoubleVector ? vector['items'] : undefined;
  if (items instanceof Float64Array) into.set(items, at);
  else
    for (let row = 0; row < vector.itemCount; row++) {
      const value = vector.getItem(row);
      into[at + row] = typeof value === 'number' ? value : NaN;
    }
}

function trim(batch: Batch): Batch {
  if (batch.length === batchRows) return batch;
  const columns = bare<Float64Array>();
  for (const name of Object.keys(batch.columns))
    columns[name] = batch.columns[name]!.subarray(0, batch.length);
  return {
    ...batch,
    rows: batch.rows.subarray(0, batch.length),
    columns,
    ...(batch.propensity ? { propensity: batch.propensity.subarray(0, batch.length) } : {}),
  };
}

/** Names come from files: `__proto__` must be a key like any other. */
export function bare<T>(): Record<string, T> {
  return Object.create(null) as Record<string, T>;
}
