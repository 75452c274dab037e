import type { AstNode } from 'langium';
import type { Column, ColumnRole, DataSource, Randomised, ValueType } from '../../policy/model.ts';
import { candidates } from '../../policy/choices.ts';
import type * as ast from '../generated/ast.ts';
import type { Report } from '../problems.ts';
import { suggestion } from '../suggestion.ts';
import { numberIn } from './literals.ts';
import { pluralOf, singularOf } from './nouns.ts';
import { currencyRemedies } from './remedies.ts';
import { measuredWords } from './quantities.ts';

/** Compiles a data block; `declaredIn` is its file's absolute path. Problems are reported. */
export function dataSourceOf(block: ast.DataBlock, declaredIn: string, report: Report): DataSource {
  const columns: Column[] = [];
  const seen = new Map<string, ast.Column>();
  for (const item of block.items) {
    if (item.$type !== 'Column') continue;
    const column = columnOf(item, report);
    const first = seen.get(item.name);
    if (first) {
      report('duplicate-name', `\`${item.name}\` is declared twice`, item, {
        property: 'name',
        related: { message: 'first here', node: first },
      });
    } else if (column) {
      seen.set(item.name, item);
      columns.push(column);
    }
  }
  onePerRole(columns, seen, report);
  // After error recovery either may be missing.
  const { name = '', path = '' } = block as Partial<typeof block>;
  const source: DataSource = {
    name,
    path,
    declaredIn,
    ...rowMeaning(block, columns, report),
    columns,
  };
  const [estimate, second] = block.items.filter((item) => item.$type === 'PropensityEstimate');
  if (second) report('repeated-part', '`propensity estimated by` stands twice', second);
  if (estimate) {
    for (const [index, name] of estimate.columns.entries()) {
      checkFeature(name, columns, 'a propensity estimate', estimate, index, report);
    }
    if (columns.some((column) => column.role === 'propensity' || column.randomised)) {
      report('repeated-part', 'The propensity is already given by a column or by design', estimate);
    }
    source.propensityEstimatedBy = estimate.columns;
  }
  return source;
}

/** A column that what is computed before the decision may read, by name, in a list of names. */
export function checkFeature(
  name: string,
  columns: readonly Column[],
  what: string,
  node: AstNode,
  index: number,
  report: Report,
): void {
  const column = columns.find((each) => each.name === name);
  const where = { property: 'columns', index };
  if (!column) {
    const { hint, remedies } = suggestion(
      name,
      columns.map((each) => each.name),
    );
    report('unknown-name', `\`${name}\` is no column of the data${hint}`, node, {
      ...where,
      remedies,
    });
  } else if (column.role === 'outcome') {
    report('no-peeking', `\`${name}\` is an outcome: ${what} cannot read it`, node, where);
  } else if (column.role === 'chosen' || column.role === 'propensity') {
    report('no-peeking', `\`${name}\` tells what was logged: ${what} cannot read it`, node, where);
  }
}

function rowMeaning(
  block: ast.DataBlock,
  columns: readonly Column[],
  report: Report,
): Pick<DataSource, 'singular' | 'plural' | 'countColumn'> {
  const rows = block.items.filter((item) => item.$type === 'RowMeaning');
  const row = rows[0];
  if (rows[1]) report('repeated-part', '`each row is` stands twice', rows[1]);
  if (!row) return { singular: 'row', plural: 'rows' };
  // After error recovery any property may be missing.
  const noun = (row.noun as string | undefined) ?? 'row';
  const names = { singular: singularOf(noun), plural: pluralOf(noun) };
  const isCounted = row.count !== 'a' && row.count !== 'an';
  if (!isCounted || (row.count as string | undefined) === undefined) return names;
  const count = columns.find((column) => column.name === row.count);
  if (count?.role === 'outcome' || count?.role === 'propensity') {
    report(
      'no-peeking',
      `\`${row.count}\` is known only after the decision, so that no cap can count by it`,
      row,
      { property: 'count' },
    );
    return names;
  }
  if (count && ['number', 'count'].includes(count.type.kind)) {
    return { ...names, countColumn: row.count };
  }
  const countable = columns
    .filter(({ type }) => type.kind === 'number' || type.kind === 'count')
    .map(({ name }) => name);
  report(
    count ? 'wrong-type' : 'unknown-name',
    count
      ? `\`${row.count}\` must be a number to say how many ${names.plural} a row is`
      : `\`${row.count}\` is no column of the data; write \`each row is an ${noun}\` or name the column that counts`,
    row,
    {
      property: 'count',
      remedies: count ? [] : [...suggestion(row.count, countable).remedies, { text: 'an' }],
    },
  );
  return names;
}

