import type { LedgerEntry, LogEntry, RunFacts, Unit } from '../protocol.ts';
import { counted, formatDuration, formatShare, formatShort } from './numbers.ts';

export type LogValue = LogEntry['choice'];

/** What the values of a log are in: without it a number has no meaning to a reader. */
export interface Units {
  /** A value by the name it has in the log. */
  show: (value: LogValue, name: string) => string;
  choice: (value: LogValue) => string;
  /** Of the goal, which an alternative has reached so far. */
  rate: (value: number) => string;
  /** How far from its threshold a rule was; undefined where it has no distance. */
  distance: (entry: LedgerEntry) => string | undefined;
}

export function createUnits({ units, goalIsShare }: RunFacts): Units {
  const byName = new Map(units?.values.map(({ name, unit }) => [name, unit]));
  const byRule = new Map(units?.distances.map((one) => [placeOf(one.rule, one), one.unit]));
  return {
    show: (value, name) => showValue(value, byName.get(name)),
    choice: (value) => showValue(value, units?.choice),
    rate: (value) => (goalIsShare ? formatShare(value) : formatShort(value)),
    distance: ({ rule, file, line, distance }) =>
      distance === undefined
        ? undefined
        : distanceWords(distance, byRule.get(placeOf(rule, { file, line }))),
  };
}

function placeOf(name: string, { file, line }: { file: string; line: number }): string {
  return `${file}:${line}:${name}`;
}

/** Names and times come as they are read; numbers are given their unit. */
function showValue(value: LogValue, unit: Unit | undefined): string {
  if (value === null) return 'unknown';
  if (value === 'Infinity' && unit?.kind === 'duration') return 'never';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'number' ? showNumber(value, unit) : value;
}

function showNumber(value: number, unit: Unit | undefined): string {
  switch (unit?.kind) {
    case 'yesNo':
      return value === 0 ? 'no' : 'yes';
    case 'share':
      return formatShare(value);
    case 'bits':
      return counted(value, 'bit');
    case 'duration':
      return formatDuration(value);
    case 'minutes':
      return formatDuration(value * 60_000);
    case 'days':
      return counted(value, 'day');
    case 'count':
      return counted(value, unit.singular, unit.plural);
    case 'money':
      return `${formatShort(value)} ${unit.currency}`;
    case 'number':
    case undefined:
      return formatShort(value);
  }
}

/** On the threshold, beyond it (where the rule fires), or short of it. */
function distanceWords(distance: number, unit: Unit | undefined): string {
  if (distance === 0) return 'on the threshold';
  const size = Math.abs(distance);
  const amount = unit?.kind === 'share' ? counted(points(size), 'point') : showNumber(size, unit);
  return `${amount} ${distance > 0 ? 'beyond' : 'short of'} the threshold`;
}

/** Of two shares the difference is in percentage points: to a tenth, a smaller one to two digits. */
function points(share: number): number {
  const exact = 100 * share;
  return Number(exact < 1 ? exact.toPrecision(2) : exact.toFixed(1));
}
