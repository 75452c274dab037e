import { handoff, never } from '../handoff-texts.ts';
import type { FixCase } from './case.ts';
import { block, column, condition, org, preferred, test, whole } from './case.ts';

/** Names that are unknown, taken, or of another file. */
export const names: FixCase[] = [
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
  whole(
    'unknown-priority',
    `guardrails g priority hh\n${handoff().replace('handoff h', 'handoff h under g')}`,
    'Write `h` for `hh`',
    ['hh', 'h'],
  ),
  column('duplicate-name', 'n: text # again', 'Remove the second `n`', '', {}),
  column('duplicate-name', 'm: one of a, b, a', 'Remove the second `a`', 'm: one of a, b'),
  whole(
    'loosens-guardrails',
    `guardrails g\n a: never when consent\n${handoff('boundaries\n a: never when n is 5').replace('handoff h', 'handoff h under g')}`,
    'Rename this one to `a_2`',
    ['boundaries\n a:', 'boundaries\n a_2:'],
  ),
];
