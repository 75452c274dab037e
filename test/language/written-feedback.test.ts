import { describe, expect, it } from 'vitest';
import { writtenFeedback } from '../../language-server/language/written-feedback.ts';
import type { PlainCondition } from '../../language-server/language/written-rule.ts';
import { isWritable } from '../../language-server/language/written-rule.ts';
import type { Leaf, Value } from '../../language-server/policy/model.ts';
import { check } from '../support/handoff.ts';

const policyText = `calendar \`public holidays\`
  2026-01-01
segment dear: spend is above 900 EUR
data log from "log.csv"
  each row is an email
  sent_at : timestamp, the moment
  zone    : time zone, the clock
  hour    : time of day by the hour, chosen
  tier    : one of gold, "on hold", \`known\`
  spend   : money in EUR
  score   : number
  visits  : number of visits
  odds    : share
  \`is\`    : yes/no

handoff timing
  owner team
  uses log
  the agent chooses hour
  feedback
`;
const column = (name: string): Leaf => ({ kind: 'column', name });
const literal = (value: Value) => ({ kind: 'literal', value }) as const;
const compare = (
  left: Leaf,
  operator: 'is' | 'atLeast' | 'atMost',
  value: number,
): PlainCondition => ({ kind: 'compare', operator, left, right: literal(value) });
const between = (of: Leaf, low: number, high: number, more: object): PlainCondition => ({
  ...{ kind: 'between', of, low: literal(low), high: literal(high), ends: 'closed' },
  ...{ wraps: false, ...more },
});

describe('a condition that is written', () => {
  it.each<[string, PlainCondition]>([
    ['tier is gold', compare(column('tier'), 'is', 0)],
    ['tier is "on hold"', compare(column('tier'), 'is', 1)],
    ['tier is "known"', compare(column('tier'), 'is', 2)],
    ['`is` is yes', compare(column('is'), 'is', 1)],
    ['spend is at least 2,000 EUR', compare(column('spend'), 'atLeast', 2000)],
    ['spend is at most 130.1250 EUR', compare(column('spend'), 'atMost', 130.125)],
    ['score is at most 0.125', compare(column('score'), 'atMost', 0.125)],
    ['score is at least -3.5', compare(column('score'), 'atLeast', -3.5)],
    ['visits is 1 visit', compare(column('visits'), 'is', 1)],
    ['odds is at least 12.5%', compare(column('odds'), 'atLeast', 0.125)],
    ['spend is between 10 EUR and 20 EUR', between(column('spend'), 10, 20, {})],
    ['weekday is Friday', compare({ kind: 'weekday' }, 'is', 5)],
    ['weekday is between Saturday and Monday', between({ kind: 'weekday' }, 6, 1, { wraps: true })],
    ['month is between June and August', between({ kind: 'month' }, 6, 8, { wraps: true })],
    [
      'hour is between 22:00 and 05:00',
      between({ kind: 'choice' }, 1320, 300, { wraps: true, ends: 'halfOpen' }),
    ],
    [
      'date is in `public holidays`',
      { kind: 'inCalendar', of: { kind: 'date' }, calendar: 'public holidays' },
    ],
  ])('is read as the same: %s', async (words, condition) => {
    const { policies } = await check(policyText);
    const rule = { on: 'override' as const, reason: 'late', what: [condition], when: [] };
    const text = writtenFeedback([rule], policies[0]!);
    expect(text).toBe(`    on override because late\n      avoid ${words}\n`);
    const { policies: after, diagnostics } = await check(policyText + text);
    expect(diagnostics).toEqual([]);
    expect(after[0]!.feedback[0]!.what).toEqual(condition);
  });

  it('stands with its reason, pace, context and end, whatever the reason is called', async () => {
    const { policies } = await check(policyText);
    const text = writtenFeedback(
      [
        {
          ...{ on: 'approval', reason: 'it is early', after: { count: 3, days: 30 } },
          ...{ what: [compare({ kind: 'choice' }, 'is', 360)], when: [{ segment: 'dear' }] },
          until: 20_820,
          comment: 'explains 14 of 17 approvals',
        },
      ],
      policies[0]!,
      { withBlock: true },
    );
    expect(text).toBe(`  feedback
    # explains 14 of 17 approvals
    on approval because \`it is early\`, after 3 approvals in 30 days
      prefer hour is 06:00 when dear
      until 2027-01-02
`);
    const { policies: after, diagnostics } = await check(policyText.replace('  feedback\n', text));
    expect(diagnostics).toEqual([]);
    expect(after[0]!.feedback[0]).toMatchObject({ reason: 'it is early', until: 20_820 });
  });

  it.each([
    ['late', true],
    ['it is late', true],
    ['', false],
    ['bad `tick`', false],
    ['two\nlines', false],
  ])('may have %j for a reason: %s', (reason, expected) => {
    expect(isWritable(reason)).toBe(expected);
  });
});
