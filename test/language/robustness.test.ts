import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { check, examples, load, services, shown } from '../support/handoff.ts';

const words = services.handoff.parser.Lexer.definition as Record<string, { name: string }>;
const keywords = Object.values(words)
  .map(({ name }) => name)
  .filter((name) => !/^[A-Z_]{2,}$/.test(name))
  .map((name) => name.replace(/:KW$/, ''));
const soup = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...keywords) },
      fc.constantFrom('name', '`odd name`', 'rule:', 'id :', '`odd`:', 'constructor', '__proto__:'),
      fc.constantFrom('5', '2,000', '70', '0.5', '2026-03-29', '2026-99-99', '21:00', '99:99'),
      fc.constantFrom('emails', 'days', 'EUR', 'active', '"text"', '"open', '# note\n', '\n', '>='),
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(' '));

const opening = `data d from "d.csv"
  each row is an email
  hour: time of day by the hour, chosen
  name: one of active, dormant
  ok: yes/no, an outcome
handoff h
  owner o
  uses d
  the agent chooses hour
`;

describe('what nobody would write', () => {
  it('a soup of the language words never throws, at the top or in a handoff', async () => {
    await fc.assert(
      fc.asyncProperty(soup, fc.boolean(), async (text, inside) => {
        const { diagnostics } = await check(inside ? opening + text : text);
        expect(diagnostics.every(({ message }) => !message.includes('\n'))).toBe(true);
      }),
      { numRuns: 2000, seed: 7 },
    );
  }, 120_000);

  it.each(examples)(
    '$path cut off at any word never throws',
    async ({ text, files }) => {
      for (const { endOffset } of services.handoff.parser.Lexer.tokenize(text).tokens) {
        const cut = await check(text.slice(0, (endOffset ?? 0) + 1), files);
        expect(cut.diagnostics).toBeInstanceOf(Array);
      }
    },
    120_000,
  );

  it.each(examples)(
    '$path without any one of its words never throws',
    async ({ text, files }) => {
      for (const { startOffset, endOffset } of services.handoff.parser.Lexer.tokenize(text)
        .tokens) {
        const holed = text.slice(0, startOffset) + text.slice((endOffset ?? 0) + 1);
        expect((await check(holed, files)).diagnostics).toBeInstanceOf(Array);
      }
    },
    120_000,
  );
});

const repeated = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('');
const never = `${opening}  boundaries\n    a: never when `;
let state = 1;
const noise = repeated(20_000, () => {
  state = (state * 48_271) % 2_147_483_647;
  return String.fromCodePoint(state % 0x2ff);
});

const inputs: [title: string, text: string, firstProblem: RegExp | undefined][] = [
  ['noise', noise, /syntax-error|unfinished-rule/],
  ['100,000 open parentheses', never + '('.repeat(100_000), /syntax-error Expected a condition/],
  [
    '100,000 pairs of parentheses',
    `${never}${'('.repeat(1e5)}ok${')'.repeat(1e5)}`,
    /50 levels of nesting/,
  ],
  ['10,000 times not', `${never}${'not '.repeat(10_000)}name is active`, /50 levels of nesting/],
  ['10,000 minus signs', `${never}${'- '.repeat(10_000)}5 is 5`, /50 levels of nesting/],
  [
    'deep arithmetic',
    `${never}${'(1 + '.repeat(5000)}1${')'.repeat(5000)} is 1`,
    /50 levels of nesting/,
  ],
  ['20,000 terms', `${never}1${' + 1'.repeat(20_000)} is 1`, /400 parts in one condition/],
  [
    '20,000 conditions',
    `${never}name is active${' and name is active'.repeat(20_000)}`,
    /400 parts in one condition/,
  ],
  [
    'segments that double 40 times',
    `${opening.split('handoff')[0] ?? ''}segment s0: name is active\n${repeated(40, (index) => `segment s${index + 1}: s${index} or not s${index}\n`)}`,
    /more than 1000 segments/,
  ],
  ['NUL bytes', opening.replaceAll('\n', '\0\n'), /syntax-error/],
  ['CRLF', opening.replaceAll('\n', '\r\n'), undefined],
  ['a byte order mark', `\uFEFF${opening}`, undefined],
  ['lone carriage returns', opening.replaceAll('\n', '\r'), undefined],
  ['an empty file', '', undefined],
  ['only comments', '# a\n# b', undefined],
  ['one line of 200 KB', never + 'x'.repeat(200_000), /unknown-name/],
  ['30,000 stray words', never + 'banana '.repeat(30_000), /`banana` does not fit/],
  ['a text that is not closed', `${never}name is "active`, /unclosed-text/],
  [
    '20,000 rules',
    `${opening}boundaries\n${repeated(20_000, (i) => `r${i}: never when hour is 09:00\n`)}`,
    undefined,
  ],
  [
    '5,000 times the same rule',
    `${opening}boundaries\n${'never when hour is 09:00\n'.repeat(5000)}`,
    undefined,
  ],
  [
    '5,000 broken rules',
    `${opening}boundaries\n${repeated(5000, (i) => `r${i}: nevr when hour is 09:00\n`)}`,
    /Expected a rule such as `never when …`/,
  ],
];

describe('files that are too much', () => {
  it.each(inputs)('%s', async (title, text, problem) => {
    const start = performance.now();
    const problems = shown(await check(text));
    console.log(`${title}: ${(performance.now() - start).toFixed(0)} ms`);
    if (problem) expect(problems[0]).toMatch(problem);
    else expect(problems).toEqual([]);
  });

  it('a file of 5 MB is refused with its size', async () => {
    const { unreadable } = await load({ 'big.handoff': '#'.repeat(5_000_000) }, ['big.handoff']);
    expect(unreadable.map(({ code, message }) => [code, message])).toEqual([
      ['too-large', 'is 5.0 million characters long; a policy has at most 1 million'],
    ]);
  });

  it('a file that is not there, and one that is a folder, say so', async () => {
    const files = { 'folder.handoff/a.handoff': '' };
    const { unreadable } = await load(files, ['none.handoff', 'folder.handoff', 'x.csv']);
    expect(unreadable.map(({ message }) => message)).toEqual([
      'does not exist',
      'is a directory, not a file',
      'is not a .handoff file',
    ]);
  });
});
