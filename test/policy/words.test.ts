import { describe, expect, it } from 'vitest';
import type { Condition, Quantity } from '../../language-server/policy/model.ts';
import { conditionWords, listWords } from '../../language-server/policy/words.ts';
import { choice, choiceBetween, column, literal, policyWith } from '../support/policies.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const policy = policyWith({ usual: 540 });

const consented: Condition = { kind: 'truth', of: column('consent') };
const dormant: Condition = {
  kind: 'compare',
  operator: 'is',
  left: column('engagement'),
  right: literal(2),
};
const rich: Condition = {
  kind: 'compare',
  operator: 'above',
  left: column('lifetime_value'),
  right: literal(2000),
};
const not = (part: Condition): Condition => ({ kind: 'not', part });
const compare = (left: Quantity, right: Quantity): Condition => ({
  kind: 'compare',
  operator: 'atLeast',
  left,
  right,
});
const arithmetic = (
  operator: '+' | '-' | '*' | '/',
  left: Quantity,
  right: Quantity,
): Quantity => ({
  kind: 'arithmetic',
  operator,
  left,
  right,
});

const cases: [condition: Condition, words: string][] = [
  [{ kind: 'constant', value: true }, 'in every case'],
  [not({ kind: 'constant', value: true }), 'in no case'],
  [consented, '`consent` is yes'],
  [not(consented), '`consent` is no'],
  [dormant, '`engagement` is dormant'],
  [rich, '`lifetime_value` is above 2,000 EUR'],
  [not(rich), '`lifetime_value` is at most 2,000 EUR'],
  [not(not(rich)), '`lifetime_value` is above 2,000 EUR'],
  [choiceBetween(1260, 420), '`send_hour` is from 21:00 until just before 07:00'],
  [not(choiceBetween(1260, 420)), '`send_hour` is not from 21:00 until just before 07:00'],
  [
    {
      kind: 'between',
      of: { kind: 'month' },
      low: literal(6),
      high: literal(8),
      ends: 'closed',
      wraps: true,
    },
    'the month is between June and August, both included',
  ],
  [
    { kind: 'oneOf', of: column('engagement'), values: [0, 1] },
    '`engagement` is one of active or lapsing',
  ],
  [{ kind: 'oneOf', of: column('engagement'), values: [0] }, '`engagement` is active'],
  [
    { kind: 'inCalendar', of: { kind: 'date' }, calendar: 'holidays' },
    'the date is in the calendar `holidays`',
  ],
  [{ kind: 'known', of: column('consent') }, '`consent` is known'],
  [not({ kind: 'known', of: column('consent') }), '`consent` is not known'],
  [
    { kind: 'farFrom', of: choice, from: literal(540), distance: 180, cycle: 1440 },
    '`send_hour` is more than 3 hours from the usual 09:00',
  ],
  [
    { kind: 'farFrom', of: column('opens_at'), from: literal(600), distance: 30, cycle: 1440 },
    '`opens_at` is more than 30 minutes from 10:00',
  ],
  [
    { kind: 'mentions', of: column('subject_text'), phrases: ['free', 'buy *now*'] },
    '`subject_text` mentions “free” or “buy \\*now\\*” (whole words, in any case)',
  ],
  [
    { kind: 'longerThan', of: column('subject_text'), length: 60 },
    '`subject_text` is longer than 60 characters',
  ],
  [
    { kind: 'and', parts: [dormant, { kind: 'or', parts: [rich, consented] }] },
    '`engagement` is dormant and (`lifetime_value` is above 2,000 EUR or `consent` is yes)',
  ],
  [
    not({ kind: 'or', parts: [rich, consented] }),
    'not (`lifetime_value` is above 2,000 EUR or `consent` is yes)',
  ],
  [
    compare({ kind: 'word', word: 'confidence' }, literal(0.7)),
    "the agent's confidence is at least 70%",
  ],
  [
    compare({ kind: 'sinceLast', across: true, ahead: false }, literal(4 * HOUR)),
    'the time since the last email across all handoffs is at least 4 hours',
  ],
  [
    compare(
      {
        kind: 'sent',
        window: { kind: 'rolling', milliseconds: 7 * DAY },
        across: false,
        ahead: true,
      },
      literal(1),
    ),
    'the number of emails in the last 7 days is at least 1 email',
  ],
  [
    compare(column('lifetime_value'), arithmetic('*', column('visits'), literal(2.5))),
    '`lifetime_value` is at least `visits` × 2.5',
  ],
  [
    compare(arithmetic('+', column('lifetime_value'), literal(100)), literal(2000)),
    '`lifetime_value` + 100 EUR is at least 2,000 EUR',
  ],
  // Dates count days while durations count milliseconds: that factor is nobody's business.
  [
    compare(
      arithmetic('*', arithmetic('-', { kind: 'date' }, column('birthday')), literal(DAY)),
      literal(30 * DAY),
    ),
    'the date − `birthday` is at least 30 days',
  ],
  [
    compare(
      { kind: 'date' },
      arithmetic('+', column('birthday'), arithmetic('/', literal(3 * DAY), literal(DAY))),
    ),
    'the date is at least `birthday` + 3 days',
  ],
];

describe('a condition in words', () => {
  it.each(cases)('%#: %j', (condition, words) => {
    expect(conditionWords(condition, policy)).toBe(words);
  });
});

it('puts a list into words', () => {
  expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map((list) => listWords(list, 'and'))).toEqual([
    '',
    'a',
    'a and b',
    'a, b and c',
  ]);
});
