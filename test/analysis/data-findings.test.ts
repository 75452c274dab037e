import { describe, expect, it } from 'vitest';
import type { dataReviewCodes } from '../../language-server/analysis/codes.ts';
import type { LogRow } from '../support/data-review.ts';
import { logOf, logPolicy, reviewLog } from '../support/data-review.ts';

interface Case {
  title: string;
  policy: Parameters<typeof logPolicy>[0];
  rows: LogRow[];
  /** `line code message`, lines counted from the handoff's; of other codes nothing is said. */
  expected: string[];
}

async function found({ policy, rows }: Case, code: string): Promise<string[]> {
  const all = await reviewLog(logPolicy(policy), logOf(rows));
  return all
    .filter((each) => each.code === code)
    .map(({ line, message }) => `${String(line)} ${message}`)
    .sort();
}

const trigger = (condition: string, more = ''): Case['policy'] => ({
  blocks: `escalate to team\n old: when ${condition}\n${more}`,
});
const boundary = (condition: string, more = ''): Case['policy'] => ({
  blocks: `boundaries\n rule: never when ${condition} because "so"\n${more}`,
});
const logged = 'a replay of the logged choices';

const missingFields: Case[] = [
  {
    title: 'a trigger whose field is missing in a row',
    policy: trigger('age is above 50'),
    rows: [{}, { age: '' }, { age: '60' }],
    expected: [
      `3 \`old\` is unknown in 1 of 3 decisions of ${logged}, and asks \`team\` there: \`age\` is missing in 1 of 3 rows of \`log.csv\``,
    ],
  },
  {
    title: 'a cell that does not fit its column, which is as unknown as an empty one',
    policy: boundary('consent is not yes'),
    rows: [{}, { consent: 'perhaps' }, { consent: '' }],
    expected: [
      `3 \`rule\` is unknown in 2 of 3 decisions of ${logged}, and asks \`team\` there: \`consent\` is missing in 2 of 3 rows of \`log.csv\``,
    ],
  },
  {
    title: 'two fields of one rule',
    policy: trigger('age is above 50 and tier is gold'),
    rows: [{ tier: '', age: '60' }, { age: '', tier: 'gold' }, {}],
    expected: [
      `3 \`old\` is unknown in 2 of 3 decisions of ${logged}, and asks \`team\` there: \`age\` is missing in 1 of 3 rows and \`tier\` is missing in 1 of 3 rows of \`log.csv\``,
    ],
  },
  {
    title: 'the decisions of the simulation alone, where there is one',
    policy: {
      ...trigger('age is above 50'),
      after: 'simulation january of timing from 2026-01-06 to 2026-01-07 agent is the usual choice',
    },
    rows: [{ age: '' }, { day: '2026-01-06', age: '' }, { day: '2026-01-07', age: '' }],
    expected: [
      '3 `old` is unknown in 1 of 1 decisions of `january`, and asks `team` there: `age` is missing in 3 of 3 rows of `log.csv`',
    ],
  },
  {
    title: 'nothing where the other part of the condition decides',
    policy: trigger('age is above 50 and tier is gold'),
    rows: [{ age: '' }],
    expected: [],
  },
  {
    title: 'nothing where the rule itself says what is missing',
    policy: trigger('age is known and age is above 50'),
    rows: [{ age: '' }],
    expected: [],
  },
  {
    title: 'nothing where no rule reads the field',
    policy: trigger('age is above 50'),
    rows: [{ tier: '', consent: '', note: '' }],
    expected: [],
  },
  {
    title: 'nothing where it is the agent that says too little',
    policy: trigger('confidence is below 70%'),
    rows: [{}],
    expected: [],
  },
];

