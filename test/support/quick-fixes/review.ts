import type { ProblemCode } from '../../../language-server/language/problems.ts';
import type { FixCase } from './case.ts';
import { sound } from './case.ts';

/** Of blocks of a handoff that is sound otherwise. */
const inBlocks = (code: ProblemCode, from: string, title: string, to: string): FixCase => ({
  code,
  text: sound(from),
  title,
  becomes: [from, to],
});
/** Of a file in which a text takes the place of another. */
const inFile = (
  code: ProblemCode,
  text: string,
  title: string,
  becomes: [string, string],
  more: Partial<FixCase> = {},
): FixCase => ({ code, text, title, becomes, ...more });

const trigger = 'escalate to p\n  answer within 1 hour\n  rule: when n is 5\n';
const stakes = { goal: 'goal more clicked\n  stakes high' };
const escalation =
  '\n\n  escalate to o\n    unsure: when confidence is below 70%\n    answer within 4 hours, otherwise hold';
const two = data('consent');
const learned = (effect: string, until = '2027-01-01'): string =>
  `feedback\n  on override because holiday\n    ${effect}\n    until ${until}\n`;
const boundaries = (...rules: string[]): string =>
  `boundaries\n${rules.map((rule) => `  ${rule} because "so"\n`).join('')}`;
const test = (given: string): string =>
  `${trigger}test "t" of h${given}\n  when the agent chooses hour 09:00\n  expect suggest\n`;
const answer = (when: string): string =>
  `simulation s of h\n  agent is the logged choice\n  reviewer\n    overrides when ${when}\n`;

/** The same, with a second outcome. */
function data(outcome: string): (text: string) => string {
  return (text) => text.replace(`${outcome}: yes/no`, `${outcome}: yes/no, an outcome`);
}

/** What a reviewer finds in a policy that is otherwise sound. */
export const review: FixCase[] = [
  inFile('no-owner', sound(trigger, { owner: '' }), 'Add `owner p`', [
    'handoff h\n',
    'handoff h\n  owner p\n',
  ]),
  inFile('no-goal', sound('', { goal: '' }), 'Add `goal more clicked`', [
    'chooses hour\n',
    'chooses hour\n  goal more clicked\n',
  ]),
  inFile('no-goal', two(sound('', { goal: '' })), 'Add `goal more consent`', [
    'chooses hour\n',
    'chooses hour\n  goal more consent\n',
  ]),
  inFile('no-guard', sound('', { guard: '' }), 'Add `guard clicked stays above 1%`', [
    'goal more clicked\n',
    'goal more clicked\n  guard clicked stays above 1%\n',
  ]),
  inFile('no-guard', two(sound('', { guard: '' })), 'Add `guard consent stays below 1%`', [
    'goal more clicked\n',
    'goal more clicked\n  guard consent stays below 1%\n',
  ]),
  inFile('no-escalation', sound('', stakes), 'Add `escalate to o`', [
    'above 1%\n',
    `above 1%${escalation}\n`,
  ]),
  inFile(
    'no-escalation',
    sound('  escalate to p\n    answer within 1 hour\n', stakes),
    'Add `unsure: when confidence is below 70%`',
    ['1 hour\n', '1 hour\n    unsure: when confidence is below 70%\n'],
  ),
  inBlocks(
    'no-deadline',
    '  escalate to p # they know\n    when n is 5 # or so\n',
    'Add `answer within 4 hours, otherwise hold`',
    '  escalate to p # they know\n    when n is 5 # or so\n    answer within 4 hours, otherwise hold\n',
  ),
  inBlocks(
    'no-until',
    'feedback\n    on override because holiday\n      avoid consent\n',
    'Add `until 2027-01-15`',
    'feedback\n    on override because holiday\n      avoid consent\n      until 2027-01-15\n',
  ),
  inBlocks(
    'past-until',
    learned('avoid consent', '2026-01-01'),
    'Remove `on override because holiday avoid consent until 2026-01-01`',
    'feedback\n',
  ),
  inBlocks(
    'past-until',
    learned('avoid consent', '2026-01-01'),
    'Write `until 2027-01-15` for `until 2026-01-01`',
    learned('avoid consent', '2027-01-15'),
  ),
  inBlocks(
    'past-date',
    boundaries('a: never when date is 2025-12-24', 'b: never when n is 5'),
    'Remove `a`',
    boundaries('b: never when n is 5'),
  ),
  inBlocks(
    'unknown-as-false',
    learned('avoid level is not low'),
    'Add `or level is unknown`',
    learned('avoid level is not low or level is unknown'),
  ),
  inBlocks(
    'unknown-as-false',
    learned('prefer hour is 08:00 when consent and level is not low'),
    'Add `and level is known`',
    learned('prefer hour is 08:00 when (consent and level is not low) and level is known'),
  ),
  inBlocks(
    'unknown-as-false',
    `segment rich: level is not low\n${answer('n is 5')}    overrides when rich\n`,
    'Add `or level is unknown`',
    `segment rich: level is not low\n${answer('n is 5')}    overrides when rich or level is unknown\n`,
  ),
  {
    ...inBlocks(
      'no-because',
      'boundaries\n    a: never when consent\n      otherwise hold # why?\n',
      'Add `because "…"`',
      'boundaries\n    a: never when consent\n      otherwise hold # why?\n      because "…"\n',
    ),
    remains: true,
  },
  inBlocks(
    'pointless-cap',
    boundaries('a: at most 3 emails per 7 days', 'b: at most 4 emails per 7 days'),
    'Remove `b`',
    boundaries('a: at most 3 emails per 7 days'),
  ),
  inBlocks(
    'unreachable-cap',
    boundaries('a: at least 4 hours between emails', 'b: at most 6 emails per 24 hours'),
    'Remove `b`',
    boundaries('a: at least 4 hours between emails'),
  ),
  inFile('impossible-expectation', sound(test('')), 'Add `given stage is suggest`', [
    '"t" of h\n',
    '"t" of h\n  given stage is suggest\n',
  ]),
  inFile('impossible-expectation', sound(test('\n  given n is 5')), 'Add `and stage is suggest`', [
    'given n is 5\n',
    'given n is 5\n  and stage is suggest\n',
  ]),
  inFile(
    'impossible-expectation',
    sound(test('\n  given n is 5, stage is act')),
    'Write `stage is suggest` for `stage is act`',
    ['stage is act', 'stage is suggest'],
  ),
  inBlocks('unused-segment', 'segment s: consent\n', 'Remove `s`', ''),
  inBlocks('unused-calendar', 'calendar c\n  2026-01-01\n', 'Remove `c`', ''),
  inFile(
    'unused-reason',
    sound(
      `${learned('avoid consent')}${answer('n is 5').replace('overrides', 'overrides because holidays')}`,
    ),
    'Write `holiday` for `holidays`',
    ['because holidays', 'because holiday'],
  ),
  inFile(
    'loosens-guardrails',
    `guardrails g\n  theirs: at most 3 emails per 7 days because "so"\n${sound(boundaries('a: at most 4 emails per 7 days', 'b: never when n is 5')).replace('handoff h', 'handoff h under g')}`,
    'Remove `a`',
    [
      boundaries('a: at most 4 emails per 7 days', 'b: never when n is 5'),
      boundaries('b: never when n is 5'),
    ],
  ),
];
