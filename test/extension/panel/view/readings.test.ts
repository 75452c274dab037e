import { describe, expect, it } from 'vitest';
import type { LedgerEntry, Unit } from '../../../../extension/panel/protocol.ts';
import { formatShare } from '../../../../extension/panel/view/numbers.ts';
import type { LogValue } from '../../../../extension/panel/view/readings.ts';
import { createUnits } from '../../../../extension/panel/view/readings.ts';
import { facts } from './fixtures.ts';

const at = { file: 'a.handoff', line: 3 };
const emails: Unit = { kind: 'count', singular: 'email', plural: 'emails' };
const hour = 3_600_000;

function unitsOf(unit: Unit) {
  return createUnits({
    ...facts,
    units: { values: [{ name: 'x', unit }], distances: [{ rule: 'r', ...at, unit }] },
  });
}

describe('a value is shown in its unit', () => {
  it.each<[LogValue, Unit, string]>([
    [0.68142532, { kind: 'share' }, '68.1%'],
    [3, emails, '3 emails'],
    [1, emails, '1 email'],
    [150, { kind: 'minutes' }, '2 hours 30 minutes'],
    [26 * hour, { kind: 'duration' }, '1 day 2 hours'],
    ['Infinity', { kind: 'duration' }, 'never'],
    [2, { kind: 'days' }, '2 days'],
    [1.5, { kind: 'bits' }, '1.5 bits'],
    [2000, { kind: 'money', currency: 'EUR' }, '2,000 EUR'],
    [1, { kind: 'yesNo' }, 'yes'],
    [0.25, { kind: 'number' }, '0.25'],
    [null, emails, 'unknown'],
    ['15:00', { kind: 'minutes' }, '15:00'],
  ])('%j as %j is %s', (value, unit, words) => {
    expect(unitsOf(unit).show(value, 'x')).toBe(words);
  });
});

describe('a distance is shown in the unit of its rule', () => {
  it.each<[number, Unit, string]>([
    [180, { kind: 'minutes' }, '3 hours beyond the threshold'],
    [-4 * hour, { kind: 'duration' }, '4 hours short of the threshold'],
    [0.0185747, { kind: 'share' }, '1.9 points beyond the threshold'],
    [-0.01, { kind: 'share' }, '1 point short of the threshold'],
    [0.000423, { kind: 'share' }, '0.042 points beyond the threshold'],
    [0.3128, { kind: 'share' }, '31.3 points beyond the threshold'],
    [2, emails, '2 emails beyond the threshold'],
    [0, emails, 'on the threshold'],
  ])('%d of %j is %s', (distance, unit, words) => {
    const entry: LedgerEntry = { rule: 'r', ...at, outcome: 'fired', values: {}, distance };
    expect(unitsOf(unit).distance(entry)).toBe(words);
  });

  it('is none where the rule has none', () => {
    const entry: LedgerEntry = { rule: 'r', ...at, outcome: 'fired', values: {} };
    expect(unitsOf(emails).distance(entry)).toBeUndefined();
  });
});

it.each([
  [true, '1.77%'],
  [false, '0.01774'],
])('what an alternative reached of a goal that is a share (%s) is %s', (goalIsShare, words) => {
  expect(createUnits({ ...facts, goalIsShare }).rate(0.017744)).toBe(words);
});

it.each([
  [0.68142, '68.1%'],
  [0.004556, '0.46%'],
  [0.000004556, '0.0004556%'],
  [0.07, '7%'],
  [0.10004, '10.0%'],
  [1, '100%'],
  [0, '0%'],
  [0.9997, '99.97%'],
])('a share of %d reads as %s, and as all or nothing only where it is', (share, words) => {
  expect(formatShare(share)).toBe(words);
});
