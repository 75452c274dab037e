import type { Database } from './database.ts';
import { isCoded } from './storage.ts';
import { known } from './table.ts';
import type { Table } from './table.ts';
import type { ColumnProblem, ColumnProfile } from './types.ts';

const categorical = new Set(['yesNo', 'oneOf', 'weekday', 'month', 'zone', 'text']);

/** Column by column, so that a median never holds more than one column in memory. */
export async function profileTable(
  database: Database,
  table: Table,
  problems: ColumnProblem[],
): Promise<ColumnProfile[]> {
  const profiles: ColumnProfile[] = [];
  for (const column of table.columns) {
    const { name, type } = column.column;
    const count = (code: string) =>
      problems.find((problem) => problem.column === name && problem.code === code)?.count ?? 0;
    const profile: ColumnProfile = { column: name, missing: count('HD121'), bad: count('HD120') };
    const value = known(column);
    if (categorical.has(type.kind)) {
      const shown = isCoded(type) ? 'word' : 'CAST(v AS DOUBLE)';
      const words = isCoded(type) ? `JOIN words_${column.key} w ON w.rowid = v` : '';
      const top = await database.rows(
        `SELECT ${shown}, n FROM (SELECT ${value} AS v, count(*) AS n FROM data GROUP BY v) ${words} WHERE v IS NOT NULL ORDER BY n DESC, v ASC LIMIT 10`,
      );
      profile.top = top.map(([shownValue, n]) => ({
        value: typeof shownValue === 'number' ? shownValue : String(shownValue),
        count: Number(n),
      }));
    } else if (!isCoded(type)) {
      // The lower median: a value of the column, so that a date stays a date.
      const [[min, median, max] = []] = await database.rows(
        `SELECT min(v), quantile_disc(v, 0.5), max(v) FROM (SELECT CAST(${value} AS DOUBLE) AS v FROM data)`,
      );
      if (typeof min === 'number')
        profile.range = { min, median: Number(median), max: Number(max) };
    }
    profiles.push(profile);
  }
  return profiles;
}
