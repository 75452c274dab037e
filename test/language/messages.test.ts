import { describe, expect, it } from 'vitest';
import { problemsOf } from '../support/handoff.ts';
import { data, handoff } from '../support/handoff-texts.ts';

type Slip = [line: string, ...messages: string[]];

const inBoundaries: Slip[] = [
  ['a: never when n is above', 'syntax-error Expected a number such as 5 after `above`'],
  [
    'a: never when n is greater than 5',
    'unfinished-rule `than` does not fit here, after `greater`; write `is above …`',
  ],
  [
    'a: never when n is more than 5',
    'syntax-error Expected `is above …`, or `is more than … from usual` for a distance',
  ],
  [
    'a: never when n is less than 5',
    'unfinished-rule `than` does not fit here, after `less`; write `is below …`',
  ],
  ['a: never when n >= 5', 'symbol-comparison Comparisons are words: write `is at least` for `>=`'],
  [
    'a: never when n is >= 5',
    'symbol-comparison Expected a comparison such as `is above 5`, `is at least 5`, `is between 1 and 5` or `is one of`, found `>=`; write `is at least`',
  ],
  [
    'a: never when consent && n is 5',
    'symbol-comparison Comparisons are words: write `and` for `&&`',
  ],
  [
    'quiet hours: never when consent',
    'unfinished-rule `quiet` does not start a rule; a name is one word: write `quiet_hours:`',
  ],
  [
    'quiet-hours: never when consent',
    'unfinished-rule `quiet` does not start a rule; a name is one word: write `quiet_hours:`',
  ],
  [
    'quiet_hours never when consent',
    'unfinished-rule `quiet_hours` does not start a rule; a name ends with a colon: write `quiet_hours:`',
  ],
  ['a: never if consent', 'syntax-error Expected `when`, found `if`; write `when`'],
  [
    'a: always when consent',
    'syntax-error Expected a rule such as `never when …` or `at most 5 emails per 7 days`, found `always`; write what must not be: `never when …`',
  ],
  [
    'a: at most 5 per day',
    'syntax-error Say what is counted, and in which window: `at most 5 emails per calendar day`',
  ],
  ['a: at most 5 per 7 days', 'syntax-error Say what is counted: `at most 5 emails per 7 days`'],
  [
    'a: never when hour is between and 07:00',
    'syntax-error Expected a time such as 21:00, found `and`',
  ],
  [
    'a: never when hour is between 21:00 and',
    'syntax-error Expected a time such as 21:00 after `and`',
  ],
  ['a: never when level is one of', 'syntax-error Expected one of low, mid, high after `of`'],
  [
    'a: at most 5 emails per day',
    'unstated-window Say which day: write `per calendar day` or `per 24 hours`',
  ],
  ['a: at most 5 emails per hour', 'unstated-window Say which hour: write `per 1 hour`'],
  [
    'a: at most 5 emails per quarter',
    'unstated-window Expected a window such as `per calendar day` or `per 24 hours`, found `quarter`',
  ],
  [
    'a: max 5 emails per 7 days',
    'syntax-error Expected a rule such as `never when …` or `at most 5 emails per 7 days`, found `max`; write `at most`',
  ],
  ['expext 5', 'unfinished-rule `expext` does not start a rule; did you mean `expect`?'],
  ['nver when consent', 'unfinished-rule `nver` does not start a rule; did you mean `never`?'],
  [
    'atmost 5 emails per 7 days',
    'unfinished-rule `atmost` does not start a rule; did you mean `at most`?',
  ],
  ['a: at most five emails per 7 days', 'syntax-error Expected a number such as 7, found `five`'],
  [
    'a: never when consent because',
    'syntax-error Expected a reason in double quotes such as "legal review" after `because`',
  ],
  [
    'a: never when consent because legal',
    'syntax-error Expected a reason in double quotes such as "legal review", found `legal`',
  ],
  [
    'a: never when consent because "legal',
    'unclosed-text This text is not closed: end it with a double quote',
  ],
  [
    "a: never when line is 'x'",
    'syntax-error `\'` means nothing here; texts stand in double quotes: "…"',
  ],
  [
    'a: never when level is one of low high',
    'unfinished-rule `high` does not fit here, after `low`; is a comma missing?',
  ],
  [
    'a: never when line mentions one of "a" "b"',
    'unfinished-rule `"b"` does not fit here, after `"a"`; is a comma missing?',
  ],
  [
    'a: never when level is lo',
    'unknown-value Expected one of low, mid, high, found `lo`; did you mean `low`?',
  ],
  [
    'a: never when spent is above 2.000 EUR',
    'wrong-type `2.000` reads as 2,000 or as 2: write `2,000` or `2`',
  ],
  [
    'a: never when hour is between 9:00 am and 5:00 pm',
    'syntax-error Expected `and`, found `am`; times have 24 hours: write 09:00 or 21:00',
  ],
  [
    'a: never when born is 24.12.2025',
    'syntax-error `.` means nothing here; dates are written year-month-day, such as 2026-03-29',
  ],
  [
    'a: never when payday is Friday or Saturday',
    'unknown-name `Saturday` is a value that nothing is compared with; for a choice of several write `is one of …, Saturday`',
  ],
  ['a: never\twhen\tconsent', ''],
  ['a: never when (consent', 'syntax-error Expected `)` after `consent`'],
  ['a: never when consent)', 'unfinished-rule `)` does not fit here, after `consent`'],
  [
    'a: never when consent;',
    'syntax-error `;` means nothing here; layout is free, and nothing marks the end of a rule',
  ],
  ['// a note', 'unfinished-rule `/` does not start a rule; a comment starts with `#`'],
];

