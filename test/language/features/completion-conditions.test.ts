import { describe, it } from 'vitest';
import type { Expected } from '../../support/completion-places.ts';
import { boundary, expectOffered, inBlock, never } from '../../support/completion-places.ts';
import { data } from '../../support/handoff-texts.ts';

describe('completion in a condition offers', () => {
  it.each<[string, string, Expected]>([
    [
      'the choice, columns, segments and words',
      never('<|>'),
      {
        first: ['hour', 'n', 'visits', 'spent'],
        also: ['vip', 'confidence', 'date', 'count of emails in the last 7 days', 'not'],
        not: ['clicked', 'likely', 'holidays', 'it moves the goal', 'owner'],
      },
    ],
    [
      'columns in a segment, and not the chosen one',
      `${data}segment s: <|>`,
      {
        first: ['n', 'visits'],
        not: ['hour', 's', 'clicked'],
      },
    ],
    [
      'what compares a time',
      never('hour <|>'),
      {
        first: ['is above …', 'is below …', 'is at least …', 'is at most …', 'is between … and …'],
        also: ['is more than … from usual', 'and'],
        not: ['mentions one of …', 'is in holidays', 'owner', 'boundaries'],
      },
    ],
    [
      'what compares one of several',
      never('level <|>'),
      {
        first: ['is …', 'is not …', 'is one of …', 'is not one of …'],
        not: ['is above …', 'is between … and …'],
      },
    ],
    ['what compares a date, calendars by name', never('date <|>'), { also: ['is in holidays'] }],
    [
      'what compares a text',
      never('line <|>'),
      {
        also: ['mentions one of …', 'is longer than … characters'],
        not: ['is above …'],
      },
    ],
    [
      'what compares a sum',
      never('spent + 5 EUR <|>'),
      { first: ['is above …'], not: ['is in holidays'] },
    ],
    ['no comparison of a segment', never('vip <|>'), { first: ['and', 'or'], not: ['is', 'is …'] }],
    ['yes and no', never('consent is <|>'), { first: ['yes', 'no'], not: ['above …', 'low'] }],
    [
      'the values of one of several',
      never('level is <|>'),
      {
        first: ['low', 'mid', 'high', 'one of …', 'not one of …'],
        not: ['small', 'consent', 'count of', 'above …'],
      },
    ],
    [
      'and its values behind `not`',
      never('level is not <|>'),
      { first: ['low', 'mid', 'high'], not: ['not'] },
    ],
    [
      'and its values in a list',
      never('level is one of low, <|>'),
      { first: ['low', 'mid', 'high'], not: ['the subject'] },
    ],
    [
      'times, the usual one first',
      never('hour is between <|>'),
      { first: ['09:00', '00:00', '01:00'], also: ['usual'] },
    ],
    [
      'money in the right currency',
      never('spent is above <|>'),
      { first: ['100 EUR'], not: ['100 USD', 'paid'] },
    ],
    ['and in the other one', never('paid is above <|>'), { first: ['100 USD'] }],
    ['a number goes on with its unit', never('spent is above 250<|>'), { first: ['250 EUR'] }],
    [
      'units behind a number',
      never('spent is above 250 <|>'),
      { first: ['EUR'], not: ['USD', '%', 'days'] },
    ],
    [
      'units of a duration',
      never('time since the last email is below 36 <|>'),
      { first: ['days', 'hours'], not: ['EUR'] },
    ],
    [
      'one day, and several',
      never('count of emails in the last 1 <|>'),
      { first: ['day', 'hour', 'week', 'minute'] },
    ],
    ['shares', never('confidence is below 80<|>'), { first: ['80%'] }],
    ['calendars', never('date is in <|>'), { first: ['holidays'], not: ['vip'] }],
    ['weekdays', never('weekday is <|>'), { first: ['Monday', 'Tuesday'], also: ['payday'] }],
    ['how far from what is usual', never('hour is more than <|>'), { first: ['4 hours'] }],
    ['what it is far from', never('hour is more than 3 hours from <|>'), { first: ['usual'] }],
    [
      'how often',
      boundary('r: at most <|>'),
      {
        first: [
          '5 emails per 7 days',
          '1 email per calendar day',
          '7 emails per 7 days across all handoffs',
        ],
      },
    ],
    [
      'how often of what',
      boundary('r: at most 5 <|>'),
      { first: ['emails'], not: ['days', 'EUR'] },
    ],
    [
      'the window of a cap, rolling or calendar',
      boundary('r: at most 5 emails per <|>'),
      {
        first: ['7 days', '4 hours'],
        also: ['calendar'],
        not: ['day', 'month'],
      },
    ],
    [
      'what happens otherwise',
      boundary('r: never when vip otherwise <|>'),
      {
        first: ['use the nearest allowed', 'escalate to', 'hold', 'block'],
      },
    ],
    [
      'agreement alone on the ladder',
      inBlock('autonomy', 'becomes act when <|>'),
      { first: ['agreement'], not: ['hour', 'confidence'] },
    ],
    [
      'surprise alone where it is measured',
      inBlock('surprises', 'surprising when <|>'),
      { first: ['surprise'], not: ['hour', 'evidence'] },
    ],
    [
      'what makes a surprise sound',
      inBlock('surprises', 'sound when <|>'),
      {
        first: ['evidence'],
        also: ['it holds on the holdout', 'it moves the goal'],
        not: ['hour'],
      },
    ],
  ])('%s', async (_, source, expected) => {
    await expectOffered(source, expected);
  });
});
