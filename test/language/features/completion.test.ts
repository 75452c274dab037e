import fc from 'fast-check';
import { CompletionItemKind } from 'vscode-languageserver';
import { describe, expect, it } from 'vitest';
import { filledIn } from '../../../language-server/language/features/completion/candidate.ts';
import type { ColumnProfile } from '../../../language-server/language/features/profiles.ts';
import type { CompletionFiles } from '../../support/completion.ts';
import { completions } from '../../support/completion.ts';
import { company, examples, services } from '../../support/handoff.ts';
import { data, handoff } from '../../support/handoff-texts.ts';
import { marked } from '../../support/markers.ts';

async function offered(source: string, files?: CompletionFiles) {
  const { text, offsets } = marked(source);
  const [offset = 0] = offsets;
  const found = await completions(text, offset, files);
  return { text, offset, candidates: [], ...found };
}

async function labels(source: string, files?: CompletionFiles): Promise<string[]> {
  return (await offered(source, files)).candidates.map(({ label }) => label);
}

/** The text once the first candidate of that label is taken, with its tab stops as they are. */
async function taken(source: string, label: string, files?: CompletionFiles): Promise<string> {
  const { text, cursor, candidates } = await offered(source, files);
  const candidate = candidates.find((each) => each.label === label);
  if (!candidate || !cursor) throw new Error(`\`${label}\` is not offered`);
  return text.slice(0, cursor.start) + (candidate.insert ?? label) + text.slice(cursor.end);
}

const beside = `segment vip: spent is above 5 EUR
calendar holidays
  2026-01-01
guardrails company
  first: never when consent is no
`;
const boundary = (text: string): string => beside + handoff(`  boundaries\n    ${text}`);
const never = (text: string): string => boundary(`rule: never when ${text}`);
const inBlock = (block: string, text = '<|>'): string =>
  beside + handoff(`  ${block}\n    ${text}`);
const below = (text: string): string =>
  `${beside}${handoff('boundaries\n a: never when vip\n')}${text}`;

/** What comes first, in order, and what is not offered at all. */
interface Expected {
  first?: string[];
  also?: string[];
  not?: string[];
}

