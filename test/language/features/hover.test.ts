import type { LangiumDocument } from 'langium';
import { describe, expect, it } from 'vitest';
import { checkFile } from '../../../language-server/language/diagnose.ts';
import { hoverAt } from '../../../language-server/language/features/hover.ts';
import { roleLines } from '../../../language-server/language/features/hover/column.ts';
import { keywordLines } from '../../../language-server/language/features/hover/keywords.ts';
import type { ColumnProfile } from '../../../language-server/language/features/profiles.ts';
import { KnownProfiles } from '../../../language-server/language/features/profiles.ts';
import type { File } from '../../../language-server/language/generated/ast.ts';
import { dataSourceOf } from '../../../language-server/language/compile/data.ts';
import type { Files } from '../../support/handoff.ts';
import { check, examples, services } from '../../support/handoff.ts';
import { data, handoff } from '../../support/handoff-texts.ts';
import { halves, marked, positionAt, textIn } from '../../support/markers.ts';

const fileName = ({ uri }: LangiumDocument): string => uri.path.replace('/team/', '');
const context = {
  services,
  profiles: new KnownProfiles(),
  compiled: {
    of: (document: LangiumDocument) => checkFile(document, services, { relativePath: fileName }),
    fileName,
  },
};

async function hover(source: string, files: Files = {}, profile?: Record<string, ColumnProfile>) {
  const { text, positions } = marked(source);
  const { document } = await check(text, files);
  const profiles = new KnownProfiles();
  const block = (document.parseResult.value as File).declarations[0];
  if (profile && block?.$type === 'DataBlock') {
    const columns = Object.entries(profile).map(([column, each]) => ({ column, ...each }));
    const declared = dataSourceOf(block, document.uri.fsPath, () => undefined);
    profiles.learn(declared, { stamp: '1', columns });
  }
  const [position] = positions;
  if (!position) throw new Error('no cursor');
  const found = hoverAt(document, position, { ...context, profiles });
  const contents = found?.contents as { kind: string; value: string } | undefined;
  return {
    kind: contents?.kind,
    value: contents?.value,
    word: found?.range && textIn(text, found.range),
  };
}

const said = async (source: string): Promise<string | undefined> => (await hover(source)).value;
const segment = (condition: string): string => `${data}segment s: ${condition}`;
const bounded = (rule: string): string => handoff(`boundaries\n ${rule}\n`);

describe('hovering a column', () => {
  it('says its type and unit where it is used, and marks the name', async () => {
    expect(await hover(segment('sp<|>ent is above 5 EUR'))).toEqual({
      kind: 'markdown',
      value: '**column** `spent` of `d`: an amount in EUR',
      word: 'spent',
    });
  });

  it.each([
    ['id', 'Who the decision is about'],
    ['hour', 'what the agent chooses now'],
    ['clicked', 'known only after the decision'],
    ['zone', 'on whose clock'],
  ])('says what the role of %s means', async (name, words) => {
    expect(await said(data.replace(`  ${name}:`, `  <|>${name}:`))).toContain(words);
  });

  it('says what its file holds, in its unit', async () => {
    const range = { min: 3, median: 120.5, max: 9200 };
    const spent = { rows: 50_000, missing: 412, bad: 3, range };
    const { value } = await hover(segment('sp<|>ent is above 5 EUR'), {}, { spent });
    expect(value).toContain(
      'd.csv has 50,000 rows:\n\n' +
        '- **unknown in 415** (0.8%): 412 empty and 3 that do not fit the type\n' +
        '- from 3 EUR to 9,200 EUR, half of them up to 120.5 EUR',
    );
  });

  it('says which values are the most frequent', async () => {
    const top = [2, 0].map((value, index) => ({ value, count: 60 - 59 * index }));
    const level = { rows: 3000, missing: 0, bad: 0, top };
    const { value } = await hover(segment('le<|>vel is low'), {}, { level });
    expect(value).toContain('- none missing\n- high: 60 (2%)\n- low: 1 (under 0.1%)');
    expect((await hover(segment('level is l<|>ow'), {}, { level })).value).toBe(
      '**value** `low` of `level`\n\nd.csv has it in 1 row (under 0.1%).',
    );
  });

  it('shows what a file says as text and nothing else', async () => {
    const hostile =
      '[x](command:evil) <b>`**\u202E\nhttps://evil.example www.evil.example a@b.example';
    const top = [...hostile.matchAll(/.{1,38}/gsu)].map(([value]) => ({ value, count: 1 }));
    const line = { rows: 9, missing: 0, bad: 0, top };
    const { value = '' } = await hover(segment('li<|>ne is "a"'), {}, { line });
    expect(value).toContain(String.raw`\[x\](command:evil) \<b\>\`\*\*`);
    expect(value).not.toMatch(/https?:\/\/|www\.|[^\\]@|\u202E/);
  });

  it('shows nouns and values of a rule as text and nothing else', async () => {
    const noun = '[x](command:evil)<b>';
    const source = bounded('<|>a: never when level is `[y](command:evil)`')
      .replace('is an email', `is an \`${noun}\``)
      .replace('low, mid', '`[y](command:evil)`, mid');
    const { value = '' } = await hover(source);
    expect(value).toContain(String.raw`is \[y\](command:evil)`);
    const spacing = source.replace(/never when .*/, `at least 4 hours between \`${noun}\``);
    expect((await hover(spacing)).value).not.toMatch(/[^\\]\]\(|[^\\]<b>/);
    const data = source.replace('<|>', '').replace('uses d', 'uses <|>d');
    expect((await hover(data)).value).toContain(String.raw`one \[x\](command:evil)\<b\>`);
  });

  it('forgets what the file held under another type', async () => {
    const n = { rows: 1, missing: 1, bad: 0 };
    expect((await hover(segment('<|>n is 5'), {}, { n })).value).toContain('empty');
    const profiles = new KnownProfiles();
    const source = (kind: 'number' | 'share') =>
      ({
        name: 'd',
        path: 'd.csv',
        declaredIn: '/d',
        columns: [{ name: 'n', type: { kind } }],
      }) as never;
    profiles.learn(source('number'), { stamp: '1', columns: [{ column: 'n', ...n }] });
    expect(profiles.of(source('share'), 'n')).toBeUndefined();
    profiles.learn(source('share'), { stamp: '1', columns: [{ column: 'n', ...n }] });
    expect(profiles.of(source('number'), 'n')).toEqual(n);
    profiles.learn(source('share'), { stamp: '2', columns: [] });
    expect(profiles.of(source('number'), 'n')).toBeUndefined();
  });
});