const outsideData: Case[] = [
  {
    title: 'a threshold above all that the data has',
    policy: trigger('age is above 90'),
    rows: [{ age: '30' }, { age: '' }, { age: '90' }],
    expected: [
      '3 No row of `log.csv` meets the condition of `old`: `age` is between 30 and 90 in the 2 of 3 rows that have it',
    ],
  },
  {
    title: 'a threshold that every row is beyond',
    policy: trigger('age is at least 18'),
    rows: [{ age: '18' }, { age: '30' }],
    expected: [
      '3 Every row of `log.csv` meets the condition of `old`: `age` is between 18 and 30 in all 2 rows',
    ],
  },
  {
    title: 'a threshold that every row is beyond that has the field',
    policy: trigger('age is at least 18'),
    rows: [{ age: '18' }, { age: '' }],
    expected: [
      '3 Every row of `log.csv` that can be decided meets the condition of `old`: `age` is between 18 and 18 in the 1 of 2 rows that have it',
    ],
  },
  {
    title: 'a value that the data does not have',
    policy: trigger('tier is gold and age is above 20'),
    rows: [{}, {}],
    expected: ['3 No row of `log.csv` meets the condition of `old`: `tier` is plain in all 2 rows'],
  },
  {
    title: 'a text, whatever it says',
    policy: trigger('note mentions one of "free"'),
    rows: [{ note: 'one' }, { note: 'two' }],
    expected: [
      '3 No row of `log.csv` meets the condition of `old`: `note` is one of 2 texts in all 2 rows',
    ],
  },
  {
    title: 'dates that the data does not reach',
    policy: {
      ...boundary('date is in feasts'),
      after: 'calendar feasts 2026-01-10',
    },
    rows: [{ day: '2026-01-05' }, { day: '2026-01-08' }],
    expected: [
      '3 No row of `log.csv` meets the condition of `rule`: the dates are between 2026-01-04 and 2026-01-09',
    ],
  },
  {
    title: 'a learned rule',
    policy: {
      blocks: 'feedback on override because young avoid age is below 18 until 2027-01-01',
    },
    rows: [{}],
    expected: [
      '2 No row of `log.csv` meets the condition of `avoid age is below 18`: `age` is between 30 and 30 in all 1 rows',
    ],
  },
  {
    title: 'nothing of a value that occurs once',
    policy: trigger('tier is gold'),
    rows: [{}, { tier: 'gold' }],
    expected: [],
  },
  {
    title: 'nothing of a threshold that one row reaches',
    policy: trigger('age is at least 90'),
    rows: [{}, { age: '90' }],
    expected: [],
  },
  {
    title: 'nothing of a date that may be reached on a clock somewhere',
    policy: { ...boundary('date is in feasts'), after: 'calendar feasts 2026-01-09' },
    rows: [{ day: '2026-01-08' }],
    expected: [],
  },
  {
    title: 'nothing of a boundary that people keep to',
    policy: boundary('consent is not yes'),
    rows: [{}, {}],
    expected: [],
  },
  {
    title: 'nothing of what no decision at all could meet',
    policy: trigger('age is above 90 and confidence is above 150%'),
    rows: [{}],
    expected: [],
  },
  {
    title: 'nothing of texts whose list is too long to be whole',
    policy: trigger('note mentions one of "free"'),
    rows: Array.from({ length: 11 }, (_, at) => ({ note: `n${String(at)}` })),
    expected: [],
  },
];

const busy = (day: number, count: number): LogRow[] =>
  Array.from({ length: count }, () => ({ day: `2026-01-0${String(day)}`, age: '60' }));
const budget = 'answer within 4 hours, otherwise hold\n at most 2 per day';

const overBudget: Case[] = [
  {
    title: 'days that ask more than the budget',
    policy: trigger('age is above 50', ` ${budget}`),
    rows: [...busy(1, 3), ...busy(2, 5), ...busy(3, 2), { day: '2026-01-04' }],
    expected: [
      `2 \`team\` answers at most 2 escalations a day, and is asked more on 2 of 4 days of ${logged}: 5 times on 2026-01-02, the busiest, and 2 times on the median day; what is beyond is held, so raise the budget or escalate less`,
    ],
  },
  {
    title: 'what is blocked beyond it, and what is unknown',
    policy: trigger('age is above 50', ` ${budget.replace('hold', 'block')}`),
    rows: [{ age: '' }, { age: '' }, { age: '60' }],
    expected: [
      `2 \`team\` answers at most 2 escalations a day, and is asked more on 1 of 1 day of ${logged}: 3 times on 2026-01-05, the busiest, and 3 times on the median day; what is beyond is blocked, so raise the budget or escalate less`,
    ],
  },
  {
    title: 'nothing where every day is within it',
    policy: trigger('age is above 50', ` ${budget}`),
    rows: [...busy(1, 2), ...busy(2, 2)],
    expected: [],
  },
  {
    title: 'nothing of another role that is asked',
    policy: {
      blocks: `escalate to team\n young: when age is below 18\n ${budget}\nescalate to others\n old: when age is above 50\n answer within 1 hour, otherwise hold`,
    },
    rows: busy(1, 5),
    expected: [],
  },
  {
    title: 'nothing of what is blocked before anybody is asked',
    policy: {
      blocks: `boundaries\n grown: never when age is above 40 because "so"\nescalate to team\n old: when age is above 50\n ${budget}`,
    },
    rows: busy(1, 5),
    expected: [],
  },
  {
    title: 'nothing where what people chose cannot stand in for an agent that says how sure it is',
    policy: trigger('confidence is below 70%', ` ${budget}`),
    rows: busy(1, 5),
    expected: [],
  },
];