describe('completion offers whole sentences', () => {
  it.each<[string, string, Expected]>([
    [
      'of a file',
      '<|>',
      {
        first: [
          'import "company.handoff"',
          'calendar holidays',
          'data mailings from "mailings.csv"',
        ],
        also: ['handoff send_time', 'simulation replay of send_time'],
        not: ['owner marketing', 'because "reason"'],
      },
    ],
    [
      'of boundaries, in the nouns and columns of the data',
      boundary('<|>'),
      {
        first: [
          'rule: never when consent is not yes',
          'quiet_hours: never when hour is between 21:00 and 07:00',
          'rule: never when level is low',
          'weekly_cap: at most 5 emails per 7 days',
          'daily_cap: at most 1 email per calendar day',
          'total_cap: at most 7 emails per 7 days across all handoffs',
          'spacing: at least 4 hours between emails',
        ],
        not: ['boundaries', 'owner o'],
      },
    ],
    [
      'of a boundary whose name stands',
      boundary('rule: <|>'),
      {
        first: ['never when consent is not yes'],
        also: ['at most 5 emails per 7 days', 'at least 4 hours between emails'],
        not: ['rule: never when consent is not yes', 'owner o', 'and'],
      },
    ],
    [
      'behind a boundary',
      boundary('a: never when vip\n      <|>'),
      {
        first: ['because "reason"', 'otherwise use the nearest allowed', 'otherwise escalate to o'],
      },
    ],
    [
      'but no second reason',
      boundary('a: never when vip because "so"\n      <|>'),
      {
        first: ['otherwise use the nearest allowed'],
        not: ['because "reason"', 'because'],
      },
    ],
    [
      'of a handoff, and only those that are missing',
      beside + handoff('  <|>'),
      {
        first: ['people keep content, audience', 'stakes low', 'reversible within 7 days'],
        also: ['goal more clicked', 'watch clicked', 'boundaries', 'escalate to o', 'autonomy'],
        not: ['owner o', 'owner', 'uses d', 'uses', 'the agent chooses hour', 'usually'],
      },
    ],
    [
      'and no block that there already is',
      beside + handoff('  learning\n    explore at most 5% of decisions\n  <|>'),
      {
        also: ['boundaries', 'escalate to o'],
        not: ['learning'],
      },
    ],
    [
      'of a handoff, its owner while it stands there',
      beside + handoff('').replace('owner o', 'own<|>er o'),
      {
        also: ['owner o'],
      },
    ],
    [
      'of an escalation',
      inBlock('escalate to team'),
      {
        first: [
          'unsure: when confidence is below 70%',
          'answer within 4 hours, otherwise hold',
          'at most 40 per day, highest n first',
        ],
      },
    ],
    [
      'of an escalation with a deadline',
      inBlock('escalate to team', 'answer within 2 days\n    <|>'),
      {
        first: ['unsure: when confidence is below 70%'],
        not: ['answer within 4 hours, otherwise hold'],
      },
    ],
    [
      'of autonomy',
      inBlock('autonomy'),
      {
        first: [
          'starts at suggest',
          'becomes act after 200 decisions when agreement is at least 90%',
          'returns to suggest when a guard is broken',
        ],
      },
    ],
    [
      'of learning',
      inBlock('learning'),
      {
        first: [
          'period of 4 weeks from 2026-01-05',
          'explore at most 10% of decisions',
          'reviewed every week by o',
        ],
      },
    ],
    [
      'of surprises',
      inBlock('surprises'),
      {
        first: [
          'surprising when surprise is above 3 bits',
          'sound when evidence is at least 500 emails and it holds on the holdout',
          'unsound surprises go to o',
        ],
      },
    ],
    [
      'of feedback',
      inBlock('feedback'),
      {
        first: [
          'on override because friday_slump, after 3 overrides in 30 days',
          'on approval because morning_readers',
        ],
      },
    ],
    [
      'of guardrails, in the columns of all data',
      `guardrails g\n  <|>\n${data}`,
      {
        first: ['rule: never when consent is not yes'],
      },
    ],
    [
      'of data',
      `${data}  <|>`,
      {
        first: ['propensity estimated by device', 'device: one of mobile, desktop'],
        also: ['clicked: yes/no, an outcome', 'consent: yes/no'],
        not: ['each row is an email', 'subscriber_id: identifier, the subject'],
      },
    ],
    [
      'of a column whose name stands',
      `${data}  more: <|>`,
      {
        first: ['one of mobile, desktop', 'money in EUR', 'yes/no'],
        also: ['yes/no, an outcome', 'time zone', 'weekday'],
      },
    ],
    [
      'of a simulation',
      below('simulation s of h\n  <|>'),
      {
        first: [
          'from 2025-09-01 to 2025-12-01',
          'agent is thompson sampling by level',
          'agent is the usual choice',
        ],
        also: ['reviewer', 'seed 7'],
      },
    ],
    [
      'of a simulation, and only those that are missing',
      below('simulation s of h\n  seed 7\n  agent is the usual choice\n  <|>'),
      {
        first: ['from 2025-09-01 to 2025-12-01', 'reviewer'],
        not: ['seed 7', 'agent is the logged choice'],
      },
    ],
    [
      'of a test',
      below('test "t" of h\n  <|>'),
      {
        first: ['given consent is yes, confidence is 92%'],
        also: [
          'after emails on 2026-02-01 09:00',
          'when the agent chooses hour 03:00 on 2026-02-03',
        ],
      },
    ],
  ])('%s', async (_, source, expected) => {
    const found = await labels(source);
    const { first = [], also = [], not = [] } = expected;
    expect(found.slice(0, first.length)).toEqual(first);
    expect(also.filter((each) => !found.includes(each))).toEqual([]);
    expect(not.filter((each) => found.includes(each))).toEqual([]);
  });

  it('has one tab stop for each part that is to be filled in', async () => {
    const { candidates } = await offered(boundary('<|>'));
    const cap = candidates.find(({ label }) => label.startsWith('weekly_cap'));
    expect(cap?.snippet).toBe('${1:weekly_cap}: at most ${2:5 emails} per ${3:7 days}$0');
    expect(cap?.filter).toBe('at most 5 emails per 7 days weekly_cap: at most 5 emails per 7 days');
  });

  it.each(examples)(
    'each gives a file without a syntax error, at every line of $path',
    async ({ text, files }) => {
      const { LangiumParser } = services.handoff.parser;
      let count = 0;
      for (const { index } of text.matchAll(/^[ \t]*(?=\S)/gm)) {
        const indentation = /[ \t]*/.exec(text.slice(index))?.[0] ?? '';
        const before = text.slice(0, index) + indentation;
        const { candidates } = await offered(`${before}<|>`, files);
        for (const { kind, snippet = '' } of candidates) {
          if (kind !== CompletionItemKind.Snippet) continue;
          count++;
          const { parserErrors, lexerErrors } = LangiumParser.parse(before + filledIn(snippet));
          const messages = [...parserErrors, ...lexerErrors].map(({ message }) => message);
          expect(messages, `${snippet} behind ${before.slice(-60)}`).toEqual([]);
        }
      }
      expect(count).toBeGreaterThan(100);
    },
    60_000,
  );
});

