import { describe, expect, it } from 'vitest';
import { reservedWords } from '../../language-server/language/words.ts';
import { check, services, shown } from '../support/handoff.ts';

const tokens = services.handoff.parser.Lexer.definition as Record<string, { name: string }>;
const keywords = Object.values(tokens)
  .map(({ name }) => name.replace(/:KW$/, ''))
  .filter((name) => /^[a-z]+$/.test(name));

/** A file in which one word names a column, a value, a segment, a rule, a role and the rest. */
function namedBy(word: string): string {
  return `calendar ${word}
  2026-01-01
data ${word} from "d.csv"
  each row is an email
  ${word}: one of ${word}, other
  hour: time of day, chosen
  sent: timestamp, the moment
  where: time zone, the clock
  born_on: date
  hour_known: yes/no
  good: yes/no, an outcome
segment ${word}: hour_known is yes
guardrails ${word}
  from_above: never when ${word} is unknown
handoff ${word} under ${word}
  owner ${word}
  uses ${word}
  the agent chooses hour
  usually hour is 09:00
  people keep ${word}, ${word}
  boundaries
    ${word}: never when ${word} is ${word} and born_on is in ${word} otherwise escalate to ${word}
    second: never when ${word} is one of ${word}, other
  escalate to ${word}
    third: when ${word} is not ${word}
  feedback
    fourth: on override because ${word} avoid ${word} is ${word}
simulation ${word} of ${word}
  agent is the usual choice
test "t" of ${word}
  given ${word} is ${word}
  when the agent chooses hour 09:00
  expect escalate to ${word} by ${word}
`;
}

describe('soft keywords', () => {
  it('are most of the words of the grammar', () => {
    expect(keywords.filter((word) => !reservedWords.has(word)).length).toBeGreaterThan(60);
  });

  it.each(keywords.filter((word) => !reservedWords.has(word)))(
    '%s names anything',
    async (word) => {
      const { policies, tests, ...checked } = await check(namedBy(word));
      expect(shown(checked)).toEqual([]);
      expect(policies[0]?.rules.map(({ name }) => name)).toEqual([
        'from_above',
        ...[word, 'second'].sort(),
        'third',
      ]);
      expect(tests[0]?.given).toEqual({ [word]: 0 });
    },
  );

  it.each([...reservedWords])('%s, reserved, names anything in backticks', async (word) => {
    const { policies, ...checked } = await check(namedBy(`\`${word}\``));
    expect(shown(checked)).toEqual([]);
    expect(policies[0]?.handoff).toBe(word);
  });

  it('reserved words are words of the grammar', () => {
    expect([...reservedWords].filter((word) => !keywords.includes(word))).toEqual([]);
  });

  it.each(['constructor', 'toString', 'hasOwnProperty', 'valueOf'])(
    '%s is a name like any other',
    async (word) => {
      const { policies, tests, ...checked } = await check(namedBy(word));
      expect(shown(checked)).toEqual([]);
      expect(Object.keys(policies[0]?.calendars ?? {})).toEqual([word]);
      expect(Object.keys(tests[0]?.given ?? {})).toEqual([word]);
    },
  );
});

describe('a number at the end of a rule', () => {
  const data = `data d from "d.csv"
    each row is an email
    n: whole number from 0 to 9, chosen
    sent: timestamp, the moment
    good: yes/no, an outcome
`;
  const handoff = 'handoff h owner o uses d the agent chooses n usually n is 2 ';
  const followers = [
    'boundaries a: never when n is above 7',
    'escalate to o when confidence is below 50%',
    'surprises surprising when surprise is above 3 bits',
    'learning explore at most 10% of decisions',
    'autonomy starts at act',
    'feedback on override because x avoid n is 3',
    'owner p',
    'people keep content',
    'stakes low',
    'reversible within 7 days',
    'irreversible',
    'goal more good',
    'watch good',
    'guard good stays above 1%',
    'simulation s of h agent is the usual choice',
    'test "t" of h when the agent chooses n 3 expect act',
    'segment s: n_known data e from "e.csv"',
    'data e from "e.csv"',
    'calendar c 2026-01-01',
    'guardrails g never when confidence is unknown',
    'handoff i owner o',
  ];
  const problems = /repeated-part|missing-part|unknown-name/;

  it.each(followers)('does not take the word after it for a unit: %s', async (follower) => {
    for (const space of [' ', '\n', '\n\n  # note\n']) {
      const text = `${data}${handoff}boundaries r: never when n is above 5${space}${follower}`;
      const { diagnostics, file } = await check(text);
      expect(diagnostics.filter(({ code }) => !problems.test(code))).toEqual([]);
      expect(JSON.stringify(rulesOf(file.declarations))).not.toContain('"unit"');
    }
  });

  it.each([
    'a: never when n is above 5',
    'never when n is above 5',
    'at most 5 emails per 7 days',
    'at least 2 days between emails',
    'because "reason"',
    'otherwise hold',
  ])('ends where the rule goes on or the next one starts: %s', async (follower) => {
    const text = `${data}${handoff}boundaries r: never when n is above 5 ${follower}`;
    expect(shown(await check(text))).toEqual([]);
  });
});

/** The first rule of the first handoff, without what the parser adds. */
function rulesOf(declarations: readonly object[]): unknown {
  const handoff = declarations.find(
    (each) => (each as { $type: string }).$type === 'HandoffBlock',
  ) as { blocks: { rules: object[] }[] } | undefined;
  const rule = handoff?.blocks[0]?.rules[0];
  return JSON.parse(
    JSON.stringify(rule, (key, value: unknown) => (key.startsWith('$') ? undefined : value)),
  );
}