const berlin = { zone: 'Europe/Berlin' };
const clockGaps: Case[] = [
  {
    title: 'the usual time',
    policy: { usually: '02:00', ...boundary('hour is between 03:00 and 04:00 or hour is 01:00') },
    rows: [berlin, berlin, {}],
    expected: [
      '1 The usual `hour` 02:00 does not exist in `Europe/Berlin` (2 of 3 rows) on 2026-03-29: a choice of 02:00 is judged as such, and takes effect at 03:00, which `rule` forbids',
    ],
  },
  {
    title: 'the bound of a window, in a zone whose clocks change at midnight',
    policy: boundary('hour is between 22:00 and 00:00 or hour is between 01:00 and 06:00'),
    rows: [{ zone: 'America/Santiago', day: '2025-09-06' }],
    expected: [
      '1 Of what the agent may choose as `hour`, 00:00 does not exist in `America/Santiago` (1 of 1 rows) on 2025-09-07, one of 2 such dates in 1 zone: a choice of 00:00 is judged as such, and takes effect at 01:00, which `rule` forbids',
      '3 In `rule`, 00:00 does not exist in `America/Santiago` (1 of 1 rows) on 2025-09-07, one of 2 such dates in 1 zone: a choice of 00:00 is judged as such, and takes effect at 01:00, which `rule` forbids',
    ],
  },
  {
    title: 'the end of a window, which may be chosen',
    policy: { step: '30 minutes', ...boundary('hour is between 22:00 and 02:30') },
    rows: [berlin],
    expected: [
      '3 In `rule`, 02:30 does not exist in `Europe/Berlin` (1 of 1 rows) on 2026-03-29: a choice of 02:30 is judged as such, and takes effect at 03:30',
    ],
  },
  {
    title: 'a window that is the gap',
    policy: boundary('hour is between 02:00 and 03:00'),
    rows: [berlin],
    expected: [
      '3 In `rule`, 02:00 does not exist in `Europe/Berlin` (1 of 1 rows) on 2026-03-29: rules read the time that was chosen, whatever the clocks show',
    ],
  },
  {
    title: 'what the agent may choose, where it would take effect when nothing may be sent',
    policy: boundary('hour is between 03:00 and 07:00'),
    rows: [berlin, { zone: 'America/New_York' }, berlin],
    expected: [
      '1 Of what the agent may choose as `hour`, 02:00 does not exist in `Europe/Berlin` (2 of 3 rows) on 2026-03-29, one of 2 such dates in 2 zones: a choice of 02:00 is judged as such, and takes effect at 03:00, which `rule` forbids',
    ],
  },
  {
    title: 'many times of one gap',
    policy: { step: '10 minutes', ...boundary('hour is between 03:00 and 07:00') },
    rows: [berlin],
    expected: [
      '1 Of what the agent may choose as `hour`, 6 times from 02:00 to 02:50 do not exist in `Europe/Berlin` (1 of 1 rows) on 2026-03-29: a choice of 02:00 is judged as such, and takes effect at 03:00, which `rule` forbids',
    ],
  },
  {
    title: 'nothing of what the agent may choose that takes effect when it may',
    policy: {},
    rows: [berlin],
    expected: [],
  },
  {
    title: 'nothing where a boundary forbids what would not exist',
    policy: boundary('hour is between 21:00 and 07:00'),
    rows: [berlin],
    expected: [],
  },
  { title: 'nothing where no clock changes', policy: {}, rows: [{}], expected: [] },
  {
    title: 'nothing where clocks change more than a year after the data',
    policy: { usually: '02:00' },
    // Summer time was abolished there in 2022.
    rows: [{ zone: 'America/Mexico_City', day: '2022-06-01' }],
    expected: [],
  },
];

const missingZones: Case[] = [
  {
    title: 'rows without a zone, with the rules that cannot be decided',
    policy: boundary('weekday is Monday', ' daily: at most 1 email per calendar day because "so"'),
    rows: [{}, { zone: '', reader: 'a' }, { zone: 'Mars/Olympus', reader: 'a' }],
    expected: [
      `1 \`zone\` is missing in 2 of 3 rows of \`log.csv\`, the first of them row 2, which belong to 1 of 2 subjects: \`daily\` and \`rule\` cannot be decided for that in up to 2 of 3 decisions of ${logged}, and a person is asked`,
    ],
  },
  {
    title: 'rows without a zone that no rule needs',
    policy: trigger('age is above 50'),
    rows: [{}, { zone: '' }],
    expected: [
      '1 `zone` is missing in 1 of 2 rows of `log.csv`, the first of them row 2, which belong to 1 of 2 subjects: no date or time of day is known there',
    ],
  },
  {
    title: 'nothing where all have one',
    policy: boundary('weekday is Monday'),
    rows: [{}],
    expected: [],
  },
];

const cases: Record<keyof typeof dataReviewCodes, Case[]> = {
  'missing-field': missingFields,
  'missing-zone': missingZones,
  'outside-data': outsideData,
  'over-budget': overBudget,
  'clock-gap': clockGaps,
};

describe.each(Object.entries(cases))('%s', (code, each) => {
  it.each(each)('tells of $title', async (one) => {
    expect(await found(one, code)).toEqual(one.expected);
  });
});