describe('completion in a condition offers', () => {
  it.each<[string, string, Expected]>([
    [
      'the choice, columns, segments and words',
      never('<|>'),
      {
        first: ['hour', 'n', 'visits', 'spent'],
        also: ['vip', 'confidence', 'date', 'count of emails in the last 7 days', 'not'],
        not: ['clicked', 'likely', 'holidays', 'it moves the goal', 'owner'],
      },
    ],
    [
      'columns in a segment, and not the chosen one',
      `${data}segment s: <|>`,
      {
        first: ['n', 'visits'],
        not: ['hour', 's', 'clicked'],
      },
    ],
    [
      'what compares a time',
      never('hour <|>'),
      {
        first: ['is above …', 'is below …', 'is at least …', 'is at most …', 'is between … and …'],
        also: ['is more than … from usual', 'and'],
        not: ['mentions one of …', 'is in holidays', 'owner', 'boundaries'],
      },
    ],
    [
      'what compares one of several',
      never('level <|>'),
      {
        first: ['is …', 'is not …', 'is one of …', 'is not one of …'],
        not: ['is above …', 'is between … and …'],
      },
    ],
    ['what compares a date, calendars by name', never('date <|>'), { also: ['is in holidays'] }],
    [
      'what compares a text',
      never('line <|>'),
      {
        also: ['mentions one of …', 'is longer than … characters'],
        not: ['is above …'],
      },
    ],
    [
      'what compares a sum',
      never('spent + 5 EUR <|>'),
      { first: ['is above …'], not: ['is in holidays'] },
    ],
    ['no comparison of a segment', never('vip <|>'), { first: ['and', 'or'], not: ['is', 'is …'] }],
    ['yes and no', never('consent is <|>'), { first: ['yes', 'no'], not: ['above …', 'low'] }],
    [
      'the values of one of several',
      never('level is <|>'),
      {
        first: ['low', 'mid', 'high', 'one of …', 'not one of …'],
        not: ['small', 'consent', 'count of', 'above …'],
      },
    ],
    [
      'and its values behind `not`',
      never('level is not <|>'),
      { first: ['low', 'mid', 'high'], not: ['not'] },
    ],
    [
      'and its values in a list',
      never('level is one of low, <|>'),
      { first: ['low', 'mid', 'high'], not: ['the subject'] },
    ],
    [
      'times, the usual one first',
      never('hour is between <|>'),
      { first: ['09:00', '00:00', '01:00'], also: ['usual'] },
    ],
    [
      'money in the right currency',
      never('spent is above <|>'),
      { first: ['100 EUR'], not: ['100 USD', 'paid'] },
    ],
    ['and in the other one', never('paid is above <|>'), { first: ['100 USD'] }],
    ['a number goes on with its unit', never('spent is above 250<|>'), { first: ['250 EUR'] }],
    [
      'units behind a number',
      never('spent is above 250 <|>'),
      { first: ['EUR'], not: ['USD', '%', 'days'] },
    ],
    [
      'units of a duration',
      never('time since the last email is below 36 <|>'),
      { first: ['days', 'hours'], not: ['EUR'] },
    ],
    [
      'one day, and several',
      never('count of emails in the last 1 <|>'),
      { first: ['day', 'hour', 'week', 'minute'] },
    ],
    ['shares', never('confidence is below 80<|>'), { first: ['80%'] }],
    ['calendars', never('date is in <|>'), { first: ['holidays'], not: ['vip'] }],
    ['weekdays', never('weekday is <|>'), { first: ['Monday', 'Tuesday'], also: ['payday'] }],
    ['how far from what is usual', never('hour is more than <|>'), { first: ['4 hours'] }],
    ['what it is far from', never('hour is more than 3 hours from <|>'), { first: ['usual'] }],
    [
      'how often',
      boundary('r: at most <|>'),
      {
        first: [
          '5 emails per 7 days',
          '1 email per calendar day',
          '7 emails per 7 days across all handoffs',
        ],
      },
    ],
    [
      'how often of what',
      boundary('r: at most 5 <|>'),
      { first: ['emails'], not: ['days', 'EUR'] },
    ],
    [
      'the window of a cap, rolling or calendar',
      boundary('r: at most 5 emails per <|>'),
      {
        first: ['7 days', '4 hours'],
        also: ['calendar'],
        not: ['day', 'month'],
      },
    ],
    [
      'what happens otherwise',
      boundary('r: never when vip otherwise <|>'),
      {
        first: ['use the nearest allowed', 'escalate to', 'hold', 'block'],
      },
    ],
    [
      'agreement alone on the ladder',
      inBlock('autonomy', 'becomes act when <|>'),
      { first: ['agreement'], not: ['hour', 'confidence'] },
    ],
    [
      'surprise alone where it is measured',
      inBlock('surprises', 'surprising when <|>'),
      { first: ['surprise'], not: ['hour', 'evidence'] },
    ],
    [
      'what makes a surprise sound',
      inBlock('surprises', 'sound when <|>'),
      {
        first: ['evidence'],
        also: ['it holds on the holdout', 'it moves the goal'],
        not: ['hour'],
      },
    ],
  ])('%s', async (_, source, expected) => {
    const found = await labels(source);
    const { first = [], also = [], not = [] } = expected;
    expect(found.slice(0, first.length)).toEqual(first);
    expect(also.filter((each) => !found.includes(each))).toEqual([]);
    expect(not.filter((each) => found.includes(each))).toEqual([]);
  });
});

