import { describe, expect, it } from 'vitest';
import { dataReviewCodes, reviewCodes } from '../../language-server/analysis/codes.ts';
import type { ReviewCode } from '../../language-server/analysis/codes.ts';
import { checkFile } from '../../language-server/language/diagnose.ts';
import type { Files } from '../support/handoff.ts';
import { check, examples, services } from '../support/handoff.ts';
import { data, dataLines, reviewDay, soundHeaders } from '../support/handoff-texts.ts';

/** A handoff without a finding, on one line after the data, and blocks from the next line on. */
function handoff(blocks = '', given: Partial<typeof soundHeaders> = {}): string {
  return `${data}handoff h ${Object.values({ ...soundHeaders, ...given }).join(' ')}\n${blocks}`;
}

/** What a review says of a text, as `line code`, lines counted from the handoff's. */
async function reviewed(text: string, files?: Files): Promise<string[]> {
  const found = await reviewOf(text, files);
  return found.map(({ code, range }) => `${range.start.line - dataLines} ${code}`);
}

async function reviewOf(text: string, files?: Files) {
  const { document } = await check(text, files);
  const { diagnostics } = checkFile(document, services, {
    relativePath: ({ uri }) => uri.path.replace('/team/', ''),
    review: { today: reviewDay },
  });
  return diagnostics;
}

interface Case {
  code: ReviewCode;
  text: string;
  line: number;
  /** The same but for the fault, without a finding. */
  nearMiss: string;
}

const header = (code: ReviewCode, part: keyof typeof soundHeaders): Case => ({
  code,
  text: handoff('', { [part]: '' }),
  line: 0,
  nearMiss: handoff(),
});
const block = (code: ReviewCode, text: string, line: number, nearMiss: string): Case => ({
  code,
  text: handoff(text),
  line,
  nearMiss: handoff(nearMiss),
});
const why = 'because "so"';
const boundaries = (...rules: string[]): string =>
  `boundaries\n${rules.map((rule) => ` ${rule} ${why}\n`).join('')}`;
const trigger = (condition: string): string =>
  `escalate to p answer within 1 hour\n when ${condition}\n`;
const answering = (time: string): string =>
  `${trigger('n is 5')}simulation s of h agent is the logged choice reviewer answers in ${time} otherwise approves`;
const feedback = (end: string): string =>
  `feedback\n on override because holiday avoid consent ${end}\n`;
const learned = (effect: string): string =>
  `feedback\n on override because holiday ${effect} until 2027-01-01\n`;
const test = (expectation: string, given = 'stage is act'): string =>
  `${trigger('n is 5')}test "t" of h given ${given} when the agent chooses hour 09:00 expect ${expectation}`;

