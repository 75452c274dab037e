import { mkdtemp, rm } from 'node:fs/promises';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import type { DuckDBConnection } from '@duckdb/node-api';
import { literals } from './sql.ts';

export interface Database {
  run(sql: string): Promise<void>;
  /** For small answers: rows of plain values, in the order of the query's columns. */
  rows(sql: string): Promise<unknown[][]>;
  /** A connection of its own for a long reading; the caller closes it. */
  connect(): Promise<DuckDBConnection>;
  close(): void;
}

/**
 * An in-memory database that can read one file and nothing else: no network, no extensions, no
 * other path. What does not fit in `memory` spills to a temporary folder that `close` removes.
 */
export async function openDatabase(options: {
  file: string;
  /** As DuckDB writes it: `600MB`. */
  memory: string;
  threads: number;
}): Promise<Database> {
  const folder = await mkdtemp(path.join(tmpdir(), `handoff-${process.pid}-`));
  let instance: DuckDBInstance | undefined;
  let connection: DuckDBConnection;
  try {
    instance = await DuckDBInstance.create(':memory:', {
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
      allow_community_extensions: 'false',
      memory_limit: options.memory,
      threads: String(options.threads),
      temp_directory: folder,
      preserve_insertion_order: 'true',
    });
    connection = await instance.connect();
    await connection.run(`SET GLOBAL TimeZone = 'UTC'`);
    await connection.run(`SET allowed_paths = ${literals([options.file])}`);
    await connection.run('SET enable_external_access = false');
    await connection.run('SET lock_configuration = true');
  } catch (error) {
    instance?.closeSync();
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
  let open = true;
  return {
    run: async (sql) => {
      await connection.run(sql);
    },
    rows: async (sql) => (await connection.runAndReadAll(sql)).getRowsJS(),
    connect: () => instance.connect(),
    close: () => {
      if (!open) return;
      open = false;
      connection.closeSync();
      instance.closeSync();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
