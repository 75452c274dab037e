import { describe, expect, it } from 'vitest';
import type { ValueType } from '../../language-server/policy/model.ts';
import type { Kind, comparisonKinds } from '../../language-server/language/types.ts';
import { arithmeticType, takes } from '../../language-server/language/types.ts';
import { check, problemsOf } from '../support/handoff.ts';
import { never, ruleColumn, ruleLine } from '../support/handoff-texts.ts';

/** A quantity of each kind, a value of it, and what stands for a distance in it. */
const samples: Record<Kind, { type: ValueType; of: string; value: string; distance?: string }> = {
  yesNo: { type: { kind: 'yesNo' }, of: 'consent', value: 'yes' },
  number: { type: { kind: 'number' }, of: 'n', value: '5', distance: '5' },
  count: { type: { kind: 'count', noun: 'visits' }, of: 'visits', value: '5 visits' },
  money: { type: { kind: 'money', currency: 'EUR' }, of: 'spent', value: '5 EUR' },
  share: { type: { kind: 'share' }, of: 'part', value: '5%' },
  bits: { type: { kind: 'bits' }, of: 'surprise', value: '5 bits' },
  duration: {
    type: { kind: 'duration' },
    of: '(time since the last email)',
    value: '5 hours',
  },
  time: { type: { kind: 'time', step: 60 }, of: 'hour', value: '05:00', distance: '5 hours' },
  date: { type: { kind: 'date' }, of: 'born', value: '2026-01-05', distance: '5 days' },
  timestamp: { type: { kind: 'timestamp' }, of: 'seen', value: 'sent', distance: '5 days' },
  weekday: { type: { kind: 'weekday' }, of: 'payday', value: 'Friday' },
  month: { type: { kind: 'month' }, of: 'season', value: 'June' },
  oneOf: { type: { kind: 'oneOf', values: ['low', 'mid', 'high'] }, of: 'level', value: 'mid' },
  text: { type: { kind: 'text' }, of: 'line', value: '"a"' },
  identifier: { type: { kind: 'identifier' }, of: 'id', value: '"a"' },
  zone: { type: { kind: 'zone' }, of: 'zone', value: '"Europe/Berlin"' },
};
const kinds = Object.keys(samples) as Kind[];

/** `between` takes a second, higher value. */
const higher: Partial<Record<Kind, string>> = {
  count: '6 visits',
  money: '6 EUR',
  share: '6%',
  bits: '6 bits',
  duration: '6 hours',
  time: '06:00',
  date: '2026-01-06',
  weekday: 'Saturday',
  month: 'July',
};

const conditions: Record<keyof typeof comparisonKinds, (kind: Kind) => string> = {
  is: (kind) => `${samples[kind].of} is ${samples[kind].value}`,
  order: (kind) => `${samples[kind].of} is at least ${samples[kind].value}`,
  between: (kind) =>
    `${samples[kind].of} is between ${samples[kind].value} and ${higher[kind] ?? samples[kind].value}`,
  oneOf: (kind) => `${samples[kind].of} is one of ${samples[kind].value}`,
  far: (kind) =>
    `${samples[kind].of} is more than ${samples[kind].distance ?? samples[kind].value} from ${samples[kind].value}`,
  calendar: (kind) => `${samples[kind].of} is in c`,
  words: (kind) => `${samples[kind].of} mentions "a"`,
};

const calendar = '\ncalendar c\n 2026-01-01';
const pairs = (Object.keys(conditions) as (keyof typeof comparisonKinds)[]).flatMap((form) =>
  kinds.map((kind) => ({ form, kind, text: conditions[form](kind) })),
);

describe('comparisons', () => {
  it.each(pairs)('$form of a $kind: $text', async ({ form, kind, text }) => {
    const problems = await problemsOf(never(text) + calendar);
    // Values of one column are compared with columns, which a list has no place for.
    const listed = form === 'oneOf' && kind === 'timestamp';
    if (takes(form, kind) && !listed) expect(problems).toEqual([]);
    else expect(problems[0]).toMatch(/^\d+:\d+ (wrong-type|mixed-units|not-a-condition) /);
  });
});

/** Every pair of kinds that arithmetic takes, and what it gives. */
const fitting = `
  number + number = number
  number - number = number
  number * number = number
  number / number = number
  number + count = number
  number - count = number
  number * count = count
  number / count = number
  number * money = money
  number * share = share
  number * bits = bits
  number * duration = duration
  count + number = count
  count - number = count
  count * number = count
  count / number = count
  count + count = count
  count - count = count
  count / count = number
  money * number = money
  money / number = money
  money + money = money
  money - money = money
  money / money = number
  share * number = share
  share / number = share
  share + share = share
  share - share = share
  share / share = number
  bits * number = bits
  bits / number = bits
  bits + bits = bits
  bits - bits = bits
  bits / bits = number
  duration * number = duration
  duration / number = duration
  duration + duration = duration
  duration - duration = duration
  duration / duration = number
  time - time = duration
  date + duration = date
  date - duration = date
  date - date = duration
  timestamp - timestamp = duration
`
  .trim()
  .split(/\s*\n\s*/);