describe('completion offers names where they are asked for', () => {
  it.each<[string, string, string[]]>([
    ['data', `${data}handoff h\n  uses <|>`, ['d']],
    ['guardrails', `${beside}handoff h under <|>`, ['company']],
    ['handoffs', below('simulation s of <|>'), ['h']],
    ['roles in use', inBlock('escalate to team', 'a: when vip\n  escalate to <|>'), ['o', 'team']],
    [
      'reasons in use',
      below(
        'simulation s of h\n  reviewer\n    overrides because holiday\n    approves because <|>',
      ),
      ['holiday'],
    ],
    ['what can be chosen', `${data}handoff h\n  uses d\n  the agent chooses <|>`, ['hour']],
    ['outcomes', beside + handoff('  goal more <|>'), ['clicked']],
    [
      'rules that a test can expect',
      `${beside}${handoff('boundaries\n a: never when vip\n').replace('handoff h', 'handoff h under company')}test "t" of h\n  expect block by <|>`,
      ['a', 'first'],
    ],
    [
      'currencies, those in use first',
      `${data}  more: money in <|>`,
      ['EUR', 'USD', 'GBP', 'CHF', 'SEK', 'PLN', 'JPY'],
    ],
    ['what a row is', never('count of <|>'), ['emails']],
    ['how much is at stake', beside + handoff('  stakes <|>'), ['low', 'medium', 'high']],
    [
      'stages of a test',
      below('test "t" of h\n  given stage is <|>'),
      ['suggest', 'act with review', 'act', 'unknown'],
    ],
  ])('%s', async (_, source, expected) => {
    expect(await labels(source)).toEqual(expected);
  });

  it('never a column that a test may not give', async () => {
    const found = await labels(below('test "t" of h\n  given <|>'));
    expect(found).toEqual(expect.arrayContaining(['level', 'confidence', 'stage']));
    expect(['clicked', 'hour', 'likely'].filter((name) => found.includes(name))).toEqual([]);
  });

  it('of imported files, and roles of the whole workspace', async () => {
    const files = { at: 'team/a.handoff', beside: { 'company.handoff': company } };
    const lead = 'import "../company.handoff"\n';
    expect(await labels(`${lead}handoff h under <|>`, files)).toEqual(['company']);
    expect(await labels('handoff h\n  owner <|>', files)).toEqual(['brand_team']);
  });

  it('with what they are: kind, type and meaning', async () => {
    const { candidates } = await offered(never('<|>'));
    const found = (name: string) => candidates.find(({ label }) => label === name);
    expect(found('spent')).toMatchObject({
      kind: CompletionItemKind.Field,
      detail: 'money in EUR',
    });
    expect(found('vip')).toMatchObject({
      detail: 'segment',
      documentation: '```handoff\nspent is above 5 EUR\n```',
    });
    expect(found('confidence')?.documentation).toContain('How sure the agent is');
  });

  it('with how often a value occurs in the data', async () => {
    const profile: ColumnProfile = {
      rows: 50_000,
      missing: 0,
      bad: 0,
      top: [
        { value: 2, count: 40_000 },
        { value: 0, count: 1_200 },
      ],
    };
    const profiles = {
      of: (_: unknown, column: string) => (column === 'level' ? profile : undefined),
    };
    const { candidates } = await offered(never('level is <|>'), { profiles });
    expect(candidates.slice(0, 3).map(({ label, detail }) => [label, detail])).toEqual([
      ['low', '1,200 of 50,000 rows'],
      ['mid', undefined],
      ['high', '40,000 of 50,000 rows'],
    ]);
  });
});

