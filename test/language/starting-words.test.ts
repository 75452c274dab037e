import fc from 'fast-check';
import { EmptyFileSystem } from 'langium';
import type { AstNode } from 'langium';
import { describe, expect, it } from 'vitest';
import type { File } from '../../language-server/language/generated/ast.ts';
import { createHandoffServices } from '../../language-server/language/services.ts';
import { startingWords } from '../../language-server/language/starting-words.ts';

const { LangiumParser } = createHandoffServices(EmptyFileSystem).handoff.parser;

/** What was read, without what the parser adds; `undefined` where it found a fault. */
function read(text: string): { imports: unknown[]; declarations: unknown[] } | undefined {
  const { value, lexerErrors, parserErrors } = LangiumParser.parse<AstNode & File>(text);
  if (lexerErrors.length + parserErrors.length > 0) return undefined;
  const { imports, declarations } = value;
  return JSON.parse(
    JSON.stringify({ imports, declarations }, (key, each: unknown) => {
      if (typeof each === 'object' && each !== null && '$refText' in each) return each.$refText;
      return key.startsWith('$') && key !== '$type' ? undefined : each;
    }),
  ) as { imports: unknown[]; declarations: unknown[] };
}

/** Asserts that texts mean one behind the other what they mean alone, whatever is between. */
function expectSame(...texts: string[]): void {
  const alone = texts.map((text) => read(text));
  const expected = {
    imports: alone.flatMap((each, index) => each?.imports ?? [`not read: ${texts[index] ?? ''}`]),
    declarations: alone.flatMap((each) => each?.declarations ?? []),
  };
  for (const between of [' ', '\n', '\r\n\r\n# note\r\n', '\t']) {
    expect(read(texts.join(between)), texts.join(between)).toEqual(expected);
  }
}

/** What ends with a list, with a part that may be left out, or with a name, here `last`. */
const ends = (last: string): string[] => [
  `handoff ${last}`,
  `handoff h under ${last}`,
  `handoff h owner ${last}`,
  `handoff h uses ${last}`,
  `handoff h the agent chooses ${last}`,
  `handoff h people keep content, ${last}`,
  `handoff h usually n is ${last}`,
  `handoff h goal more ${last}`,
  `handoff h watch opened, ${last}`,
  `handoff h guard ${last} stays below 5`,
  'handoff h guard n stays below 5 emails over 7 days from 200 emails',
  'handoff h reversible within 7 days',
  'handoff h reversible within 7 days by "a second mail"',
  `handoff h boundaries never when ${last}`,
  `handoff h boundaries never when n is in ${last}`,
  `handoff h boundaries never when n is one of a, ${last}`,
  'handoff h boundaries never when n is above 5',
  `handoff h boundaries never when time since the last ${last} is above 5 and ${last}`,
  `handoff h boundaries at least 2 days between ${last}`,
  `handoff h boundaries at most 5 emails per calendar ${last}`,
  `handoff h boundaries never when n is 5 otherwise escalate to ${last}`,
  `handoff h escalate to ${last}`,
  'handoff h escalate to o answer within 4 hours',
  `handoff h surprises unsound surprises go to ${last}`,
  `handoff h learning reviewed every week by ${last}`,
  'handoff h autonomy becomes act after 200 decisions',
  `handoff h feedback on override because ${last} avoid ${last} when ${last}`,
  `guardrails ${last}`,
  `guardrails ${last} "why"`,
  `segment s: ${last}`,
  `calendar ${last}`,
  'calendar c 2026-01-01 "New Year"',
  'calendar c 2026-01-01 to 2026-01-02',
  'calendar c from "c.ics"',
  `data ${last} from "d.csv"`,
  `data d from "d.csv" each row is an ${last}`,
  `data d from "d.csv" propensity estimated by ${last}, ${last}`,
  `data d from "d.csv" n: money in ${last}`,
  `data d from "d.csv" n: one of a, ${last}`,
  `data d from "d.csv" n: number of ${last}`,
  'data d from "d.csv" n: time of day by 5 minutes, chosen at random with shares 1/8, 5',
  `simulation ${last} of ${last}`,
  'simulation s of h seed 7',
  'simulation s of h agent is thompson sampling',
  `simulation s of h agent is thompson sampling by device, ${last}`,
  `simulation s of h agent chooses ${last}`,
  `simulation s of h agent chooses 5 when n is ${last}, otherwise ${last}`,
  'simulation s of h reviewer',
  `simulation s of h reviewer overrides because ${last}`,
  `simulation s of h reviewer overrides when n is ${last}`,
  `simulation s of h reviewer otherwise approves because ${last}`,
  `test "t" of ${last}`,
  `test "t" of h given n is ${last}, consent is ${last}`,
  `test "t" of h after ${last} on 2026-01-01, 2026-01-02`,
  `test "t" of h when the agent chooses ${last} ${last}`,
  `test "t" of h expect escalate to ${last}`,
  `test "t" of h expect act with n ${last}`,
  `test "t" of h expect act by r, ${last}`,
];

