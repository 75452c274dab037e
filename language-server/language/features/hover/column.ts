import { typeWords } from '../../../policy/explain.ts';
import { counted, formatNumber, formatShare, formatValue } from '../../../policy/format.ts';
import type { Column, ColumnRole, DataSource, Value } from '../../../policy/model.ts';
import { code, listWords, plain } from '../../../policy/words.ts';
import type { ColumnProfile } from '../profiles.ts';
import { heading, paragraphs, quotedValue } from './markdown.ts';

/** What a column that is marked so means. */
export const roleLines: Record<ColumnRole, string> = {
  subject: 'Who the decision is about: caps and spacing are counted for each.',
  moment: 'When the decision took effect.',
  clock: 'The time zone on whose clock times of day, weekdays and dates are read.',
  chosen: 'What was chosen in the log, and what the agent chooses now.',
  propensity: 'How likely the logged choice was when it was made.',
  outcome:
    'An outcome: known only after the decision, so that no rule, segment or agent may read it. ' +
    'A goal, a guard or `watch` does.',
};

/** Type, role, and what the file holds, as far as that is known by now. */
export function columnHover(
  data: DataSource,
  column: Column,
  profile: ColumnProfile | undefined,
): string {
  const { name, role } = column;
  return paragraphs(
    `${heading('column', name)} of ${code(data.name)}: ${typeWords(column.type)}`,
    role && roleLines[role],
    profile && profileLines(column, data, profile),
  );
}

/** One value of a column, with how often the file has it. */
export function valueHover(
  name: string,
  {
    data,
    column,
    profile,
  }: { data: DataSource; column: Column; profile?: ColumnProfile | undefined },
): string {
  const found = profile?.top?.find(({ value }) => formatValue(value, column.type, data) === name);
  return paragraphs(
    `${heading('value', name)} of ${code(column.name)}`,
    profile &&
      found &&
      `${plain(data.path)} has it in ${counted(found.count, 'row')}${ofRows(found.count, profile.rows)}.`,
  );
}

/** What a data block declares. */
export function dataHover(data: DataSource, anyColumn: ColumnProfile | undefined): string {
  const row =
    data.countColumn === undefined
      ? `one ${plain(data.singular)}`
      : `${code(data.countColumn)} ${plain(data.plural)}`;
  const rows = anyColumn ? `, ${counted(anyColumn.rows, 'row')}` : '';
  return paragraphs(
    `${heading('data', data.name)} from ${plain(data.path)}${rows}, ${counted(data.columns.length, 'column')}`,
    `Each row is ${row}.`,
  );
}

/** A list in Markdown of what the file holds in the column. */
function profileLines(column: Column, data: DataSource, profile: ColumnProfile): string {
  const show = (value: Value): string => shown(value, column, data);
  const { rows, range, top } = profile;
  const spread =
    range &&
    `- from ${show(range.min)} to ${show(range.max)}, half of them up to ${show(range.median)}`;
  const most = (top ?? []).slice(0, mostValues);
  return [
    `${plain(data.path)} has ${counted(rows, 'row')}:`,
    '',
    `- ${missingWords(profile)}`,
    ...(spread === undefined ? [] : [spread]),
    ...most.map(
      ({ value, count }) => `- ${show(value)}: ${formatNumber(count)}${ofRows(count, rows)}`,
    ),
    ...((top?.length ?? 0) > mostValues ? ['- …'] : []),
  ].join('\n');
}

const mostValues = 5;

function missingWords({ rows, missing, bad }: ColumnProfile): string {
  const parts = [
    ...(missing > 0 ? [`${formatNumber(missing)} empty`] : []),
    ...(bad > 0 ? [`${formatNumber(bad)} that do not fit the type`] : []),
  ];
  if (parts.length === 0) return rows === 0 ? 'nothing known' : 'none missing';
  return `**unknown in ${formatNumber(missing + bad)}**${ofRows(missing + bad, rows)}: ${listWords(parts, 'and')}`;
}

/** ` (12%)`; to a tenth, so that 1 of 3 is no row of digits. */
function ofRows(count: number, rows: number): string {
  if (rows === 0) return '';
  const share = Math.round((count / rows) * 1000) / 1000;
  return ` (${share === 0 && count > 0 ? 'under 0.1%' : formatShare(share)})`;
}

function shown(value: Value, { type }: Column, data: DataSource): string {
  if (typeof value === 'string') return quotedValue(value);
  // A choice among texts is read as it is written.
  return plain(formatValue(value, type, data));
}