describe('completion replaces', () => {
  it.each([
    ['the word that is begun', never('le<|>'), 'level', never('level')],
    ['the whole word around the cursor', never('le<|>v is low'), 'level', never('level is low')],
    ['nothing in front of a word', never('<|>level is low'), 'n', never('nlevel is low')],
    [
      'a time that is begun',
      never('hour is between 21:00 and 0<|>'),
      '07:00',
      never('hour is between 21:00 and 07:00'),
    ],
    ['what stands in backticks', never('`le<|>v`'), 'level', never('level')],
    ['an open backtick', never('`le<|>'), 'level', never('level')],
  ])('%s', async (_, source, label, expected) => {
    expect(await taken(source, label)).toBe(expected);
  });

  it('a name that is no plain word by the same in backticks, and a value by a text', async () => {
    const odd = handoff('')
      .replace('one of low', 'one of "On hold", low')
      .replace('  n:', '  `E-Mail`:');
    const rule = (text: string): string => `${odd}  boundaries\n    r: never when ${text}`;
    expect(await taken(rule('E<|>'), 'E-Mail')).toBe(rule('`E-Mail`'));
    expect(await taken(rule('`E<|>'), 'E-Mail')).toBe(rule('`E-Mail`'));
    expect(await taken(rule('level is <|>'), 'On hold')).toBe(rule('level is "On hold"'));
    expect(await taken(rule('level is "O<|>"'), 'On hold')).toBe(rule('level is "On hold"'));
  });

  it.each([
    ['in a comment', 'data d # fr<|>'],
    ['in a description', 'handoff h\n  "The agent <|>"'],
    ['behind a slip in its line', never('level level <|>')],
  ])('nothing %s', async (_, source) => {
    expect(await labels(source)).toEqual([]);
  });
});