function columnOf(node: ast.Column, report: Report): Column | undefined {
  const type = typeOf(node.type, report);
  if (!type) return undefined;
  if (measuredWords.includes(node.name)) {
    report(
      'duplicate-name',
      `\`${node.name}\` is what the agent brings or Handoff measures: give the column another name`,
      node,
      { property: 'name' },
    );
    return undefined;
  }
  if (node.name === '__proto__') {
    report(
      'reserved-name',
      '`__proto__` would be lost from logs, since readers of JSON leave that name out: give the column another name, in the file too',
      node,
      { property: 'name' },
    );
    return undefined;
  }
  const column: Column = { name: node.name, type };
  for (const role of node.roles) {
    const name = roleOf(role);
    if (name === undefined) continue;
    if (column.role) {
      report('repeated-part', `\`${node.name}\` already is \`${column.role}\``, role);
      continue;
    }
    const problem = roleProblem(name, type);
    if (problem) report('wrong-type', problem, role);
    column.role = name;
    if (role.$type === 'ChosenRole') {
      const randomised = randomisedOf(role, type, report);
      if (randomised) column.randomised = randomised;
    }
  }
  return column;
}

function roleOf(role: ast.Role): ColumnRole | undefined {
  if (role.$type === 'ChosenRole') return 'chosen';
  if (role.$type === 'OutcomeRole') return 'outcome';
  return role.role;
}

const unchoosable = new Set<ValueType['kind']>(['text', 'identifier', 'zone', 'timestamp']);

function roleProblem(role: ColumnRole, type: ValueType): string | undefined {
  if (role === 'moment' && type.kind !== 'timestamp') return 'The moment must be a timestamp';
  if (role === 'clock' && type.kind !== 'zone') return 'The clock must be a time zone';
  if (role === 'propensity' && type.kind !== 'share') return 'The propensity must be a probability';
  if (role === 'chosen' && unchoosable.has(type.kind)) {
    return 'An agent chooses a number, a time, yes or no, or one of several values, not this';
  }
  return undefined;
}

function randomisedOf(
  role: ast.ChosenRole,
  type: ValueType,
  report: Report,
): Randomised | undefined {
  const count = candidates(type)?.length;
  const random = role.evenly || role.shares.length > 0;
  if (!random) return undefined;
  if (count === undefined) {
    report(
      'wrong-type',
      'Only a choice with a finite list of values can be drawn at random by design',
      role,
    );
    return undefined;
  }
  if (role.evenly) return { kind: 'evenly' };
  const shares = role.shares.map((share) => {
    const value = numberIn(share.numerator);
    if (share.percent) return value / 100;
    return share.denominator === undefined ? value : value / numberIn(share.denominator);
  });
  const total = shares.reduce((sum, share) => sum + share, 0);
  if (shares.length !== count) {
    report(
      'wrong-type',
      `Expected ${String(count)} shares, one for each value, found ${String(shares.length)}`,
      role,
    );
    return undefined;
  }
  if (Math.abs(total - 1) > 1e-9 || shares.some((share) => !(share > 0))) {
    report(
      'wrong-type',
      `The shares must each be above 0 and add up to 1; these add up to ${String(Number(total.toFixed(6)))}`,
      role,
    );
    return undefined;
  }
  return { kind: 'shares', shares };
}