const cases: Case[] = [
  header('no-goal', 'goal'),
  header('no-guard', 'guard'),
  {
    code: 'no-owner',
    text: handoff(trigger('n is 5'), { owner: '' }),
    line: 0,
    nearMiss: handoff(trigger('n is 5')),
  },
  {
    code: 'no-escalation',
    text: handoff('', { goal: 'goal more clicked stakes high' }),
    line: 0,
    nearMiss: handoff(trigger('n is 5'), { goal: 'goal more clicked stakes high' }),
  },
  block('no-deadline', 'escalate to p\n when n is 5', 1, trigger('n is 5')),
  block(
    'never-answered',
    `${trigger('n is 5')} at most 0 per day`,
    1,
    `${trigger('n is 5')} at most 1 per day`,
  ),
  ...(
    [
      ['61 minutes', '60 minutes'],
      ['61 minutes to 2 hours', '59 minutes to 2 hours'],
    ] as const
  ).map(([late, inTime]) => block('never-answered', answering(late), 3, answering(inTime))),
  block(
    'never-answered',
    answering('2 hours'),
    3,
    // It is late for nobody, and that nobody waits for it in vain is another finding.
    answering('2 hours').replace(' answer within 1 hour', ''),
  ),
  block('no-until', feedback(''), 2, feedback('until 2027-01-01')),
  block('past-until', feedback('until 2026-01-15'), 2, feedback('until 2026-01-16')),
  ...(
    [
      ['date is below 2026-01-10', 'date is at least 2026-01-10'],
      ['date is at most 2026-01-13 and consent', 'date is at most 2026-01-14 and consent'],
      ['not (date is above 2026-01-10)', 'not (date is above 2026-01-10) or consent'],
      ['date is one of 2025-05-01, 2026-01-01', 'date is one of 2025-05-01, 2026-05-01'],
      ['consent and date is between 2025-01-01 and 2025-02-01', 'consent and month is May'],
      // What never could be met is another fault.
      [
        'date is 2025-12-24 or weekday is Monday and date is 2025-12-25',
        'date is below 2025-01-01 and date is above 2026-06-01',
      ],
    ] as const
  ).map(([text, nearMiss]) => block('past-date', trigger(text), 2, trigger(nearMiss))),
  block(
    'past-date',
    `${boundaries('freeze: never when date is in holidays')}calendar holidays 2025-12-24 to 2026-01-01\n`,
    2,
    `${boundaries('freeze: never when date is in holidays')}calendar holidays 2025-12-24 to 2026-12-26\n`,
  ),
  block(
    'past-date',
    feedback('and date is below 2026-01-01 until 2027-01-01'),
    2,
    feedback('and date is below 2026-01-01 until 2026-01-02'),
  ),
  block(
    'past-date',
    'learning\n period of 2 weeks from 2025-12-31',
    1,
    'learning\n period of 2 weeks from 2026-01-01',
  ),
  block(
    'past-date',
    'learning period of 2 weeks from 2025-01-01\nsimulation s of h from 2025-01-15 to 2025-02-01 agent is the logged choice',
    1,
    // What is replayed still is of use.
    'learning period of 2 weeks from 2025-01-01\nsimulation s of h from 2025-01-14 to 2025-02-01 agent is the logged choice',
  ),
  ...(
    [
      // As it reads, who has no level has not a low one; and unknown counts as false.
      ['level is not low', 'level is low'],
      ['not (visits is above 5)', 'visits is above 5'],
      ['level is not low and level is not mid', 'level is not low and level is known'],
      ['consent or level is not low', 'level is not low or level is unknown'],
      ['not (consent and level is low)', 'not not (consent and level is low)'],
      // The choice is always known, and so is what Handoff counts.
      ['not (level is one of low, mid)', 'hour is not 09:00'],
      ['confidence is not 50%', 'count of emails in the last 7 days is not 0'],
    ] as const
  ).flatMap(([text, nearMiss]) => [
    block(
      'unknown-as-false',
      learned(`avoid ${text}`),
      2,
      learned(`avoid ${nearMiss}`) + boundaries(`a: never when ${text}`),
    ),
    block(
      'unknown-as-false',
      learned(`prefer hour is 09:00 when ${text}`),
      2,
      learned(`prefer hour is 09:00 when ${nearMiss}`),
    ),
    block(
      'unknown-as-false',
      `simulation s of h agent is the logged choice reviewer overrides when ${text}`,
      1,
      `simulation s of h agent is the logged choice reviewer overrides when ${nearMiss}`,
    ),
  ]),
  block('no-because', 'boundaries\n a: never when consent', 2, boundaries('a: never when consent')),
  ...(
    [
      ['confidence is below 150%', 'confidence is below 100%'],
      ['evidence is above -1 emails', 'evidence is above 0 emails'],
      ['part is between 10% and 110%', 'part is between 10% and 90%'],
      ['hour is more than 12 hours from usual', 'hour is more than 11 hours from usual'],
    ] as const
  ).map(([text, nearMiss]) => block('out-of-range', trigger(text), 2, trigger(nearMiss))),
  ...(
    [
      // A wider window with a smaller count.
      [
        'at most 3 emails per 7 days',
        'at most 3 emails per 24 hours',
        'at most 2 emails per 24 hours',
      ],
      // A day is never longer than 25 hours, and a week of them allows seven times as much.
      [
        'at most 3 emails per 25 hours',
        'at most 3 emails per calendar day',
        'at most 2 emails per calendar day',
      ],
      [
        'at most 1 email per calendar day',
        'at most 7 emails per calendar week',
        'at most 6 emails per calendar week',
      ],
      [
        'at most 1 email per 24 hours',
        'at most 3 emails per 3 days',
        'at most 2 emails per 3 days',
      ],
      [
        'at most 2 emails per calendar day',
        'at most 10 emails per 3 days',
        'at most 9 emails per 3 days',
      ],
      // What all handoffs may send one may not exceed, and not the other way round.
      [
        'at most 3 emails per 2 days across all handoffs',
        'at most 3 emails per 2 days',
        'at most 2 emails per 2 days',
      ],
      // A cap for some cases says nothing of the others.
      [
        'at most 3 emails per 7 days when consent',
        'at most 4 emails per 7 days when consent',
        'at most 4 emails per 7 days',
      ],
    ] as const
  ).map(([strict, loose, nearMiss]) =>
    block(
      'pointless-cap',
      boundaries(`a: ${strict}`, `b: ${loose}`),
      3,
      boundaries(`a: ${strict}`, `b: ${nearMiss}`),
    ),
  ),
  block(
    'pointless-cap',
    boundaries('a: at most 3 emails per 2 days', 'b: at most 3 emails per 48 hours'),
    3,
    boundaries('a: at most 3 emails per 2 days otherwise hold', 'b: at most 4 emails per 48 hours'),
  ),
  block(
    'unreachable-cap',
    boundaries('a: at least 4 hours between emails', 'b: at most 6 emails per 24 hours'),
    3,
    boundaries('a: at least 4 hours between emails', 'b: at most 5 emails per 24 hours'),
  ),
  block(
    'unreachable-cap',
    boundaries('a: at least 4 hours between emails', 'b: at most 7 emails per calendar day'),
    3,
    boundaries('a: at least 4 hours between emails', 'b: at most 6 emails per calendar day'),
  ),
  block(
    'unreachable-cap',
    boundaries('a: at least 4 hours between emails', 'b: at most 6 emails per 24 hours'),
    3,
    boundaries(
      'a: at least 4 hours between emails otherwise escalate to p',
      'b: at most 6 emails per 24 hours',
    ),
  ),
  block('impossible-expectation', test('block'), 3, test('escalate to p')),
  block('impossible-expectation', test('escalate to q'), 3, test('escalate to p')),
  block('impossible-expectation', test('suggest'), 3, test('suggest', 'stage is suggest')),
  block('impossible-expectation', test('act', 'stage is suggest'), 3, test('act')),
  block('unused-segment', 'segment s: consent', 1, `segment s: consent\n${trigger('s')}`),
  block('unused-calendar', 'calendar c', 1, `calendar c\nsegment s: date is in c`),
  block(
    'unused-reason',
    `${feedback('until 2027-01-01')}simulation s of h agent is the logged choice\nreviewer overrides because holidays`,
    3,
    `${feedback('until 2027-01-01')}simulation s of h agent is the logged choice\nreviewer overrides because holiday`,
  ),
];

