import { describe, expect, it } from 'vitest';
import { reviewCodes } from '../../../language-server/analysis/codes.ts';
import type { ProblemCode } from '../../../language-server/language/problems.ts';
import { problemCodes } from '../../../language-server/language/problems.ts';
import { actionsIn, done, inTheFile } from '../../support/code-actions.ts';
import { load, problemsOf, shown } from '../../support/handoff.ts';
import { data, handoff, never } from '../../support/handoff-texts.ts';

interface Case {
  code: ProblemCode;
  text: string;
  title: string;
  /** What is written instead: the first occurrence of a text, and what stands there then. */
  becomes: [from: string, to: string];
  beside?: Record<string, string>;
  isPreferred?: true;
}

/** Of a condition, of which a part is replaced. */
const condition = (
  code: ProblemCode,
  from: string,
  title: string,
  to: string,
  more: Partial<Case> = {},
): Case => ({
  code,
  text: never(from),
  title,
  becomes: [from, to],
  ...more,
});
/** Of blocks or lines of a handoff. */
const block = (
  code: ProblemCode,
  from: string,
  title: string,
  to: string,
  more: Partial<Case> = {},
): Case => ({
  code,
  text: handoff(from),
  title,
  becomes: [from, to],
  ...more,
});
const column = (
  code: ProblemCode,
  from: string,
  title: string,
  to: string,
  more: Partial<Case> = {},
): Case => ({
  code,
  text: `${data}  ${from}\n`,
  title,
  becomes: [from, to],
  ...more,
});
const whole = (
  code: ProblemCode,
  text: string,
  title: string,
  becomes: [string, string],
  more: Partial<Case> = {},
): Case => ({
  code,
  text,
  title,
  becomes,
  ...more,
});
const preferred = { isPreferred: true } as const;
const org = {
  'lib/org.handoff':
    'guardrails g\n theirs: never when consent is unknown\ncalendar free\n 2026-01-01',
};
const irreversible = (autonomy: string): string => handoff(`irreversible\n${autonomy}`);
const test = (lines: string): string => `${handoff()}test "t" of h\n${lines}`;
const simulation = (lines: string): string => `${handoff()}simulation s of h\n${lines}`;
const chosenSize = data
  .replace('by the hour, chosen', 'by the hour')
  .replace('small, large', 'small, large, chosen');