function typeOf(node: ast.ColumnType | undefined, report: Report): ValueType | undefined {
  if (!node) return undefined;
  switch (node.$type) {
    case 'YesNoType':
      return { kind: 'yesNo' };
    case 'OneOfType': {
      const index = node.values.findIndex((value, at) => node.values.indexOf(value) !== at);
      if (index >= 0) {
        const message = `\`${node.values[index] ?? ''}\` stands twice`;
        report('duplicate-name', message, node, { property: 'values', index });
      }
      return { kind: 'oneOf', values: [...new Set(node.values)] };
    }
    case 'MoneyType':
      if (/^[A-Z]{3}$/.test(node.currency)) return { kind: 'money', currency: node.currency };
      report(
        'wrong-type',
        `Expected a currency code such as EUR, found \`${node.currency}\``,
        node,
        { property: 'currency', remedies: currencyRemedies(node.currency) },
      );
      return undefined;
    case 'TimeOfDayType':
      return { kind: 'time', step: stepOf(node, report) };
    case 'ZoneType':
      return { kind: 'zone' };
    case 'NumberType': {
      const bounds =
        node.low === undefined || node.high === undefined
          ? {}
          : { from: numberIn(node.low), to: numberIn(node.high) };
      if (bounds.from !== undefined && bounds.to !== undefined && bounds.from > bounds.to) {
        report('empty-window', 'The first bound is above the second', node);
      }
      if (node.noun !== undefined) return { kind: 'count', noun: pluralOf(node.noun), ...bounds };
      return { kind: 'number', ...(node.whole ? { whole: true } : {}), ...bounds };
    }
    case 'PlainType':
      return plainTypes.get(node.kind);
  }
}

const plainTypes = new Map<string, ValueType>([
  ['identifier', { kind: 'identifier' }],
  ['timestamp', { kind: 'timestamp' }],
  ['probability', { kind: 'share' }],
  ['share', { kind: 'share' }],
  ['text', { kind: 'text' }],
  ['date', { kind: 'date' }],
  ['weekday', { kind: 'weekday' }],
  ['month', { kind: 'month' }],
]);

const divisors = [60, 15, 5, 10, 20, 30, 1, 120, 180, 240, 360, 720];

/** Minutes: `by the hour` 60, `by 15 minutes` 15, nothing said 1. */
function stepOf(node: ast.TimeOfDayType, report: Report): number {
  const step = node.step === undefined ? 1 : numberIn(node.step);
  const unit = node.unit;
  if (unit === undefined) return 1;
  const minutes = unit.startsWith('hour') ? 60 * step : unit.startsWith('minute') ? step : NaN;
  if (Number.isInteger(minutes) && minutes > 0 && 1440 % minutes === 0) return minutes;
  const near = divisors.reduce((best, each) =>
    Math.abs(each - minutes) < Math.abs(best - minutes) ? each : best,
  );
  report(
    'invalid-duration',
    'A step must divide the day: `by the hour`, or `by 15 minutes`',
    node,
    {
      remedies: [
        { text: `time of day by ${near === 60 ? 'the hour' : `${String(near)} minutes`}` },
      ],
    },
  );
  return 1;
}

function onePerRole(
  columns: readonly Column[],
  nodes: ReadonlyMap<string, ast.Column>,
  report: Report,
): void {
  const first = new Map<string, Column>();
  for (const column of columns) {
    if (column.role === undefined || column.role === 'outcome') continue;
    const earlier = first.get(column.role);
    const node = nodes.get(column.name);
    if (!earlier) {
      first.set(column.role, column);
    } else if (node) {
      const related = nodes.get(earlier.name);
      report(
        'repeated-part',
        `\`${earlier.name}\` already is \`${column.role}\`: only one column can be`,
        node,
        related ? { related: { message: 'the first one', node: related } } : {},
      );
    }
  }
}