/** The same conditions that end with `usual`, whose column may be left out. */
const usual = (column = ''): string[] =>
  ends('last')
    .filter((each) => /\b(?:when|and|segment s:|when n is) last$/.test(each))
    .map((each) => each.replace(/(?:n is )?last$/, `n is more than 3 from usual ${column}`.trim()));

const followers = [
  'test "t" of h',
  'test "t" of test given test is 5',
  'data d from "d.csv"',
  'data data from "d.csv" test: number',
  'calendar c',
  'calendar from',
  'calendar c 2026-01-01',
  'calendar calendar from "c.ics"',
  'segment s: vip',
  'segment s: n is 5',
  'segment test: not (n is 5)',
  'segment s: "a" is text',
  'segment s: usual is 5',
  'segment s: date is above 2026-01-01',
  'simulation s of h agent is the usual choice',
  'handoff h owner o',
  'guardrails g never when n is 5',
  'import "a.handoff"',
];

describe('what a declaration ends with never takes the first word of the next one', () => {
  it('usual is what may end with a name and need not', () => {
    expect(usual().length).toBeGreaterThanOrEqual(5);
  });

  it.each([...ends('last'), ...usual(), ...usual('last')])('%s', (end) => {
    for (const follower of followers) expectSame(end, follower);
  });

  it.each([...startingWords])('%s is a name at the end as well', (word) => {
    for (const end of [...ends(word), ...usual(word)]) {
      for (const follower of followers) expectSame(end, follower);
    }
  });

  it('in any order, however many', () => {
    const declaration = fc.constantFrom(...ends('last'), ...ends('data'), ...usual(), ...followers);
    fc.assert(
      fc.property(fc.array(declaration, { minLength: 2, maxLength: 12 }), (declarations) => {
        expectSame(...declarations);
      }),
      { numRuns: 300, seed: 7 },
    );
  });
});

const parts = [
  'from 2026-01-01 to 2026-02-01',
  'agent is the usual choice',
  'agent is thompson sampling',
  'agent is recorded in "a.jsonl"',
  'agent is command "python agent.py"',
  'agent chooses seed when n is 5',
  'seed 7',
  'reward model by device with a prior of 5 emails',
  'reward model is the overall mean',
  'weights clipped at 5',
];
const reviewers = [
  'reviewer overrides because r when n is 5',
  'reviewer otherwise approves',
  'reviewer approves',
];
const chosen = 'agent chooses 5 when n is usual';
const answered = 'reviewer overrides because r when n is usual';

describe('what a part of a simulation ends with never takes the first word of the next one', () => {
  it.each([
    ...[...parts, ...reviewers].map((part) => [chosen, part]),
    ...parts.map((part) => [answered, part]),
  ])('%s, then %s', (end, part) => {
    const [inOrder] = read(`simulation s of h ${end} ${part}`)?.declarations ?? [];
    const other = read(`simulation s of h ${part} ${end}`)?.declarations[0] as { parts: unknown[] };
    expect(inOrder).toEqual({ ...other, parts: [...other.parts].reverse() });
  });
});