const names: [title: string, source: string, expected: string][] = [
  [
    'a segment',
    `${data}segment a: n is 5\nsegment b: <|>a`,
    '**segment** `a`\n\nHolds when `n` is 5.',
  ],
  [
    'a calendar',
    `${data}calendar c\n 2025-12-24 to 2025-12-26 "Christmas"\n 2026-01-01\nsegment s: date is in <|>c`,
    '**calendar** `c`: 4 days\n\n- 2025-12-24 to 2025-12-26: Christmas\n- 2026-01-01',
  ],
  [
    'a data block',
    `<|>${handoff()}`.replace('<|>data d', 'data <|>d'),
    '**data** `d` from d.csv, 19 columns\n\nEach row is one email.',
  ],
  [
    'a handoff',
    handoff('test "t" of <|>h\n expect act'),
    '**handoff** `h`, owned by `o`\n\n- The agent chooses `hour`, usually 09:00.\n- Stakes: not said; not said whether it can be undone.\n- 0 boundaries, 0 rules that ask a person.',
  ],
  [
    'a simulation',
    handoff('simulation <|>s of h\n agent is the usual choice\n seed 7'),
    '**simulation** `s` of `h`\n\n**`s`** replays all of the data. The agent is the usual choice. Nobody reviews: what needs a person is not carried out. All chance in it comes from the seed 7. (line 27)',
  ],
  [
    'a boundary',
    bounded('<|>a: never when n is 5 because "it is *so*" otherwise hold'),
    "**rule** `a`: boundary\n\nThe agent's choice: never when `n` is 5.\n\n- Broken: nothing happens now.\n- Not known: `o` decides.\n\nWhy: “it is \\*so\\*”.",
  ],
  [
    'a trigger, where a test names it',
    handoff(
      'escalate to p\n t: when n is 5\ntest "x" of h\n given n is 5\n expect escalate by <|>t',
    ),
    '**rule** `t`: trigger\n\n`p` decides when `n` is 5, or when that is not known.',
  ],
  [
    'a role',
    handoff('escalate to <|>o\n when n is 5'),
    '**role** `o`: named 2 times\n\n- main.handoff:23 owner o\n- main.handoff:27 escalate to o',
  ],
  [
    'a reason',
    handoff('feedback\n on override because <|>tired avoid n is 5'),
    '**reason** `tired`: named 1 time\n\n- main.handoff:28 on override because tired avoid n is 5',
  ],
  [
    'a measured word',
    handoff('escalate to o\n when <|>novelty is above 99%'),
    '**measured word** `novelty`: a share\n\nHow unlike this case is to all that came before it. Handoff measures it.',
  ],
  [
    'a duration',
    handoff('escalate to o\n when n is 5\n answer within <|>4 weeks'),
    '28 days, 672 hours',
  ],
  ['a date', segment('date is <|>2026-03-29'), 'Sunday, 2026-03-29'],
  [
    'the start of a learning period',
    handoff('learning\n period of 4 weeks from <|>2025-09-01'),
    'Monday, 2025-09-01\n\nThe period ends with 2025-09-28.',
  ],
];

