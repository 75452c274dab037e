import type { Database } from './database.ts';
import type { TableColumn } from './storage.ts';
import { known } from './table.ts';
import type { Table } from './table.ts';
import type { ClockCounts } from './types.ts';

/** Counts whose clocks the rows are read on; undefined where no column is the clock. */
export async function countClocks(
  database: Database,
  { columns }: Table,
): Promise<ClockCounts | undefined> {
  const of = (role: string): TableColumn | undefined =>
    columns.find(({ column }) => column.role === role);
  const clock = of('clock');
  if (!clock) return undefined;
  const zone = known(clock);
  const subject = of('subject');
  const distinct = subject ? `DISTINCT ${known(subject)}` : 'DISTINCT NULL';
  const zones = await database.rows(
    `SELECT word, n FROM (SELECT ${zone} AS v, count(*) AS n FROM data GROUP BY v) JOIN words_${clock.key} w ON w.rowid = v ORDER BY n DESC, word ASC`,
  );
  const missing = `FILTER (WHERE ${zone} IS NULL)`;
  const [counts = []] = await database.rows(
    `SELECT count(*) ${missing}, coalesce(min(r) ${missing}, 0), count(${distinct}), count(${distinct}) ${missing} FROM data`,
  );
  const [rows, first, subjects, without] = counts.map(Number);
  return {
    zones: zones.map(([word, n]) => ({ zone: String(word), rows: Number(n) })),
    missing: rows!,
    firstMissing: first!,
    subjects: subjects!,
    subjectsMissing: without!,
  };
}