describe('arithmetic', () => {
  const operators = ['+', '-', '*', '/'] as const;
  const cases = kinds.flatMap((left) =>
    kinds.flatMap((right) =>
      operators.map((operator) => ({
        text: `${samples[left].of} ${operator} ${samples[right].of}`,
        fits: `${left} ${operator} ${right} = ${arithmeticType(operator, samples[left].type, samples[right].type)?.kind ?? ''}`,
        type: arithmeticType(operator, samples[left].type, samples[right].type),
      })),
    ),
  );
  it('adds what is alike, scales by numbers, and knows the calendar', () => {
    expect(cases.filter(({ type }) => type).map(({ fits }) => fits)).toEqual(fitting);
  });

  it.each(cases)('$text', async ({ text, type }) => {
    const problems = await problemsOf(never(`${text} is unknown`));
    if (type) expect(problems).toEqual([]);
    else expect(problems[0]).toMatch(/ mixed-units `[-+*/]` does not fit /);
  });

  it.each([
    ['n + 5 is above 6', { left: { operator: '+', right: { value: 5 } }, right: { value: 6 } }],
    ['spent * 2 is above 6 EUR', { left: { operator: '*', right: { value: 2 } } }],
    ['1 + n * 2 is above 3', { left: { operator: '+', right: { operator: '*' } } }],
    ['n - 1 - 2 is above 3', { left: { operator: '-', left: { operator: '-' } } }],
    ['n is above -5', { right: { value: -5 } }],
    ['n is above -n', { right: { operator: '*', left: { value: -1 } } }],
    ['born is above date - 30 days', { right: { operator: '-' } }],
    ['date - born is above 30 days', { right: { value: 30 * 86_400_000 } }],
    ['spent / 10 EUR is above 2', { right: { value: 2 } }],
  ])('%s', async (text, fires) => {
    const { policies, diagnostics } = await check(never(text));
    expect(diagnostics).toEqual([]);
    expect(policies[0]?.rules[0]?.fires).toMatchObject(fires);
  });
});

describe('a value of the wrong type or unit says what was expected', () => {
  it.each([
    ['spent is above 5', 'wrong-type Expected an amount such as 2,000 EUR, found `5`'],
    ['spent is above 5 USD', 'mixed-units Expected an amount such as 2,000 EUR, found `5 USD`'],
    ['spent is above paid', 'mixed-units Expected an amount such as 2,000 EUR, found `paid`'],
    [
      'visits is above 5 emails',
      'mixed-units Expected a number of visits such as 200 visits, found `5 emails`',
    ],
    ['confidence is below 5', 'wrong-type Expected a share such as 70%, found `5`'],
    ['confidence is below 0.7', 'wrong-type Expected a share such as 70%, found `0.7`'],
    ['n is above 70%', 'wrong-type Expected a number such as 5, found `70%`'],
    ['surprise is above 3', 'wrong-type Expected a number of bits such as 3 bits, found `3`'],
    ['hour is 9', 'wrong-type Expected a time such as 21:00, found `9`'],
    ['hour is 3 hours', 'wrong-type Expected a time such as 21:00, found `3 hours`'],
    [
      'time since the last email is below 4',
      'wrong-type Expected a duration such as 4 hours, found `4`',
    ],
    ['born is above 5 days', 'wrong-type Expected a date such as 2026-03-29, found `5 days`'],
    ['level is 5', 'wrong-type Expected one of low, mid, high, found `5`'],
    ['level is size', 'wrong-type Expected one of low, mid, high, found `size`'],
    ['consent is 1', 'wrong-type Expected yes or no, found `1`'],
    ['line is 5', 'wrong-type Expected a text in double quotes, found `5`'],
  ])('%s', async (text, problem) => {
    const [first, ...others] = await problemsOf(never(text));
    expect(first).toMatch(new RegExp(`^${ruleLine}:\\d+ `));
    expect(first?.replace(/^\S+ /, '')).toBe(problem);
    expect(others).toEqual([]);
  });

  it('points at the value, and not at the rule', async () => {
    const [problem] = await problemsOf(never('spent is above 5'));
    expect(problem).toMatch(`${ruleLine}:${ruleColumn + 'spent is above '.length} `);
  });
});
