import type { Value, ValueType } from '../../policy/model.ts';
import type { Duration, Literal, NumberLiteral } from '../generated/ast.ts';
import type { Report } from '../problems.ts';
import { suggestion } from '../suggestion.ts';
import { daysOf, minutesOf } from './canonical.ts';
import { dateRemedies, durationRemedies, timeRemedies } from './remedies.ts';

export interface TypedValue {
  value: Value;
  type: ValueType;
}

const minute = 60_000;
export const day = 24 * 60 * minute;
const durations = new Map([
  ['minute', minute],
  ['hour', 60 * minute],
  ['day', day],
  ['week', 7 * day],
]);
const currency = /^[A-Z]{3}$/;

/**
 * A literal with its type and canonical value. `nouns` maps what rows may be called (singular
 * and plural) to the plural. Undefined where it is not one; a problem is then reported.
 */
export function literalOf(
  literal: Literal,
  nouns: ReadonlyMap<string, string>,
  report: Report,
): TypedValue | undefined {
  switch (literal.$type) {
    case 'NumberLiteral':
      return numberOf(literal, nouns, report);
    case 'TimeLiteral': {
      const minutes = minutesOf(literal.time);
      if (minutes !== undefined) return { value: minutes, type: { kind: 'time', step: 1 } };
      report(
        'invalid-date',
        `\`${literal.time}\` is not a time; write one from 00:00 to 23:59`,
        literal,
        { remedies: timeRemedies(literal.time) },
      );
      return undefined;
    }
    case 'DateLiteral': {
      const date = daysOf(literal.date);
      if (date !== undefined) return { value: date, type: { kind: 'date' } };
      report('invalid-date', noSuchDate(literal.date), literal, {
        remedies: dateRemedies(literal.date),
      });
      return undefined;
    }
    case 'TextLiteral':
      return { value: literal.text, type: { kind: 'text' } };
  }
}

export function numberIn(text: string | undefined): number {
  return Number((text ?? '').replaceAll(',', ''));
}

function numberOf(
  literal: NumberLiteral,
  nouns: ReadonlyMap<string, string>,
  report: Report,
): TypedValue | undefined {
  const value = numberIn(literal.number);
  const unclear = /^[1-9]\d{0,2}\.\d{3}$/.test(literal.number ?? '');
  if (
    unclear &&
    !literal.percent &&
    (literal.unit !== undefined || literal.number.endsWith('000'))
  ) {
    const grouped = literal.number.replace('.', ',');
    const message = `\`${literal.number}\` reads as ${grouped} or as ${String(value)}: write \`${grouped}\` or \`${String(value)}\``;
    report('wrong-type', message, literal, {
      property: 'number',
      remedies: [{ text: grouped }, { text: String(value) }],
    });
    return undefined;
  }
  if (literal.percent) return { value: value / 100, type: { kind: 'share' } };
  const unit = literal.unit;
  if (unit === undefined) return { value, type: { kind: 'number' } };
  if (unit === 'bit' || unit === 'bits') return { value, type: { kind: 'bits' } };
  const length = unitLength(unit);
  if (length !== undefined) return { value: value * length, type: { kind: 'duration' } };
  if (currency.test(unit)) return { value, type: { kind: 'money', currency: unit } };
  const noun = nouns.get(unit);
  if (noun !== undefined) return { value, type: { kind: 'count', noun } };
  if (unfixed.has(unit)) {
    report('invalid-duration', unfixedMessage(unit), literal, {
      property: 'unit',
      remedies: durationRemedies(literal.number, unit),
    });
    return undefined;
  }
  const known = ['hours', 'days', 'weeks', 'minutes', 'bits', ...nouns.keys()];
  const { hint, remedies } = suggestion(unit, known);
  report(
    'mixed-units',
    `\`${unit}\` is not a unit here: use a duration (days, hours), a currency (EUR), %, or ${
      nouns.size > 0 ? [...new Set(nouns.values())].join(', ') : 'what a row of the data is'
    }${hint}`,
    literal,
    { property: 'unit', remedies },
  );
  return undefined;
}

const unfixed = new Set(['month', 'months', 'year', 'years', 'quarter', 'quarters']);

function unfixedMessage(unit: string): string {
  return `A duration in ${unit} has no fixed length: write it in days or weeks, such as 30 days`;
}

function unitLength(unit: string): number | undefined {
  return durations.get(unit.endsWith('s') ? unit.slice(0, -1) : unit);
}

/** Milliseconds; undefined, with a problem, where the unit is no duration of fixed length. */
export function durationOf(duration: Duration | undefined, report: Report): number | undefined {
  // After error recovery any property may be missing.
  const unit = duration?.unit;
  if (!duration || unit === undefined) return undefined;
  const length = unitLength(unit);
  if (length === undefined) {
    const { hint, remedies } = suggestion(unit, [
      'minutes',
      'hours',
      'days',
      'weeks',
      'day',
      'week',
    ]);
    const isUnfixed = unfixed.has(unit);
    const message = isUnfixed
      ? unfixedMessage(unit)
      : `\`${unit}\` is not a duration: write it in minutes, hours, days or weeks${hint}`;
    report('invalid-duration', message, duration, {
      property: 'unit',
      remedies: isUnfixed ? durationRemedies(duration.amount, unit) : remedies,
    });
    return undefined;
  }
  const amount = numberIn(duration.amount);
  if (amount > 0) return amount * length;
  report('invalid-duration', 'A duration must be longer than nothing', duration, {
    remedies: [{ text: `1 ${unit.replace(/s$/, '')}` }],
  });
  return undefined;
}

export function noSuchDate(text: string | undefined): string {
  if (text === undefined) return 'A date is missing, such as 2026-03-29';
  return `\`${text}\` is not a date; write year-month-day, such as 2026-03-29`;
}