const syntax: Case[] = [
  block(
    'syntax-error',
    'boundaries\n a: never if consent',
    'Write `when` for `if`',
    'boundaries\n a: never when consent',
    preferred,
  ),
  block(
    'syntax-error',
    'boundaries\n a: nevr when consent',
    'Write `never` for `nevr`',
    'boundaries\n a: never when consent',
    preferred,
  ),
  block(
    'syntax-error',
    'boundaries\n a: never consent',
    'Insert `when`',
    'boundaries\n a: never when consent',
  ),
  block(
    'syntax-error',
    'boundaries\n a: never when (consent\n b: never when n is 5',
    'Insert `)`',
    'boundaries\n a: never when (consent)\n b: never when n is 5',
  ),
  block(
    'syntax-error',
    'boundaries\n a: max 5 emails per 7 days',
    'Write `at most` for `max`',
    'boundaries\n a: at most 5 emails per 7 days',
    preferred,
  ),
  block(
    'syntax-error',
    'boundaries\n a: at most 5 per day',
    'Write `emails per calendar day` for `per day`',
    'boundaries\n a: at most 5 emails per calendar day',
  ),
  block(
    'syntax-error',
    'boundaries\n a: at most 5 per week',
    'Write `emails per 7 days` for `per week`',
    'boundaries\n a: at most 5 emails per 7 days',
  ),
  block(
    'syntax-error',
    'boundaries\n a: at most 5 per 7 days',
    'Write `emails per` for `per`',
    'boundaries\n a: at most 5 emails per 7 days',
  ),
  condition(
    'syntax-error',
    'consent & n is 5',
    'Write `and` for `&`',
    'consent and n is 5',
    preferred,
  ),
  condition('syntax-error', 'consent;', 'Remove `;`', 'consent', preferred),
  condition('syntax-error', 'n is is 5', 'Remove `is`', 'n is 5', preferred),
  condition(
    'symbol-comparison',
    'consent && n is 5',
    'Write `and` for `&&`',
    'consent and n is 5',
    preferred,
  ),
  condition(
    'unfinished-rule',
    'n is greater than 5',
    'Write `above` for `greater than`',
    'n is above 5',
    preferred,
  ),
  condition(
    'unfinished-rule',
    'n is betwen 5 and 9',
    'Write `between` for `betwen`',
    'n is between 5 and 9',
    preferred,
  ),
  condition(
    'unfinished-rule',
    'confidence below 70%',
    'Insert `is`',
    'confidence is below 70%',
    preferred,
  ),
  condition('unfinished-rule', 'consent banana', 'Remove `banana`', 'consent'),
  condition('unfinished-rule', 'consent consent', 'Remove `consent`', 'consent', preferred),
  condition(
    'unfinished-rule',
    'level is one of low high',
    'Insert `,`',
    'level is one of low, high',
  ),
  block(
    'unfinished-rule',
    'boundaries\n quiet hours: never when consent',
    'Write `quiet_hours:` for `quiet hours:`',
    'boundaries\n quiet_hours: never when consent',
  ),
  block(
    'unfinished-rule',
    'boundaries\n quiet never when consent',
    'Write `quiet:` for `quiet`',
    'boundaries\n quiet: never when consent',
  ),
  block(
    'unfinished-rule',
    'quiet: never when consent',
    'Insert `boundaries`',
    'boundaries\n    quiet: never when consent',
  ),
  block(
    'unfinished-rule',
    'gaurd clicked stays below 5%',
    'Write `guard` for `gaurd`',
    'guard clicked stays below 5%',
    preferred,
  ),
  block('unfinished-rule', 'banana', 'Remove `banana`', ''),
  column('unfinished-rule', 'zip number', 'Insert `:`', 'zip: number'),
  whole('unfinished-rule', '"lib/org.handoff"\n', 'Insert `import`', ['', 'import '], {
    beside: org,
  }),
];

