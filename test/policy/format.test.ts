import { describe, expect, it } from 'vitest';
import { formatDuration, formatValue } from '../../language-server/policy/format.ts';
import type { Value, ValueType } from '../../language-server/policy/model.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const emails = { singular: 'email', plural: 'emails' };

const cases: [value: Value | undefined, type: ValueType | undefined, text: string][] = [
  [1, { kind: 'yesNo' }, 'yes'],
  [0, { kind: 'yesNo' }, 'no'],
  [2000, { kind: 'money', currency: 'EUR' }, '2,000 EUR'],
  [1234567.5, { kind: 'money', currency: 'USD' }, '1,234,567.5 USD'],
  [-1000, { kind: 'number' }, '-1,000'],
  [999, { kind: 'number' }, '999'],
  [0.1 + 0.2, { kind: 'number' }, '0.3'],
  [1e21, { kind: 'number' }, '1e+21'],
  [800, { kind: 'count', noun: 'emails' }, '800 emails'],
  [1, { kind: 'count', noun: 'emails' }, '1 email'],
  [1, { kind: 'count', noun: 'visits' }, '1 visits'],
  [0.7, { kind: 'share' }, '70%'],
  [0.07, { kind: 'share' }, '7%'],
  [0.005, { kind: 'share' }, '0.5%'],
  [3, { kind: 'bits' }, '3 bits'],
  [1, { kind: 'bits' }, '1 bit'],
  [4 * HOUR, { kind: 'duration' }, '4 hours'],
  [420, { kind: 'time', step: 60 }, '07:00'],
  [0, { kind: 'time', step: 1 }, '00:00'],
  [1439.99, { kind: 'time', step: 1 }, '23:59'],
  [20487, { kind: 'date' }, '2026-02-03'],
  [-1, { kind: 'date' }, '1969-12-31'],
  [1e12, { kind: 'date' }, '1,000,000,000,000'],
  [20487 * DAY + 9 * HOUR, { kind: 'timestamp' }, '2026-02-03 09:00 UTC'],
  [5, { kind: 'weekday' }, 'Friday'],
  [12, { kind: 'month' }, 'December'],
  [1, { kind: 'oneOf', values: ['active', 'lapsing'] }, 'lapsing'],
  [7, { kind: 'oneOf', values: ['active'] }, '7'],
  ['Europe/Berlin', { kind: 'zone' }, 'Europe/Berlin'],
  [2000, undefined, '2,000'],
  [undefined, { kind: 'yesNo' }, 'unknown'],
  [NaN, { kind: 'money', currency: 'EUR' }, 'unknown'],
];

describe('a value as a person reads it', () => {
  it.each(cases)('reads %j of type %j as %s', (value, type, text) => {
    expect(formatValue(value, type, emails)).toBe(text);
  });
});

describe('a duration', () => {
  it.each([
    [7 * DAY, '7 days'],
    [28 * DAY, '28 days'],
    [DAY, '1 day'],
    [36 * HOUR, '36 hours'],
    [90 * 60_000, '90 minutes'],
    [1000, '1 second'],
    [76 * HOUR, '76 hours'],
    [100 * HOUR, '4 days 4 hours'],
    [3 * DAY + 4 * HOUR + 7_001, '3 days 4 hours'],
    [2 * DAY - 1, '2 days'],
    [1.5, '1.5 milliseconds'],
    [0, '0 days'],
    [-4 * HOUR, '-4 hours'],
    [Infinity, 'never'],
  ])('of %d ms is %s', (milliseconds, text) => {
    expect(formatDuration(milliseconds)).toBe(text);
  });
});
