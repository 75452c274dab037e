import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterEach } from 'vitest';
import { openData } from '../../language-server/data/open.ts';
import type { OpenOptions } from '../../language-server/data/open.ts';
import type { OpenedData } from '../../language-server/data/types.ts';
import type {
  Column,
  ColumnRole,
  DataSource,
  ValueType,
} from '../../language-server/policy/model.ts';

const folders: string[] = [];
const opened: OpenedData[] = [];

afterEach(() => {
  for (const data of opened.splice(0)) data.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

export type Files = Record<string, string | Uint8Array>;

/** A fresh workspace folder with these files, gone after the test. */
export function workspaceWith(files: Files): string {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'handoff-test-')));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), content);
  }
  return folder;
}

/** Writes a Parquet file from a query. */
export async function writeParquet(file: string, query: string): Promise<void> {
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  await connection.run(`SET TimeZone = 'UTC'`);
  await connection.run(`COPY (${query}) TO '${file}' (FORMAT parquet)`);
  connection.closeSync();
  instance.closeSync();
}

export function column(name: string, type: ValueType, role?: ColumnRole): Column {
  return { name, type, ...(role === undefined ? {} : { role }) };
}

export function sourceOf(
  workspace: string,
  file: string,
  columns: Column[],
  more: Partial<DataSource> = {},
): DataSource {
  return {
    name: 'engagement',
    path: file,
    declaredIn: `${workspace}/policy.handoff`,
    singular: 'email',
    plural: 'emails',
    columns,
    ...more,
  };
}

type Options = Omit<OpenOptions, 'source' | 'workspace'> & { source?: Partial<DataSource> };

export function open(workspace: string, file: string, columns: Column[], options: Options = {}) {
  const { source, ...rest } = options;
  return openData({ source: sourceOf(workspace, file, columns, source), workspace, ...rest });
}

export async function openOk(...args: Parameters<typeof open>): Promise<OpenedData> {
  const result = await open(...args);
  if (!result.ok) throw new Error(`${result.problem.code} ${result.problem.message}`);
  opened.push(result.data);
  return result.data;
}

export async function problemOf(...args: Parameters<typeof open>) {
  const result = await open(...args);
  if (result.ok) {
    result.data.close();
    throw new Error('the file was opened');
  }
  return result.problem;
}

type Cell = number | string | undefined;

/** Everything that batches say, column by column: text for codes, undefined for unknown. */
export async function readAll(data: OpenedData): Promise<Record<string, Cell[]>> {
  const all: Record<string, Cell[]> = { '#row': [] };
  for (const { name } of data.columns) all[name] = [];
  for await (const batch of data.batches()) {
    all['#row']!.push(...batch.rows);
    for (const [name, values] of Object.entries(batch.columns)) {
      const words = batch.dictionaries[name];
      for (const value of values)
        all[name]!.push(Number.isNaN(value) ? undefined : words ? words[value] : value);
    }
    if (batch.propensity)
      (all['#propensity'] ??= []).push(
        ...Array.from(batch.propensity, (value) => (Number.isNaN(value) ? undefined : value)),
      );
  }
  return all;
}

/** Opens one CSV file with this text and reads it whole. */
export async function readCsv(text: string | Uint8Array, columns: Column[], options?: Options) {
  return readAll(await openOk(workspaceWith({ 'e.csv': text }), 'e.csv', columns, options));
}
