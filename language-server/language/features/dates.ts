import { formatDuration, formatNumber, formatValue } from '../../policy/format.ts';
import { daysOf } from '../compile/canonical.ts';
import { day, durationOf } from '../compile/literals.ts';
import type * as ast from '../generated/ast.ts';

const silent = (): undefined => undefined;

/** `Friday, 2026-03-29`; undefined where the calendar has no such day. */
export function dateWords(text: string | undefined): string | undefined {
  const days = daysOf(text);
  return days === undefined ? undefined : weekdayDate(days);
}

function weekdayDate(days: number): string {
  // 1970-01-01 was a Thursday.
  const weekday = ((((days + 3) % 7) + 7) % 7) + 1;
  return `${formatValue(weekday, { kind: 'weekday' })}, ${isoDate(days)}`;
}

export function isoDate(days: number): string {
  return formatValue(days, { kind: 'date' });
}

/** The last day of a learning period; undefined where it has no length or no start. */
export function lastDayOf({ start, length }: Partial<ast.LearningPeriod>): number | undefined {
  const from = daysOf(start);
  const milliseconds = durationOf(length, silent);
  if (from === undefined || milliseconds === undefined) return undefined;
  return from + Math.max(1, Math.ceil(milliseconds / day)) - 1;
}

/** The day before an end that is not part of the time. */
export function dayBefore(text: string | undefined): number | undefined {
  const days = daysOf(text);
  return days === undefined ? undefined : days - 1;
}

/** `4 weeks` in other units: `28 days, 672 hours`; undefined where it is no duration. */
export function durationWords(duration: ast.Duration | undefined): string | undefined {
  const milliseconds = durationOf(duration, silent);
  if (milliseconds === undefined) return undefined;
  const hours = milliseconds / 3_600_000;
  const inHours = `${formatNumber(Math.round(hours * 100) / 100)} ${hours === 1 ? 'hour' : 'hours'}`;
  return [...new Set([formatDuration(milliseconds), inHours])].join(', ');
}