describe('a rule of guardrails that ends with usual never takes the line of priority', () => {
  it.each(['priority late', 'priority priority, late', 'priority late, seed'])('%s', (priority) => {
    const rule = 'never when n is usual';
    const [inOrder] = read(`guardrails g ${rule}\n${priority}`)?.declarations ?? [];
    expect(inOrder).toBeDefined();
    expect(inOrder).toEqual(read(`guardrails g ${priority}\n${rule}`)?.declarations[0]);
  });

  it('names the column `priority` where no handoff follows', () => {
    const text = 'guardrails g never when n is usual priority\nother: never when n is 5';
    expect(JSON.stringify(read(text)?.declarations)).toContain('"column":"priority"');
  });
});

const names: [text: string, column: string | undefined][] = [
  ['boundaries never when n is usual test', 'test'],
  ['boundaries never when n is usual segment r: never when n is 5', 'segment'],
  ['escalate to o when n is usual segment r: when n is 5', 'segment'],
  ['boundaries never when n is usual segment r: at most 5 emails per 7 days', 'segment'],
  ['boundaries never when usual agent is 5', 'agent'],
  ['boundaries never when usual agent is thompson', 'agent'],
  ['boundaries never when usual from - 5 is 7', 'from'],
  ['boundaries never when usual seed + 7 is 7', 'seed'],
  ['boundaries never when n is more than usual from usual', undefined],
  ['boundaries never when n is more than usual from 5', undefined],
  [
    'boundaries never when n is usual data\nsimulation s of h from 2026-01-01 to 2026-02-01',
    'data',
  ],
  ['boundaries never when n is usual reviewer otherwise escalate to o', 'reviewer'],
];

describe('usual and a word that may be a name', () => {
  it.each(names)('%s', (text, column) => {
    const [handoff] = read(`handoff h ${text}`)?.declarations ?? [];
    const [found] = JSON.stringify(handoff).match(/\{"\$type":"Usual"[^{}]*\}/) ?? [];
    expect(JSON.parse(found ?? 'null')).toEqual({ $type: 'Usual', ...(column ? { column } : {}) });
  });

  it('names the column `reviewer` where the reviewer already answers', () => {
    const text =
      'simulation s of h reviewer overrides when n is usual reviewer\napproves when n is 5';
    expect(JSON.stringify(read(text)?.declarations)).toContain('"column":"reviewer"');
  });
});

/** A rule that lacks its end, and a declaration below it that starts with a soft keyword. */
const cut = ['people keep a,', 'watch a,', 'boundaries never when n is above', 'escalate to'];

describe('behind a line that lacks its end the next declaration is read', () => {
  it.each(
    cut.flatMap((line) =>
      ['test "t" of h', 'data d from "d.csv"', 'calendar c 2026-01-01', 'segment s: n is 5'].map(
        (next) => [line, next],
      ),
    ),
  )('%s, then %s', (line, next) => {
    const { value, parserErrors } = LangiumParser.parse<AstNode & File>(
      `handoff h ${line}\n${next}`,
    );
    expect(parserErrors).toHaveLength(1);
    expect(value.declarations).toHaveLength(2);
  });
});

describe('a noun that is a keyword too is counted like any other', () => {
  it.each([
    'boundaries at most 1 text per 7 days',
    'boundaries at most 1 test per calendar week across all handoffs',
    'boundaries at most 5 shares per 7 days',
    'boundaries at most 5 decisions per 7 days',
    'escalate to o when evidence is below 200 decisions',
    'autonomy becomes act after 200 decisions when agreement is at least 90%',
    'learning explore at most 10% of decisions',
  ])('%s', (block) => {
    expect(read(`handoff h ${block}`)).toBeDefined();
  });
});