const inHandoff: Slip[] = [
  [
    'gaurd clicked stays below 5%',
    'unfinished-rule `gaurd` does not start a rule; did you mean `guard`?',
  ],
  [
    'guard clicked stays below 5',
    'wrong-type Expected a share such as 0.5%: a guard watches a rate',
  ],
  [
    'people keep content audience',
    'unfinished-rule `audience` does not fit here, after `content`; is a comma missing?',
  ],
  [
    'usualy hour is 10:00',
    'unfinished-rule `usualy` does not start a rule; did you mean `usually`?',
  ],
  ['when consent', 'unfinished-rule `when` does not start a rule'],
  ['escalate to o\n when count of', 'syntax-error Expected a name such as `newsletter` after `of`'],
  ['escalate to o\n when time since', 'syntax-error Expected `the` after `since`'],
  [
    'escalation to o',
    'unfinished-rule `escalation` does not start a rule; did you mean `escalate`?',
  ],
  [
    'escalate to o\n answer within 4 hours otherwise hold',
    'unfinished-rule `otherwise` does not fit here, after `hours`; is a comma missing?',
  ],
  [
    'escalate to o\n when confidence below 70%',
    'unfinished-rule `below` does not fit here, after `confidence`; write `is below …`',
  ],
  ['autonomy starts as suggest', 'syntax-error Expected `at`, found `as`'],
  [
    'escalate to o\n when confidence is betwen 5% and 9%',
    'unfinished-rule `betwen` does not fit here; did you mean `between`?',
  ],
  [
    'reversible witin 7 days',
    'syntax-error Expected `within`, found `witin`; did you mean `within`?',
  ],
];

const inData: Slip[] = [
  [
    'zip number',
    "unfinished-rule `zip` does not start a rule; a column's name ends with a colon: write `zip:`",
  ],
  [
    'zip: string',
    'syntax-error Expected a type such as `yes/no`, `number`, `text`, `money in EUR` or `one of a, b`, found `string`',
  ],
];

const messagesOf = async (text: string): Promise<string> =>
  (await problemsOf(text)).map((problem) => problem.replace(/^\S+ /, '')).join('\n');

describe('what a person writes by mistake is answered in one line', () => {
  it.each(inBoundaries)('%s', async (line, message) => {
    expect(await messagesOf(handoff(`boundaries\n ${line}\n z: never when n is 9`))).toBe(message);
  });
  it.each(inHandoff)('%s', async (line, message) => {
    expect(await messagesOf(handoff(`${line}\n`))).toBe(message);
  });
  it.each(inData)('%s', async (line, message) => {
    expect(await messagesOf(`${data}  ${line}\n  last: text\n`)).toBe(message);
  });
});

describe('one slip is said once', () => {
  it('a column that cannot be read does not make each rule that reads it wrong', async () => {
    const text = handoff('boundaries\n never when consent\n never when date is 2026-01-01');
    expect(await messagesOf(text.replace('consent: yes/no', 'consent: boolean'))).toMatch(
      /^syntax-error Expected a type [^\n]*$/,
    );
    expect(await messagesOf(text.replace('money in EUR', 'money in euro'))).toBe(
      'wrong-type Expected a currency code such as EUR, found `euro`',
    );
  });

  it('a line that cannot be read is not missing as well', async () => {
    expect(await messagesOf(handoff().replace('owner o', 'onwer o'))).toBe(
      'unfinished-rule `onwer` does not start a rule; did you mean `owner`?',
    );
  });

  it('two slips on two lines are both said', async () => {
    const text = handoff('boundaries\n never if consent\n z: never when concent');
    expect((await problemsOf(text)).length).toBe(2);
  });
});