describe('completion of paths', () => {
  const disk = [
    'company.handoff',
    'team/a.handoff',
    'team/d.csv',
    'team/e.parquet',
    'team/raw/f.csv',
    'team/x.ics',
    'team/.git/y.csv',
    'team/notes.txt',
  ];
  const files = { at: 'team/a.handoff', disk };
  it.each([
    ['policies beside it', 'import "<|>"', ['raw/', '../']],
    ['policies above it', 'import "../<|>"', ['../company.handoff', '../team/', '../../']],
    ['data', 'data d from "<|>', ['d.csv', 'e.parquet', 'raw/', '../']],
    ['data in a folder', 'data d from "raw/<|>', ['raw/f.csv']],
    ['data before its quote', 'data d from <|>', ['d.csv', 'e.parquet', 'raw/', '../']],
    ['calendars', 'calendar c from "<|>', ['x.ics', 'raw/', '../']],
    ['nothing of an absolute path', 'import "/<|>', []],
  ])('offers %s', async (_, source, expected) => {
    expect(await labels(source, files)).toEqual(expected);
  });

  it('replaces what stands between the quotes', async () => {
    expect(await taken('data d from "ra<|>w"\n', 'd.csv', files)).toBe('data d from "d.csv"\n');
  });
});

describe('completion of half a file', () => {
  /** Each example cut before every third word that stands behind white space. */
  const cuts = examples.flatMap(({ text, files }) =>
    services.handoff.parser.Lexer.tokenize(text)
      .tokens.filter((_, index) => index % 3 === 0)
      .filter(({ startOffset }) => !/\S/.test(text[startOffset - 1] ?? ' '))
      .map((token) => ({ token, before: text.slice(0, token.startOffset), files })),
  );
  const literals = new Set(['NUMBER', 'DATE', 'TIME', 'STRING', 'NAME_COLON']);

  it('offers the word that follows, save for names that are new there', async () => {
    const { Lexer } = services.handoff.parser;
    let hits = 0;
    for (const { token, before, files } of cuts) {
      const { candidates } = await offered(`${before}<|>`, files);
      const { name } = token.tokenType;
      const isOffered = candidates.some(({ label, insert = label }) => {
        const [first] = Lexer.tokenize(insert).tokens;
        return literals.has(name) ? first?.tokenType.name === name : first?.image === token.image;
      });
      if (isOffered) hits++;
    }
    const share = hits / cuts.length;
    console.info(`Offered the word that follows at ${String(hits)} of ${String(cuts.length)} cuts`);
    expect(cuts.length).toBeGreaterThan(350);
    expect(share).toBeGreaterThanOrEqual(0.95);
  }, 60_000);

  it('never throws inside of a word, nor where one is missing', async () => {
    for (const { text, files } of examples) {
      for (const { startOffset, image } of services.handoff.parser.Lexer.tokenize(
        text,
      ).tokens.filter((_, index) => index % 7 === 0)) {
        const holed = text.slice(0, startOffset) + text.slice(startOffset + image.length);
        await completions(holed, startOffset, files);
        await completions(text, startOffset + Math.ceil(image.length / 2), files);
      }
    }
  }, 60_000);

  it('never throws behind a soup of words', async () => {
    const definition = services.handoff.parser.Lexer.definition as Record<string, { name: string }>;
    const keywords = Object.values(definition)
      .map(({ name }) => name.replace(/:KW$/, ''))
      .filter((name) => !/^[A-Z_]{2,}$/.test(name));
    const odd = [
      '\n',
      '\r\n  ',
      '(',
      '"',
      '`',
      '`a b`:',
      '5',
      '21:00',
      '2026-01-01',
      '5 EUR',
      '- -',
    ];
    const names = ['constructor', '__proto__', 'toString:', '# a note'];
    const word = fc.constantFrom(...keywords, ...odd, ...names);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...examples),
        fc.nat(),
        fc.array(word, { maxLength: 25 }),
        async ({ text, files }, place, soup) => {
          const at = place % (text.length + 1);
          const before = text.slice(0, at) + soup.join(' ');
          await completions(before + text.slice(at), before.length, files);
        },
      ),
      { numRuns: 300, seed: 7 },
    );
  }, 60_000);

  it('keeps to its place behind slips in the lines before', async () => {
    const slips = inBlock(
      'boundaries',
      'a: nevr when\n    b: never when level is is\n    c: never when <|>',
    );
    expect((await labels(slips)).slice(0, 2)).toEqual(['hour', 'n']);
    const header = beside + handoff('  goal goal goal\n  <|>');
    expect(await labels(header)).toContain('stakes low');
  });
});
