import { describe, expect, it } from 'vitest';
import { reviewCodes } from '../../language-server/analysis/codes.ts';
import type { ProblemCode } from '../../language-server/language/problems.ts';
import { dataProblemCodes, problemCodes } from '../../language-server/language/problems.ts';
import type { Files } from '../support/handoff.ts';
import { problemsOf } from '../support/handoff.ts';
import { data, dataLines, handoff, never, ruleColumn, ruleLine } from '../support/handoff-texts.ts';

interface Case {
  code: ProblemCode;
  text: string;
  /** `line:column`. */
  at: string;
  /** The same text but for the slip, without a problem. */
  nearMiss: string;
  files?: Files;
}

const inRule = (offset: number): string => `${ruleLine}:${ruleColumn + offset}`;
const added = (line: number, column: number): string => `${dataLines + line}:${column}`;
/** A problem at an offset of a boundary's condition. */
const condition = (code: ProblemCode, text: string, offset: number, nearMiss: string): Case => ({
  code,
  text: never(text),
  at: inRule(offset),
  nearMiss: never(nearMiss),
});
/** A problem in the blocks of a handoff, whose first line is the 6th after the data. */
const block = (code: ProblemCode, text: string, at: [number, number], nearMiss: string): Case => ({
  code,
  text: handoff(text),
  at: added(5 + at[0], at[1]),
  nearMiss: handoff(nearMiss),
});
/** A problem in a further line of the data. */
const column = (code: ProblemCode, text: string, offset: number, nearMiss: string): Case => ({
  code,
  text: `${data}  ${text}\n`,
  at: added(1, 3 + offset),
  nearMiss: `${data}  ${nearMiss}\n`,
});
const whole = (code: ProblemCode, text: string, at: string, nearMiss: string): Case => ({
  code,
  text,
  at,
  nearMiss,
});

