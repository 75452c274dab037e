import { expect, it } from 'vitest';
import { logUnits } from '../../language-server/policy/log-units.ts';
import type { Condition, Quantity, ValueType } from '../../language-server/policy/model.ts';
import { boundary, policyWith } from '../support/policies.ts';

const above = (left: Quantity, value = 1): Condition => ({
  kind: 'compare',
  operator: 'above',
  left,
  right: { kind: 'literal', value },
});
const column = (name: string): Quantity => ({ kind: 'column', name });
const spacing: Quantity = { kind: 'sinceLast', across: false, ahead: true };
const emails = { kind: 'count', singular: 'email', plural: 'emails' };

const unitsOf = (fires: Condition) => logUnits(policyWith({ rules: [boundary('cap', fires)] }));
const valueOf = (fires: Condition, name: string) =>
  unitsOf(fires).values.find((value) => value.name === name)?.unit;

const values: [name: string, quantity: Quantity, unit: object | undefined][] = [
  ['confidence', { kind: 'word', word: 'confidence' }, { kind: 'share' }],
  ['surprise', { kind: 'word', word: 'surprise' }, { kind: 'bits' }],
  ['exploring', { kind: 'word', word: 'exploring' }, { kind: 'yesNo' }],
  ['evidence', column('visits'), emails],
  ['lifetime_value', column('lifetime_value'), { kind: 'money', currency: 'EUR' }],
  ['time to the nearest email', spacing, { kind: 'duration' }],
  ['opens_at', column('opens_at'), undefined],
  ['campaign', column('campaign'), undefined],
];
it.each(values)('%s is a number of its unit, or none', (name, quantity, unit) => {
  expect(valueOf(above(quantity), name)).toEqual(unit);
});

const distances: [what: string, fires: Condition, unit: object | undefined][] = [
  ['a duration', above(spacing), { kind: 'duration' }],
  ['a time of day', above(column('opens_at')), { kind: 'minutes' }],
  ['a date', above(column('birthday')), { kind: 'days' }],
  [
    'a time far from another',
    {
      kind: 'farFrom',
      of: { kind: 'choice' },
      from: column('opens_at'),
      distance: 120,
      cycle: 1440,
    },
    { kind: 'minutes' },
  ],
  ['what is not above', { kind: 'not', part: above(column('visits')) }, { kind: 'number' }],
  [
    'the one comparison of several parts',
    { kind: 'and', parts: [{ kind: 'truth', of: column('consent') }, above(column('visits'))] },
    { kind: 'number' },
  ],
  ['two comparisons', { kind: 'and', parts: [above(spacing), above(column('visits'))] }, undefined],
  ['no comparison', { kind: 'truth', of: column('consent') }, undefined],
];
it.each(distances)('the distance of %s has its unit, or none', (_what, fires, unit) => {
  const expected = unit ? [{ rule: 'cap', file: 'newsletter.handoff', line: 1, unit }] : [];
  expect(unitsOf(fires).distances).toEqual(expected);
});

it.each<[ValueType, object | undefined]>([
  [{ kind: 'time', step: 60 }, undefined],
  [{ kind: 'count', noun: 'emails' }, emails],
  [
    { kind: 'count', noun: 'ads' },
    { kind: 'count', singular: 'ads', plural: 'ads' },
  ],
])('a choice of %j is a number of its unit, or none', (type, unit) => {
  expect(logUnits(policyWith({ choice: { column: 'send', type } })).choice).toEqual(unit);
});