describe('hovering a name says what it is:', () => {
  it.each(names)('%s', async (_, source, expected) => {
    expect(await said(source)).toBe(expected);
  });

  it('guardrails, and a guardrail that another file binds a handoff with', async () => {
    const org = 'guardrails g "Of *all*."\n freeze: never when n is 5\n never when consent is no';
    const policy = `import "org.handoff"\n${handoff()}`.replace(
      'handoff h',
      'handoff h under <|>g',
    );
    expect((await hover(policy, { beside: { 'org.handoff': org } })).value).toBe(
      '**guardrails** `g`: a handoff under them can add rules and never loosen one\n\n' +
        'Of \\*all\\*.\n\n- `freeze`: never when n is 5\n- never when consent is no',
    );
    const { text } = marked(policy);
    const { document } = await check(text, { beside: { 'org.handoff': org } });
    const imported = services.shared.workspace.LangiumDocuments.all
      .toArray()
      .find((each) => each !== document);
    const found = imported && hoverAt(imported, { line: 1, character: 2 }, context);
    expect(found?.contents).toMatchObject({
      value: expect.stringContaining('**rule** `freeze`: guardrail of `g`') as string,
    });
  });

  it('nothing where nothing is known', async () => {
    for (const source of ['<|>', segment('nobo<|>dy is 5'), '# no<|>te', `${data} <|>  `]) {
      expect(await said(source)).toBeUndefined();
    }
  });
});

describe('hovering a word of the language', () => {
  it('says what the rule means, also of one without a name', async () => {
    expect(await said(bounded('<|>never when n is 5'))).toBe(
      "**boundary**\n\nThe agent's choice: never when `n` is 5.\n\n- Broken: blocked; 09:00, the usual choice, takes its place if it keeps every boundary.\n- Not known: `o` decides.\n\n---\n\n" +
        (keywordLines.Never ?? ''),
    );
  });

  it.each([
    ['bounda<|>ries', keywordLines.BoundariesBlock],
    [
      'boundaries\n a: never when n is 5 other<|>wise use the nearest allowed',
      keywordLines.Otherwise,
    ],
    ['boundaries\n a: never when hour is betw<|>een 21:00 and 07:00', keywordLines.BetweenTest],
    ['autonomy\n star<|>ts at act', keywordLines.StartsAt],
    ['autonomy\n starts at a<|>ct', keywordLines.Stage],
    ['data e from "e.csv"\n x: identifier, the sub<|>ject', roleLines.subject],
    ['data e from "e.csv"\n x: mon<|>ey in EUR', keywordLines.MoneyType],
  ])('has a line for %s', async (blocks, line) => {
    expect(line).toBeDefined();
    expect(await said(handoff(blocks))).toBe(line);
  });
});

it.each(examples)('anywhere in $path, also cut anywhere', async ({ text, files }) => {
  let found = 0;
  for (const half of [text, ...halves(text, 25)]) {
    const { document } = await check(half, files);
    for (let offset = half.length; offset > Math.max(0, half.length - 30); offset -= 7) {
      if (hoverAt(document, positionAt(half, offset), context)) found++;
    }
  }
  const { document } = await check(text, files);
  for (const { index } of text.matchAll(/\S+/g)) {
    if (hoverAt(document, positionAt(text, index), context)) found++;
  }
  expect(found).toBeGreaterThan(20);
});

it.each(examples)('the word that a line of $path begins with has a meaning', async (example) => {
  const { document } = await check(example.text, example.files);
  const silent = example.text.split('\n').filter((text, line) => {
    const first = /^\s*(?:\w+\s*:\s*)?(?=[a-z])/.exec(text)?.[0].length;
    return first !== undefined && !hoverAt(document, { line, character: first }, context);
  });
  // What a column's type is made of may be a word that says it all.
  expect(
    silent.filter((text) => !/: (identifier|timestamp|probability|text|share)/.test(text)),
  ).toEqual([]);
});