const cases: Case[] = [
  block(
    'syntax-error',
    'boundaries\n a: never if consent',
    [2, 11],
    'boundaries\n a: never when consent',
  ),
  block(
    'syntax-error',
    'boundaries\n a: at most 5',
    [2, 13],
    'boundaries\n a: at most 5 emails per 2 days',
  ),
  block(
    'unfinished-rule',
    'boundaries\n quiet\n a: never when consent',
    [2, 2],
    'boundaries\n a: never when consent',
  ),
  condition('unfinished-rule', 'consent banana', 8, 'consent'),
  condition('unclosed-text', 'line is "a', 8, 'line is "a"'),
  condition('unclosed-text', 'line is "a\\"', 8, 'line is "a\\""'),
  condition('symbol-comparison', 'n >= 5', 2, 'n is at least 5'),
  condition('symbol-comparison', 'n is >= 5', 5, 'n is at least 5'),
  whole('missing-import', 'import "none.handoff"', '1:8', ''),
  whole('missing-import', 'calendar c from "none.ics"', '1:17', 'calendar c'),
  {
    ...whole('import-cycle', 'import "main.handoff"', '1:8', 'import "other.handoff"'),
    files: { beside: { 'other.handoff': '' } },
  },
  {
    ...whole('broken-import', 'import "bad.handoff"', '1:8', 'import "good.handoff"'),
    files: { beside: { 'bad.handoff': 'calendar', 'good.handoff': 'calendar c' } },
  },
  whole('unknown-reference', handoff().replace('uses d', 'uses e'), added(3, 8), handoff()),
  whole(
    'unknown-reference',
    `${handoff()}simulation s of g\n agent is the logged choice`,
    added(6, 17),
    `${handoff()}simulation s of h\n agent is the logged choice`,
  ),
  whole(
    'unknown-reference',
    handoff().replace('handoff h', 'handoff h under g'),
    added(1, 17),
    handoff().replace('handoff h', 'handoff h under g') + 'guardrails g',
  ),
  whole(
    'unknown-priority',
    `guardrails g priority hh\n${handoff().replace('handoff h', 'handoff h under g')}`,
    '1:23',
    `guardrails g priority h\n${handoff().replace('handoff h', 'handoff h under g')}`,
  ),
  condition('unknown-name', 'concent is yes', 0, 'consent is yes'),
  condition('unknown-name', 'born is in holidays', 11, 'born is one of 2026-01-01'),
  block('unknown-name', 'watch clicks', [1, 7], 'watch clicked'),
  condition('unknown-value', 'level is lo', 9, 'level is low'),
  condition('unknown-value', 'payday is friday', 10, 'payday is Friday'),
  block('unknown-value', 'stakes huge', [1, 8], 'stakes high'),
  column('duplicate-name', 'n: text', 0, 'm: text'),
  column('duplicate-name', 'm: one of a, b, a', 16, 'm: one of a, b'),
  column('reserved-name', '`__proto__`: text', 0, '`__proto`: text'),
  whole('duplicate-name', 'calendar c\ncalendar c', '2:10', 'calendar c\ncalendar d'),
  block(
    'duplicate-name',
    'boundaries\n a: never when consent\n a: never when n is 5',
    [3, 2],
    'boundaries\n a: never when consent\n b: never when n is 5',
  ),
  whole('duplicate-name', `${data}segment s: s`, added(1, 12), `${data}segment s: consent`),
  condition('wrong-type', 'n is "five"', 5, 'n is 5'),
  condition('wrong-type', 'spent is above 2.000 EUR', 15, 'spent is above 2,000 EUR'),
  column('wrong-type', 'm: money in euro', 12, 'm: money in EUR'),
  condition('mixed-units', 'spent is above 5 USD', 15, 'spent is above 5 EUR'),
  block(
    'mixed-units',
    'boundaries\n a: at most 5 clicks per 2 days',
    [2, 15],
    'boundaries\n a: at most 5 emails per 2 days',
  ),
  condition('no-peeking', 'clicked', 0, 'consent'),
  condition('no-peeking', 'likely is above 5%', 0, 'part is above 5%'),
  whole(
    'missing-role',
    never('date is 2026-01-01').replace('zone: time zone, the clock\n', 'zone: time zone\n'),
    inRule(0),
    never('date is 2026-01-01'),
  ),
  block('missing-role', 'goal more consent', [1, 11], 'goal more clicked'),
  whole('missing-part', handoff().replace('  owner o\n', ''), added(1, 9), handoff()),
  block(
    'missing-part',
    'autonomy\n becomes act',
    [2, 2],
    'autonomy\n becomes act after 9 decisions',
  ),
  block('repeated-part', 'owner p', [1, 1], 'stakes low'),
  block(
    'repeated-part',
    'boundaries\n never when consent\n because "a"\n because "b"',
    [4, 2],
    'boundaries\n never when consent\n because "a"',
  ),
  condition('not-a-condition', 'n', 0, 'n is 5'),
  condition('invalid-date', 'born is 2026-02-29', 8, 'born is 2028-02-29'),
  condition('invalid-date', 'hour is 24:00', 8, 'hour is 23:00'),
  condition(
    'invalid-duration',
    'count of emails in the last 3 months is 0',
    30,
    'count of emails in the last 90 days is 0',
  ),
  block('invalid-duration', 'reversible within 0 days', [1, 19], 'reversible within 1 day'),
  condition(
    'empty-window',
    'hour is between 09:00 and 09:00',
    8,
    'hour is between 21:00 and 09:00',
  ),
  condition('empty-window', 'n is between 5 and 4', 5, 'n is between 4 and 5'),
  whole(
    'empty-window',
    'calendar c\n 2026-01-02 to 2026-01-01',
    '2:2',
    'calendar c\n 2026-01-01 to 2026-01-02',
  ),
  {
    code: 'no-nearest',
    text: `${data.replace('by the hour, chosen', 'by the hour').replace('small, large', 'small, large, chosen')}handoff h owner o uses d the agent chooses size\nboundaries never when consent\notherwise use the nearest allowed`,
    at: added(3, 11),
    nearMiss: handoff('boundaries never when consent\notherwise use the nearest allowed'),
  },
  {
    code: 'loosens-guardrails',
    text: `guardrails g\n a: never when consent\n${handoff('boundaries\n a: never when n is 5').replace('handoff h', 'handoff h under g')}`,
    at: added(9, 2),
    nearMiss: `guardrails g\n a: never when consent\n${handoff('boundaries\n b: never when n is 5').replace('handoff h', 'handoff h under g')}`,
  },
  block(
    'unstated-window',
    'boundaries\n a: at most 5 emails per day',
    [2, 26],
    'boundaries\n a: at most 5 emails per calendar day',
  ),
  block(
    'unstated-window',
    'boundaries\n a: at most 5 emails per week',
    [2, 26],
    'boundaries\n a: at most 5 emails per 7 days',
  ),
  whole(
    'irreversible-autonomy',
    handoff('autonomy\n starts at act').replace('  uses d\n', '  uses d\n  irreversible\n'),
    added(8, 2),
    handoff('autonomy\n starts at suggest').replace('  uses d\n', '  uses d\n  irreversible\n'),
  ),
  ...[
    'surprises surprising when surprise is above 3 bits',
    'surprises unsound surprises go to o',
    'learning period of 4 weeks from 2026-01-05',
    'learning explore at most 10% of decisions',
    'learning reviewed every week by o',
    'autonomy starts at act',
    'escalate to p answer within 4 hours',
    'escalate to p at most 4 per day',
  ].map((text): Case => {
    const starter = /^escalate to p|^\w+/.exec(text)?.[0] ?? '';
    const line = text.slice(starter.length);
    return block('repeated-part', `${text}\n${line}`, [2, 2], text);
  }),
  {
    code: 'repeated-part',
    text: `${handoff()}test "t" of h given n is 5, n is 6 when the agent chooses hour 09:00 expect act`,
    at: added(6, 29),
    nearMiss: `${handoff()}test "t" of h given n is 5 when the agent chooses hour 09:00 expect act`,
  },
];

describe('every problem has a code and a place, and its near miss is none', () => {
  it.each(cases)('$code at $at: $text', async ({ code, text, at, nearMiss, files }) => {
    const problems = await problemsOf(text, files);
    expect(problems.map((problem) => problem.split(' ').slice(0, 2).join(' '))).toEqual([
      `${at} ${code}`,
    ]);
    expect(await problemsOf(nearMiss, files)).toEqual([]);
  });

  it('every code has a case', () => {
    // Those of data files need one: see test/server/data-checks.test.ts.
    const codes = new Set<string>([
      ...cases.map(({ code }) => code),
      ...Object.keys(dataProblemCodes),
      // Those of a review are earned by policies that are right: see test/analysis/.
      ...Object.keys(reviewCodes),
    ]);
    expect(Object.keys(problemCodes).filter((code) => !codes.has(code))).toEqual([]);
  });
});