describe('a review', () => {
  it.each(cases)('finds $code: $text', async ({ code, text, line, nearMiss }) => {
    expect(await reviewed(text)).toContain(`${line} ${code}`);
    expect((await reviewed(nearMiss)).filter((found) => found.endsWith(` ${code}`))).toEqual([]);
  });

  it('says for what an escalation is never answered, and what becomes of it', async () => {
    const asked =
      'escalate to p answer within 1 hour, otherwise block at most 0 per day when n is 5\n';
    const replayed = (name: string): string =>
      `simulation ${name} of h agent is the logged choice reviewer answers in 90 minutes to 1 day otherwise approves\n`;
    const found = await reviewOf(handoff(asked + replayed('s') + replayed('t')));
    expect(found.map(({ message, related }) => [message, related[0]?.message])).toEqual([
      [
        '`p` is never asked, at most 0 per day: what escalates to it is always blocked. Raise the budget',
        undefined,
      ],
      ...['s', 't'].map((name) => [
        `\`p\` has to answer within 1 hour, and the reviewer of \`${name}\` takes at least 90 minutes: no answer comes in time, and what escalates to \`p\` is always blocked`,
        '`p`',
      ]),
    ]);
  });

  it('has a case for every code', () => {
    const codes = new Set(cases.map(({ code }) => code));
    const solved = [
      'never-fires',
      'always-fires',
      'never-decides',
      'same-rule',
      'usual-breaks',
      'no-choice-left',
      'undecided',
    ];
    const open = Object.keys(reviewCodes).filter(
      (code) => !codes.has(code as ReviewCode) && !(code in dataReviewCodes),
    );
    // Those of the solver have theirs in solver.test.ts, those about data in test/analysis/data/.
    expect(open).toEqual(solved);
  });

  it('says nothing of a file with an error: what was not understood is not judged', async () => {
    const found = await reviewOf(handoff('boundaries never when nobody', { goal: '' }));
    expect(found.map(({ code }) => code)).toEqual(['unknown-name']);
  });

  it('puts what is about a guardrail at the handoff under it, and names the line', async () => {
    const cap = 'at most 3 emails per 7 days because "so"';
    const text = `import "org.handoff"\n${handoff(boundaries('a: at most 3 emails per 7 days')).replace('handoff h', 'handoff h under g')}`;
    const files = {
      beside: {
        'org.handoff': `guardrails g\n b: ${cap}\n loose: at most 4 emails per 7 days because "so"`,
      },
    };
    const found = await reviewOf(text, files);
    const about = found.filter(({ message }) => message.startsWith('`loose`'));
    expect(
      about.map(({ range, related }) => [range.start.line, related[0]?.range.start.line]),
    ).toEqual([[dataLines + 1, 2]]);
  });

  it('reviews an imported handoff in the file that has it', async () => {
    const files = { beside: { 'other.handoff': handoff('', { goal: '' }) } };
    const text = 'import "other.handoff"\nsimulation s of h agent is the logged choice';
    expect(await reviewOf(text, files)).toEqual([]);
  });

  it('leaves a library alone: not every file that reads it is at hand', async () => {
    expect(await reviewOf('segment s: consent\ncalendar c')).toEqual([]);
  });

  it.each(examples)('finds nothing in $path', async ({ text, files }) => {
    expect(await reviewOf(text, files)).toEqual([]);
  });
});
