import { describe, expect, it } from 'vitest';
import { check, examples } from '../support/handoff.ts';
import { data, handoff, never } from '../support/handoff-texts.ts';
import { problemsOf } from '../support/handoff.ts';
import { cutsOf, slipsOf } from '../support/slips.ts';

/** Names of the grammar's own rules and tokens, which mean nothing to who writes a policy. */
const ofTheGrammar =
  /\b(?:ID|SOFT|UNIT|NAME_COLON|QUOTED_NAME|STRING|NUMBER|SYMBOL|EOF|undefined|NaN|[A-Z][a-z]+(?:Block|Rule|Cap|Literal|Test|Ref|Type|Agent)|token|expecting|terminal)\b|:KW/;

describe('one slip of the hand', () => {
  const measured = examples.map(({ path, text, files }) => ({
    path,
    files,
    slips: slipsOf(text, 7),
    cuts: cutsOf(text, 3),
  }));

  it.each(measured)('gives one diagnostic, in words, in $path', async ({ path, files, slips }) => {
    let wrong = 0;
    const several: string[] = [];
    for (const { what, text } of slips) {
      const { diagnostics } = await check(text, files);
      // Some slips are none: a reason more, an item less.
      if (diagnostics.length > 0) wrong++;
      if (diagnostics.length > 1) several.push(what);
      for (const { message } of diagnostics) expect(message).not.toMatch(ofTheGrammar);
    }
    console.log(
      `${path}: ${String(wrong - several.length)} of ${String(wrong)} slips are said once`,
    );
    expect(several.length / wrong, several.join('\n')).toBeLessThan(0.02);
  });

  it.each(measured)('in half a file is said in words, in $path', async ({ cuts, files }) => {
    for (const text of cuts) {
      for (const { message } of (await check(text, files)).diagnostics) {
        expect(message).not.toMatch(ofTheGrammar);
      }
    }
  });
});

const test = (by: string): string =>
  `test "t" of h when the agent chooses hour 09:00 expect block by ${by}`;

const followUps: [what: string, text: string, problem: RegExp][] = [
  [
    'guardrails that are not found, and a test of their rules',
    `${handoff().replace('handoff h', 'handoff h under g')}${test('theirs')}`,
    /^22:17 unknown-reference /,
  ],
  [
    'an import that is missing, and what it was to declare',
    `import "none.handoff"\n${never('born is in holidays').replace('handoff h', 'handoff h under g')}`,
    /^1:8 missing-import /,
  ],
  [
    'a rule with a problem, and a test of it',
    `${never('n is "x"')}${test('rule')}`,
    /^28:24 wrong-type /,
  ],
  [
    'a rule that cannot be read, and a test of it',
    `${handoff('boundaries\n rule: never when n is above\n z: never when n is 9\n')}${test('rule')}`,
    /^28:24 syntax-error /,
  ],
  [
    'a column that cannot be read, and the row that counts by it',
    data.replace('an email', 'n emails').replace('n: number', 'n: numbr'),
    /^8:6 syntax-error /,
  ],
  [
    'a usual choice with a problem, and what rests on it',
    never('hour is usual').replace('is 09:00', 'is nine'),
    /^26:19 wrong-type /,
  ],
  [
    'a block whose first word is missing, and its rules',
    handoff('escalate to p\n x: when n is 5\nto o\n a: when n is 5\n at most 5 per day'),
    /^29:1 unfinished-rule /,
  ],
];

describe('what follows from a fault is not said as well', () => {
  it.each(followUps)('%s', async (_, text, problem) => {
    const problems = await problemsOf(text);
    expect(problems.join('\n')).toMatch(problem);
    expect(problems).toHaveLength(1);
  });

  it('a misspelt name is said, whatever else may be unknown', async () => {
    const problems = await problemsOf(`import "none.handoff"\n${never('concent')}`);
    expect(problems.map((each) => each.split(' ')[1])).toEqual(['missing-import', 'unknown-name']);
  });
});
