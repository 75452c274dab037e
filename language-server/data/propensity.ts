import type { DataSource, ValueType } from '../policy/model.ts';
import type { Database } from './database.ts';
import { double } from './sql.ts';
import { isCoded, storageOf } from './storage.ts';
import type { TableColumn } from './storage.ts';

/** SQL that gives the propensity of a row of `cast`, known as `c`, with the join that it needs. */
export interface PropensitySql {
  expression: string;
  join: string;
}

/** The columns that a propensity is read from. */
export function propensityColumns(source: DataSource): string[] {
  const column = source.columns.find(({ role }) => role === 'propensity');
  if (column) return [column.name];
  const chosen = source.columns.find(({ role }) => role === 'chosen');
  return chosen === undefined ? [] : [chosen.name, ...(source.propensityEstimatedBy ?? [])];
}

/**
 * How likely the logged choice was: what the file says row by row, else what the declaration
 * says of the randomisation, else the empirical share of the choice within its cell. Undefined
 * where nothing is said.
 */
export async function preparePropensity(
  source: DataSource,
  columns: TableColumn[],
  database: Database,
): Promise<PropensitySql | undefined> {
  const named = columns.find(({ column }) => column.role === 'propensity');
  if (named) return { expression: castValue(named), join: '' };
  const chosen = columns.find(({ column }) => column.role === 'chosen');
  if (chosen?.column.randomised) return byDesign(chosen);
  const by = source.propensityEstimatedBy?.map((name) =>
    columns.find(({ column }) => column.name === name),
  );
  return chosen && by?.every((column) => column !== undefined)
    ? estimated(chosen, by, database)
    : undefined;
}

/** SQL: the value of a column of `cast`, NULL where it is unknown. */
function castValue({ key, column }: TableColumn): string {
  return isCoded(column.type) ? `c.${key}` : `nullif(c.${key}, ${storageOf(column.type).bad})`;
}

function byDesign(chosen: TableColumn): PropensitySql | undefined {
  const choices = enumerate(chosen.column.type);
  const { randomised } = chosen.column;
  if (!choices || !randomised) return undefined;
  const known = castValue(chosen);
  if (randomised.kind === 'evenly')
    return {
      expression: `CASE WHEN ${known} IS NOT NULL THEN ${double(1 / choices.count)} END`,
      join: '',
    };
  const shares = `[${randomised.shares.map(double).join(', ')}]`;
  const position = `CAST((${known} - ${double(choices.first)}) / ${double(choices.step)} AS BIGINT) + 1`;
  return { expression: `${shares}[${position}]`, join: '' };
}

/** The candidates of a type in ascending order of their canonical numbers. */
function enumerate(type: ValueType): { first: number; step: number; count: number } | undefined {
  switch (type.kind) {
    case 'oneOf':
      return { first: 0, step: 1, count: type.values.length };
    case 'yesNo':
      return { first: 0, step: 1, count: 2 };
    case 'time':
      return { first: 0, step: type.step, count: Math.ceil(1440 / type.step) };
    case 'weekday':
      return { first: 1, step: 1, count: 7 };
    case 'month':
      return { first: 1, step: 1, count: 12 };
    case 'number':
    case 'count': {
      const whole = type.kind === 'count' || type.whole === true;
      if (!whole || type.from === undefined || type.to === undefined) return undefined;
      return { first: type.from, step: 1, count: Math.floor(type.to - type.from) + 1 };
    }
    default:
      return undefined;
  }
}

/** An unknown value of a column that makes the cell is a value of its own. */
async function estimated(
  chosen: TableColumn,
  by: TableColumn[],
  database: Database,
): Promise<PropensitySql> {
  const choice = castValue(chosen);
  const cell = by.map(castValue);
  const names = cell.map((_, at) => `b${at}`);
  const grouped = cell.map((value, at) => `${value} AS b${at}`);
  const partition = names.length === 0 ? '' : `PARTITION BY ${names.join(', ')}`;
  await database.run(
    `CREATE TABLE shares AS SELECT *, n / sum(n) OVER (${partition}) AS share FROM (SELECT ${[`${choice} AS a`, ...grouped, 'CAST(count(*) AS DOUBLE) AS n'].join(', ')} FROM "cast" c WHERE ${choice} IS NOT NULL GROUP BY ALL)`,
  );
  const same = cell.map((value, at) => `shares.b${at} IS NOT DISTINCT FROM (${value})`);
  return {
    expression: 'shares.share',
    join: `LEFT JOIN shares ON ${[`shares.a = (${choice})`, ...same].join(' AND ')}`,
  };
}
