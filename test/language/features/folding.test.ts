import { describe, expect, it } from 'vitest';
import { foldingRanges } from '../../../language-server/language/features/folding.ts';
import { check, examples } from '../../support/handoff.ts';
import { halves } from '../../support/markers.ts';

/** Which lines fold, from 1, as `2-4 comment`. */
async function folds(text: string): Promise<string[]> {
  const { document } = await check(text);
  return foldingRanges(document).map(({ startLine, endLine, kind }) =>
    [`${startLine + 1}-${endLine + 1}`, ...(kind === undefined ? [] : [kind])].join(' '),
  );
}

const cases: [title: string, text: string, expected: string[]][] = [
  ['a data block', 'data d from "d.csv"\n each row is an email\n n: number\n', ['1-3']],
  ['a calendar', 'calendar c\n 2026-01-01 "New Year"\n\ncalendar e\n 2026-01-02', ['1-2', '4-5']],
  ['a declaration of one line does not fold', 'segment s: n is 5\ncalendar c 2026-01-01', []],
  [
    'a handoff, and each of its blocks',
    'handoff h\n owner o\n boundaries\n  a: never when n is 5\n escalate to o\n  when n is 6\n  answer within 1 hour',
    ['1-7', '3-4', '5-7'],
  ],
  [
    'the lines of one rule stay together',
    'guardrails g\n a: never when n is 5\n   because "b"\n   otherwise hold',
    ['1-4'],
  ],
  [
    'a simulation, and its reviewer',
    'simulation s of h\n seed 7\n reviewer\n  overrides because a when n is 5\n  otherwise approves',
    ['1-5', '3-5'],
  ],
  ['a test', 'test "t" of h\n given n is 5\n expect act', ['1-3']],
  [
    'comments of several lines',
    '# a\n # b\n\n# c\nsegment s: n is 5 # d\n# e\n# f',
    ['1-2 comment', '6-7 comment'],
  ],
  [
    'imports that follow each other',
    'import "a.handoff"\n# note\nimport "b.handoff"\n',
    ['1-3 imports'],
  ],
  [
    'imports with something between them',
    'import "a.handoff"\nimport "b.handoff"\ncalendar c\nimport "d.handoff"\nimport "e.handoff"',
    ['1-2 imports', '4-5 imports'],
  ],
  [
    'lines that end as on Windows',
    '# a\r\n# b\r\nguardrails g\r\n a: never when n is 5',
    ['3-4', '1-2 comment'],
  ],
  ['an empty file', '', []],
];

describe('what folds', () => {
  it.each(cases)('%s', async (_, text, expected) => {
    expect(await folds(text)).toEqual(expected);
  });

  it.each(examples)('$path, also cut anywhere', async ({ text }) => {
    expect((await folds(text)).length).toBeGreaterThan(2);
    for (const half of halves(text)) await folds(half);
  });
});