const cases: Case[] = [
  ...syntax,
  condition(
    'symbol-comparison',
    'n >= 5',
    'Write `is at least` for `>=`',
    'n is at least 5',
    preferred,
  ),
  condition(
    'symbol-comparison',
    'n is >= 5',
    'Write `at least` for `>=`',
    'n is at least 5',
    preferred,
  ),
  condition('symbol-comparison', 'n != 5', 'Write `is not` for `!=`', 'n is not 5', preferred),
  condition('unclosed-text', 'line is "a', 'Insert `"`', 'line is "a"', preferred),
  block(
    'unstated-window',
    'boundaries\n a: at most 5 emails per day',
    'Write `calendar day` for `day`',
    'boundaries\n a: at most 5 emails per calendar day',
  ),
  block(
    'unstated-window',
    'boundaries\n a: at most 5 emails per day',
    'Write `24 hours` for `day`',
    'boundaries\n a: at most 5 emails per 24 hours',
  ),
  whole('missing-import', 'import "none.handoff"\n', 'Create `none.handoff`', ['', '']),
  whole(
    'missing-import',
    'import "orgg.handoff"\n',
    'Write `"lib/org.handoff"`',
    ['orgg', 'lib/org'],
    {
      beside: org,
    },
  ),
  whole('import-cycle', 'import "main.handoff"\n', 'Remove `import "main.handoff"`', [
    'import "main.handoff"\n',
    '',
  ]),
  whole(
    'unknown-reference',
    handoff().replace('handoff h', 'handoff h under g'),
    'Import `g` from `lib/org.handoff`',
    ['', 'import "lib/org.handoff"\n\n'],
    { beside: org },
  ),
  whole(
    'unknown-reference',
    `# Mine.\nimport "other.handoff"\n${handoff().replace('handoff h', 'handoff h under g')}`,
    'Import `g` from `lib/org.handoff`',
    ['other.handoff"\n', 'other.handoff"\nimport "lib/org.handoff"\n'],
    { beside: { ...org, 'other.handoff': '' } },
  ),
  whole(
    'unknown-reference',
    `${handoff()}test "t" of hh\n when the agent chooses hour 09:00\n expect act`.replace(
      'handoff h',
      'handoff hhh',
    ),
    'Write `hhh` for `hh`',
    ['of hh', 'of hhh'],
  ),
  condition('unknown-name', 'concent is yes', 'Write `consent` for `concent`', 'consent is yes'),
  whole(
    'unknown-name',
    never('born is in free'),
    'Import `free` from `lib/org.handoff`',
    ['', 'import "lib/org.handoff"\n\n'],
    { beside: org },
  ),
  block('unknown-name', 'watch clickd', 'Write `clicked` for `clickd`', 'watch clicked'),
  whole(
    'unknown-name',
    handoff().replace('chooses hour', 'chooses houre'),
    'Write `hour` for `houre`',
    ['houre', 'hour'],
  ),
  whole(
    'unknown-name',
    handoff().replace('usually hour', 'usually size'),
    'Write `hour` for `size`',
    ['usually size', 'usually hour'],
    preferred,
  ),
  block(
    'unknown-name',
    'escalate to o\n a: when n is 5\n at most 4 per day, highest spentt first',
    'Write `spent` for `spentt`',
    'escalate to o\n a: when n is 5\n at most 4 per day, highest spent first',
  ),
  whole(
    'unknown-name',
    test('given concent is yes\nwhen the agent chooses hour 09:00\nexpect act'),
    'Write `consent` for `concent`',
    ['concent', 'consent'],
  ),
  whole(
    'unknown-name',
    `${handoff('boundaries\n rule: never when n is 1\n')}test "t" of h when the agent chooses hour 09:00 expect block by rul`,
    'Write `rule` for `rul`',
    ['by rul', 'by rule'],
  ),
  condition('unknown-value', 'level is lo', 'Write `low` for `lo`', 'level is low'),
  condition('unknown-value', 'payday is friday', 'Write `Friday` for `friday`', 'payday is Friday'),
  block('unknown-value', 'stakes hihg', 'Write `high` for `hihg`', 'stakes high'),
  whole('unknown-value', handoff().replace('is 09:00', 'is 09:20'), 'Write `09:00` for `09:20`', [
    '09:20',
    '09:00',
  ]),
  whole('duplicate-name', 'calendar c\ncalendar c', 'Rename this one to `c_2`', [
    'c\ncalendar c',
    'c\ncalendar c_2',
  ]),
  whole(
    'duplicate-name',
    `${test('when the agent chooses hour 09:00 expect act\n')}test "t" of h when the agent chooses hour 09:00 expect act`,
    'Rename this one to "t (2)"',
    ['act\ntest "t"', 'act\ntest "t (2)"'],
  ),
  block(
    'duplicate-name',
    'boundaries\n a: never when consent\n a : never when n is 5',
    'Rename this one to `a_2`',
    'boundaries\n a: never when consent\n a_2 : never when n is 5',
  ),
  column('duplicate-name', 'n: text # again', 'Remove the second `n`', '', {}),
  column('duplicate-name', 'm: one of a, b, a', 'Remove the second `a`', 'm: one of a, b'),
  whole(
    'loosens-guardrails',
    `guardrails g\n a: never when consent\n${handoff('boundaries\n a: never when n is 5').replace('handoff h', 'handoff h under g')}`,
    'Rename this one to `a_2`',
    ['boundaries\n a:', 'boundaries\n a_2:'],
  ),
  condition(
    'wrong-type',
    'spent is above 2.000 EUR',
    'Write `2,000` for `2.000`',
    'spent is above 2,000 EUR',
  ),
  condition(
    'wrong-type',
    'spent is above 2.000 EUR',
    'Write `2` for `2.000`',
    'spent is above 2 EUR',
  ),
  condition(
    'wrong-type',
    'spent is above 5',
    'Write `5 EUR` for `5`',
    'spent is above 5 EUR',
    preferred,
  ),
  condition(
    'wrong-type',
    'confidence is below 70',
    'Write `70%` for `70`',
    'confidence is below 70%',
    preferred,
  ),
  condition(
    'wrong-type',
    'confidence is below 0.7',
    'Write `70%` for `0.7`',
    'confidence is below 70%',
  ),
  condition(
    'wrong-type',
    'surprise is above 3',
    'Write `3 bits` for `3`',
    'surprise is above 3 bits',
    preferred,
  ),
  condition('wrong-type', 'hour is 9', 'Write `09:00` for `9`', 'hour is 09:00'),
  condition(
    'wrong-type',
    'born is "2026-01-01"',
    'Write `2026-01-01` for `"2026-01-01"`',
    'born is 2026-01-01',
    preferred,
  ),
  condition('wrong-type', 'n is 5 EUR', 'Write `5` for `5 EUR`', 'n is 5'),
  column('wrong-type', 'm: money in euro', 'Write `EUR` for `euro`', 'm: money in EUR'),
  block(
    'wrong-type',
    'guard clicked stays below 5',
    'Write `5%` for `5`',
    'guard clicked stays below 5%',
    preferred,
  ),
  block(
    'wrong-type',
    'learning\n explore at most 10 of decisions',
    'Write `10%` for `10`',
    'learning\n explore at most 10% of decisions',
    preferred,
  ),
  block(
    'wrong-type',
    'boundaries\n a: at most 5 emails per calendar weak',
    'Write `week` for `weak`',
    'boundaries\n a: at most 5 emails per calendar week',
  ),
  condition(
    'mixed-units',
    'spent is above 5 USD',
    'Write `5 EUR` for `5 USD`',
    'spent is above 5 EUR',
  ),
  condition(
    'mixed-units',
    'time since the last email is below 5 horus',
    'Write `hours` for `horus`',
    'time since the last email is below 5 hours',
  ),
  condition(
    'mixed-units',
    'line is longer than 60 words',
    'Write `characters` for `words`',
    'line is longer than 60 characters',
  ),
  condition(
    'mixed-units',
    'count of clicks in the last 7 days is 0',
    'Write `emails` for `clicks`',
    'count of emails in the last 7 days is 0',
  ),
  block(
    'mixed-units',
    'boundaries\n a: at most 5 clicks per 2 days',
    'Write `emails` for `clicks`',
    'boundaries\n a: at most 5 emails per 2 days',
  ),
  whole(
    'mixed-units',
    test('after clicks on 2026-01-01\nwhen the agent chooses hour 09:00\nexpect act'),
    'Write `emails` for `clicks`',
    ['clicks on', 'emails on'],
  ),
  whole(
    'missing-role',
    never('date is 2026-01-01').replace(
      'zone: time zone, the clock\n',
      'zone: time zone # where\n',
    ),
    'Mark `zone` as `the clock`',
    ['time zone #', 'time zone, the clock #'],
    preferred,
  ),
  whole(
    'missing-role',
    handoff('boundaries\n at most 5 emails per 2 days').replace(
      'sent: timestamp, the moment',
      'sent: timestamp',
    ),
    'Mark `seen` as `the moment`',
    ['seen: timestamp', 'seen: timestamp, the moment'],
  ),
  whole(
    'missing-role',
    `import "d.handoff"\n${handoff('goal more consent').slice(data.length)}`,
    'Mark `consent` as `an outcome`',
    ['', ''],
    { beside: { 'd.handoff': data } },
  ),
  whole(
    'missing-role',
    handoff().replace('by the hour, chosen', 'by the hour'),
    'Mark `hour` as `chosen`',
    ['by the hour', 'by the hour, chosen'],
    preferred,
  ),
  whole(
    'missing-part',
    handoff('escalate to p\n when n is 5\nescalate to q').replace('  owner o\n', ''),
    'Add `owner p`',
    ['handoff h\n', 'handoff h\n  owner p\n'],
  ),
  whole('missing-part', handoff().replace('  owner o\n', '"What."\n'), 'Add `owner h_owner`', [
    '"What."',
    '"What."\n  owner h_owner',
  ]),
  whole(
    'missing-part',
    handoff().replace('  uses d\n', ''),
    'Add `uses d`',
    ['owner o\n', 'owner o\n  uses d\n'],
    preferred,
  ),
  whole(
    'missing-part',
    handoff().replace('  the agent chooses hour\n', ''),
    'Add `the agent chooses hour`',
    ['uses d\n', 'uses d\n  the agent chooses hour\n'],
    preferred,
  ),
  whole('missing-part', simulation(''), 'Add `agent is the logged choice`', [
    'of h',
    'of h\n  agent is the logged choice',
  ]),
  whole(
    'missing-part',
    simulation('agent is thompson sampling by consent'),
    'Add `goal more clicked`',
    ['chooses hour\n', 'chooses hour\n  goal more clicked\n'],
  ),
  whole('missing-part', simulation('agent chooses 09:00 when consent'), 'Add `otherwise 09:00`', [
    'when consent',
    'when consent, otherwise 09:00',
  ]),
  whole(
    'missing-part',
    test('given n is 5\nexpect act'),
    'Add `when the agent chooses hour 09:00`',
    ['n is 5', 'n is 5\n  when the agent chooses hour 09:00'],
  ),
  whole('missing-part', test('when the agent chooses hour 09:00'), 'Add `expect act`', [
    'hour 09:00',
    'hour 09:00\n  expect act',
  ]),
  whole(
    'missing-part',
    never('hour is usual').replace('  usually hour is 09:00\n', ''),
    'Add `usually hour is 12:00`',
    ['chooses hour\n', 'chooses hour\n  usually hour is 12:00\n'],
  ),
  block(
    'missing-part',
    'autonomy\n becomes act',
    'Add `after 200 decisions when agreement is at least 90%`',
    'autonomy\n becomes act after 200 decisions when agreement is at least 90%',
  ),
  block('repeated-part', 'owner p', 'Remove `owner p`', ''),
  block('repeated-part', 'owner o # again', 'Remove `owner o`', '', preferred),
  block(
    'repeated-part',
    'boundaries\n never when consent\n because "a"\n because "b"',
    'Remove `because "b"`',
    'boundaries\n never when consent\n because "a"\n',
  ),
  whole(
    'repeated-part',
    test('given n is 5, n is 6\nwhen the agent chooses hour 09:00 expect act'),
    'Remove `n is 6`',
    [', n is 6', ''],
  ),
  whole(
    'repeated-part',
    data.replace('seen: timestamp', 'seen: timestamp, the moment'),
    'Remove `the moment` from `seen`',
    ['seen: timestamp, the moment', 'seen: timestamp'],
  ),
  whole(
    'repeated-part',
    data.replace('seen: timestamp', 'seen: timestamp, an outcome, an outcome'),
    'Remove `an outcome`',
    [', an outcome, an', ', an'],
    preferred,
  ),
  whole(
    'repeated-part',
    simulation(
      'agent is the logged choice\nreviewer\n otherwise approves\n overrides because x when n is 5',
    ),
    'Move `otherwise` to the end',
    [
      ' otherwise approves\n overrides because x when n is 5',
      ' overrides because x when n is 5\n otherwise approves',
    ],
  ),
  condition(
    'invalid-date',
    'born is 2026-02-29',
    'Write `2026-02-28` for `2026-02-29`',
    'born is 2026-02-28',
  ),
  condition(
    'invalid-date',
    'born is 2026-2-9',
    'Write `2026-02-09` for `2026-2-9`',
    'born is 2026-02-09',
    preferred,
  ),
  condition('invalid-date', 'hour is 24:00', 'Write `00:00` for `24:00`', 'hour is 00:00'),
  whole('invalid-date', 'calendar c\n 2026-04-31 "x"', 'Write `2026-04-30` for `2026-04-31`', [
    '04-31',
    '04-30',
  ]),
  whole(
    'invalid-date',
    simulation('from 2025-13-01 to 2026-01-01\nagent is the logged choice'),
    'Write `2025-12-01` for `2025-13-01`',
    ['2025-13', '2025-12'],
  ),
  whole(
    'invalid-date',
    test('when the agent chooses hour 09:00 on 2026-02-30 08:00\nexpect act'),
    'Write `2026-02-28` for `2026-02-30`',
    ['02-30', '02-28'],
  ),
  condition(
    'invalid-duration',
    'count of emails in the last 3 months is 0',
    'Write `90 days` for `3 months`',
    'count of emails in the last 90 days is 0',
  ),
  block(
    'invalid-duration',
    'reversible within 0 days',
    'Write `1 day` for `0 days`',
    'reversible within 1 day',
  ),
  block(
    'invalid-duration',
    'reversible within 2 weaks',
    'Write `weeks` for `weaks`',
    'reversible within 2 weeks',
  ),
  block(
    'invalid-duration',
    'learning\n reviewed every month by o',
    'Write `30 days` for `month`',
    'learning\n reviewed every 30 days by o',
  ),
  column(
    'invalid-duration',
    'm: time of day by 7 minutes',
    'Write `time of day by 5 minutes` for `time of day by 7 minutes`',
    'm: time of day by 5 minutes',
  ),
  condition('empty-window', 'n is between 5 and 4', 'Swap `5` and `4`', 'n is between 4 and 5'),
  condition(
    'empty-window',
    'hour is between 09:00 and 09:00',
    'Write `is 09:00`, that moment alone',
    'hour is 09:00',
  ),
  whole(
    'empty-window',
    'calendar c\n 2026-01-02 to 2026-01-01',
    'Swap `2026-01-02` and `2026-01-01`',
    ['2026-01-02 to 2026-01-01', '2026-01-01 to 2026-01-02'],
  ),
  column('empty-window', 'm: number from 5 to 4', 'Swap `5` and `4`', 'm: number from 4 to 5'),
  whole(
    'no-nearest',
    `${chosenSize}handoff h owner o uses d the agent chooses size\nboundaries never when consent\notherwise use the nearest allowed`,
    'Write `otherwise escalate to o`',
    ['use the nearest allowed', 'escalate to o'],
  ),
  whole(
    'irreversible-autonomy',
    irreversible('autonomy\n starts at act'),
    'Write `starts at suggest`',
    ['starts at act', 'starts at suggest'],
    preferred,
  ),
  whole(
    'irreversible-autonomy',
    irreversible('autonomy\n starts at suggest\n becomes act after 9 decisions\n'),
    'Remove `becomes act after 9 decisions`',
    [' becomes act after 9 decisions\n', ''],
    preferred,
  ),
];

