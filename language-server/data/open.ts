import { availableParallelism } from 'node:os';
import type { DataSource } from '../policy/model.ts';
import { openDatabase } from './database.ts';
import type { Database } from './database.ts';
import { describeTable } from './describe.ts';
import { fingerprint } from './fingerprint.ts';
import { locate, refuseChanged } from './locate.ts';
import type { Located } from './locate.ts';
import { profileTable } from './profile.ts';
import { propensityColumns } from './propensity.ts';
import { readError } from './read-error.ts';
import { bare, streamBatches } from './stream.ts';
import { isCoded } from './storage.ts';
import { loadTable } from './table.ts';
import type { TableColumn } from './storage.ts';
import type { DataProblem, OpenedData } from './types.ts';
import { readWords } from './words.ts';
import { countClocks } from './zones.ts';

export interface OpenOptions {
  source: DataSource;
  /** Absolute path of the workspace folder: nothing outside it is read. */
  workspace: string;
  /** Names of the columns to deliver; all declared ones where absent. */
  columns?: readonly string[];
  /**
   * Days since 1970-01-01, `to` exclusive. Only a first cut, two days wider on either side: the
   * caller takes rows by the local date on the subject's clock. Rows whose moment is unknown stay.
   */
  from?: number;
  to?: number;
  /** The first rows in order, of what `from` and `to` leave. */
  limit?: number;
  /** For the database, beside what batches take: `900MB` unless said. */
  memory?: string;
  threads?: number;
}

/**
 * Opens the file of a data source and describes it; `batches` then streams it in the order of
 * the moment, the subject and the row, or of the file where no column is the moment. The same
 * bytes give the same batches on every machine.
 */
export async function openData(
  options: OpenOptions,
): Promise<{ ok: true; data: OpenedData } | { ok: false; problem: DataProblem }> {
  const { source } = options;
  let file: Located | undefined;
  let database: Database | undefined;
  try {
    file = await locate(source, options.workspace);
    const prints = await fingerprint(file);
    database = await openDatabase({
      file: file.real,
      memory: options.memory ?? '900MB',
      threads: options.threads ?? Math.min(4, availableParallelism()),
    });
    const data = await prepare(options, file, database, prints);
    await refuseChanged(file);
    return { ok: true, data };
  } catch (error) {
    database?.close();
    const { problem } = readError(error, file ?? { real: source.path, shown: source.path });
    return { ok: false, problem };
  }
}

async function prepare(
  options: OpenOptions,
  file: Located,
  database: Database,
  prints: { sha256: string; pseudonymKey: string },
): Promise<OpenedData> {
  const { source } = options;
  const delivered = source.columns.filter(
    ({ name }) => options.columns === undefined || options.columns.includes(name),
  );
  const needed = new Set([
    ...delivered.map(({ name }) => name),
    ...source.columns
      .filter(({ role }) => role === 'moment' || role === 'subject')
      .map(({ name }) => name),
    ...propensityColumns(source),
  ]);
  const table = await loadTable({ source, file, database, needed });
  const { rows, problems } = await describeTable(database, table);
  const wanted = new Set(delivered.map(({ name }) => name));
  const columns = table.columns.filter(({ column }) => wanted.has(column.name));
  let dictionaries: Promise<Record<string, string[]>> | undefined;
  const { from, to, limit } = options;
  return {
    description: {
      path: file.shown,
      sha256: prints.sha256,
      rows,
      undeclared: table.undeclared,
      problems,
    },
    columns: delivered,
    pseudonymKey: prints.pseudonymKey,
    batches: async function* () {
      try {
        dictionaries ??= readDictionaries(database, columns);
        yield* streamBatches({
          table,
          database,
          delivered: columns,
          dictionaries: await dictionaries,
          from,
          to,
          limit,
        });
      } catch (error) {
        throw readError(error, file);
      }
    },
    profile: () => profileTable(database, table, problems),
    clocks: () => countClocks(database, table),
    close: () => {
      database.close();
    },
  };
}

async function readDictionaries(
  database: Database,
  columns: TableColumn[],
): Promise<Record<string, string[]>> {
  const dictionaries = bare<string[]>();
  for (const { column, key } of columns)
    if (isCoded(column.type)) dictionaries[column.name] = await readWords(database, key);
  return dictionaries;
}