/** Codes without a fix, each with the reason. */
const unfixable: Partial<Record<ProblemCode, string>> = {
  'broken-import': 'the fault is in the other file, whose own diagnostic has the fix',
  'reserved-name': 'the file has a column of this name, which a person has to rename there first',
  'no-peeking': 'only its author knows what the rule may look at instead',
  'not-a-condition': 'only its author knows what the quantity is to be compared with',
  'missing-data': 'the file is to be brought by a person',
  'unreadable-data': 'the file is to be mended, and not the policy',
  'unfitting-cells': 'whether the cells or the type are wrong only a person can tell',
};

describe('a quick fix mends its diagnostic, and breaks nothing', () => {
  it.each(cases)(
    '$code: $title',
    async ({ code, text, title, becomes, beside = {}, isPreferred }) => {
      const before = await problemsOf(text, { beside });
      expect(before.map((problem) => problem.split(' ')[1])).toContain(code);
      const actions = await actionsIn(text, { beside });
      const action = actions.find((each) => each.title === title);
      expect(actions.map((each) => each.title)).toContain(title);
      expect(action?.diagnostics?.[0]?.code).toBe(code);
      expect(action?.isPreferred).toBe(isPreferred);
      const files = done(action ?? {}, { ...beside, 'main.handoff': text });
      expect(files['main.handoff']?.replace(/[ \n]*$/, '')).toBe(
        text.replace(...becomes).replace(/[ \n]*$/, ''),
      );
      const { checked } = await load(files, ['main.handoff']);
      expect(checked.flatMap(shown)).toEqual([]);
    },
  );

  it('data-mismatch: the column is called what the file calls it, wherever it is named', async () => {
    const text = never('level is low');
    const found = inTheFile(text, 'level:', ['levels']);
    const action = (await actionsIn(text, { found })).find(
      ({ title }) => title === 'Call the column `levels`',
    );
    expect(done(action ?? {}, { 'main.handoff': text })['main.handoff']).toBe(
      text.replace('level:', 'levels:').replace('when level', 'when levels'),
    );
  });

  it('every code has a fix that is tested, or a reason why none is right', () => {
    const fixed = new Set<string>(['data-mismatch', ...cases.map(({ code }) => code)]);
    const codes = Object.keys(problemCodes).filter((code) => !(code in reviewCodes));
    expect(codes.filter((code) => fixed.has(code) === code in unfixable)).toEqual([]);
  });
});
