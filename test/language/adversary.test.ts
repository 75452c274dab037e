import fc from 'fast-check';
import type { LangiumDocument } from 'langium';
import { describe, expect, it } from 'vitest';
import { ResponseError } from 'vscode-languageserver';
import { occurrencesOf } from '../../language-server/language/names/occurrences.ts';
import { applied, editor, editsIn, faultsOf, opened } from '../support/every-feature.ts';
import { data, handoff, never } from '../support/handoff-texts.ts';
import type { Files } from '../support/handoff.ts';
import { examples, repositoryFile } from '../support/handoff.ts';
import { mutants } from '../support/mutants.ts';

const { Formatter, RenameProvider, CompletionProvider } = editor.handoff.lsp;
const { Lexer, LangiumParser } = editor.handoff.parser;
const options = { tabSize: 2, insertSpaces: true };

function asked(document: LangiumDocument) {
  return { textDocument: { uri: document.uri.toString() } };
}

function times(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => line(index)).join('');
}

/** Offsets in so many words of a text, and at its ends. */
function someOffsets(text: string, count = 4): number[] {
  const { tokens } = Lexer.tokenize(text);
  const step = Math.max(1, Math.ceil(tokens.length / count));
  const inside = tokens
    .filter((_, index) => index % step === 0)
    .map(({ startOffset, image }) => startOffset + (image.length >> 1));
  return [0, ...inside, text.length];
}

const rule = handoff('boundaries a: never when n is 5\n');
const dated = (date: string): string => `${never(`born is ${date}`)}
calendar c ${date} to ${date}
simulation s of h from ${date} to ${date} agent is the usual choice
test "t" of h after emails on ${date} 09:00 when the agent chooses hour 09:00 on ${date} expect act`;
const timed = (time: string): string => `${never(`hour is ${time}`)}
simulation s of h agent chooses ${time}
test "t" of h when the agent chooses hour ${time} on 2026-01-01 ${time} expect act with hour ${time}`;
const amount = (text: string): string =>
  `${never(`spent is above ${text}`)}at most 5 emails per ${text}\nat least ${text} between emails`;
const quoted = (text: string): string =>
  `${never(`line is ${text}`)}test ${text} of h expect block by ${text}`;

const hostile: [title: string, text: string, files?: Files][] = [
  ['nothing', ''],
  ['a byte order mark alone', '\uFEFF'],
  ['a byte order mark', `\uFEFF${rule}`],
  ['NUL for blanks', rule.replaceAll(' ', '\0')],
  ['CRLF', rule.replaceAll('\n', '\r\n')],
  ['lone carriage returns', rule.replaceAll('\n', '\r')],
  ['LF CR', rule.replaceAll('\n', '\n\r')],
  ['tabs', rule.replaceAll(' ', '\t')],
  ['all in one line', rule.replaceAll('\n', ' ')],
  ['line separators in texts', never('line is "a\u2028b" because "\u0085"')],
  [
    'characters of two units, and combined ones, in names and texts',
    `${handoff('boundaries `😀 e\u0301`: never when `lével 😀` is one of low, "👩‍👩‍👧" because "e\u0301"')}
test "😀" of h expect block by \`😀 e\u0301\``.replace('level:', '`lével 😀`:'),
  ],
  [
    'halves of characters',
    `${handoff('boundaries `\ud800`: never when line is "\udc00"')} test "\udc00" of h by \`\ud800\``,
  ],
  [
    'names that hold keywords, colons or nothing',
    `${handoff('boundaries `never`: never when n is 5 `a:b`: never when n is 6 ` `: never when n is 7')}
test "t" of h expect block by \`never\`, \` \`, \`a:b\``,
  ],
  ...['1,00', '1,0000', '12,34,567', '1.', '.5', '1..5', '007', '1e5', '9'.repeat(400)].map(
    (each): [string, string] => [`the number ${each.slice(0, 20)}`, never(`n is above ${each}`)],
  ),
  ...['24:00', '7:5', '25:99', '00:60', '09:00:00'].map((each): [string, string] => [
    `the time ${each}`,
    timed(each),
  ]),
  ...['2026-02-30', '2026-13-01', '0000-00-00', '9999-12-31', '10000-01-01'].map(
    (each): [string, string] => [`the date ${each}`, dated(each)],
  ),
  ...['€5', '5€', '$ 5', '5 eur', '-5 EUR', '5%%', '1000%', '5 days days', '0 days'].map(
    (each): [string, string] => [`the amount ${each}`, amount(each)],
  ),
  ...['“x”', '‘x’', "'x'", '"x', 'x"', '"\\', '"\\"', '"\\u0000"'].map((each): [string, string] => [
    `the text ${each}`,
    quoted(each),
  ]),
  ['a line of 200 conditions', never(`n is 5${' or n is 5'.repeat(199)}`)],
  ['a word of 100,000 letters', never('x'.repeat(100_000))],
  ['45 parentheses', never(`${'('.repeat(45)}n is 5${')'.repeat(45)}`)],
  ['500 parentheses that are not closed', never('('.repeat(500))],
  ['1,000 rules', handoff(`boundaries\n${times(1000, (i) => `r${i}: never when n is ${i}\n`)}`)],
  ['1,000 columns', data + times(1000, (i) => `c${i}: number\n`)],
  ['segments in a circle', `segment a: b segment b: a ${handoff('boundaries never when a')}`],
  ['an import of itself', `import "main.handoff" import "main.handoff" ${rule}`],
  [
    'imports in circles, of files with odd names',
    `import "b c.handoff"\n${rule.replace('handoff h', 'handoff h under g')}`,
    {
      beside: {
        'b c.handoff':
          'import "main.handoff" import "d%20é.handoff" guardrails g a: never when n is 5',
        'd%20é.handoff': 'import "b c.handoff" calendar c 2026-01-01',
      },
    },
  ],
  [
    'paths that no file has',
    `${['a#b', 'q?x', '%', '%zz', '名', 'C:\\\\x', 'file:///x', '//x/y', ' ', '\ud800', '\0']
      .map((each) => `import "${each}.handoff"\n`)
      .join('')}data d from "%zz.csv" data e from "\ud800.csv" calendar c from "\udc00.ics"
simulation s of h agent is recorded in "\ud800.jsonl"`,
    { at: 'sp ace/é%20 x#.handoff', beside: { 'sp ace/a#b.handoff': 'calendar x' } },
  ],
  ['data without a name', 'data from "variant" n: number\nhandoff h uses from the agent chooses n'],
  ['data without a path', 'data d from\n n: number\nhandoff h uses d the agent chooses n'],
  [
    'names of what every object has',
    `data __proto__ from "p.csv" constructor: one of __proto__, toString, chosen
segment valueOf: constructor is __proto__
guardrails __proto__ a: never when valueOf
handoff __proto__ under __proto__ uses __proto__ the agent chooses constructor
test "__proto__" of __proto__ given constructor is __proto__ expect act by __proto__`,
  ],
];

describe('every feature bears', () => {
  it.each(hostile)('%s', async (_, text, files = {}) => {
    const document = await opened(text, files);
    expect(await faultsOf(document, someOffsets(text))).toEqual([]);
  });
});

const fixture = repositoryFile('test/language/fixtures/whole.handoff.txt');
const all = [...examples, { path: 'the whole language', text: fixture, files: {} }];
/** `HANDOFF_MUTANTS=20000` looks longer, each time with other mutants. */
const asMany = Number(process.env['HANDOFF_MUTANTS'] ?? 0);
const runs = asMany > 0 ? { numRuns: asMany } : { numRuns: 40, seed: 7 };

describe('words that were left out, doubled, swapped or replaced', () => {
  it('lead to no answer that is wrong in itself, and formatting twice is formatting once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...all).chain(({ text, files }) =>
          fc.record({
            text: mutants(text, Lexer),
            files: fc.constant(files),
            at: fc.double({ min: 0, max: 1, noNaN: true }),
          }),
        ),
        async ({ text, files, at }) => {
          const document = await opened(text, files);
          expect(await faultsOf(document, [Math.floor(at * text.length)])).toEqual([]);
          const once = await formatted(document);
          expect(await formatted(await opened(once, files))).toBe(once);
        },
      ),
      runs,
    );
  });
});

async function formatted(document: LangiumDocument): Promise<string> {
  const edits = await Formatter?.formatDocument(document, { ...asked(document), options });
  return applied(document, edits ?? []);
}

describe('a name that is changed and changed back', () => {
  it.each(all)('leaves $path as it was', async ({ text, files }) => {
    const places = new Map(
      occurrencesOf(await opened(text, files), editor).map(({ kind, name, range }) => [
        `${kind} ${name}`,
        range.start,
      ]),
    );
    let changed = 0;
    for (const [index, place] of [...places.values()].entries()) {
      if (index % 3 > 0) continue;
      const document = await opened(text, files);
      const newName = newNames[(index / 3) % newNames.length] ?? '';
      const renamed = await rename(document, document.textDocument.offsetAt(place), newName);
      // The names of other files are a matter of `rename.test.ts`.
      if (!renamed?.isAlone) continue;
      changed++;
      const other = await opened(renamed.text, files);
      expect(problemsOf(other)).toBe(problemsOf(document));
      const back = await rename(other, renamed.first, renamed.oldName);
      expect(back?.text).toBe(text);
    }
    expect(changed).toBeGreaterThan(0);
  });
});

const newNames = ['fresh_name', 'an odd 😀 name', 'never'];

function problemsOf({ diagnostics = [] }: LangiumDocument): number {
  return diagnostics.length;
}

async function rename(document: LangiumDocument, offset: number, newName: string) {
  const { textDocument } = document;
  const position = textDocument.positionAt(offset);
  const edit = await Promise.resolve()
    .then(() => RenameProvider?.rename(document, { ...asked(document), position, newName }))
    .catch(onlyRefused);
  const edits = edit ? editsIn(edit, document).flat() : [];
  const [first] = edits
    .map(({ range }) => range)
    .toSorted(
      (left, right) => textDocument.offsetAt(left.start) - textDocument.offsetAt(right.start),
    );
  if (!edit || !first) return undefined;
  return {
    text: applied(document, edits),
    first: textDocument.offsetAt(first.start),
    oldName: textDocument.getText(first).replace(/^[`"](.*)[`"]$/, '$1'),
    isAlone: Object.keys(edit.changes ?? {}).every((uri) => uri === document.uri.toString()),
  };
}

/** A name that cannot be changed is refused with a sentence; anything else is a fault. */
function onlyRefused(error: unknown): undefined {
  if (!(error instanceof ResponseError)) throw error;
}

describe('what completion offers where a text stops', () => {
  it.each(all)('goes on with it: $path', async ({ text, files }) => {
    const wrong: string[] = [];
    const { tokens } = Lexer.tokenize(text);
    for (const { startOffset, image } of tokens.filter((_, index) => index % 24 === 5)) {
      const cut = text.slice(0, startOffset);
      const document = await opened(cut, files);
      if (errorsInside(cut).length > 0) continue;
      const position = document.textDocument.positionAt(startOffset);
      const list = await CompletionProvider?.getCompletion(document, {
        ...asked(document),
        position,
      });
      for (const { label, textEdit } of list?.items ?? []) {
        // A comma may go on with the list or with what holds it, which only the next word tells.
        if (!textEdit || !('range' in textEdit) || label === ',') continue;
        const errors = errorsInside(applied(document, [textEdit]));
        if (errors.length > 0) wrong.push(`${label} for ${image}: ${errors.join()}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});

/** What the parser stumbles over before the end of a text. */
function errorsInside(text: string): string[] {
  const { parserErrors } = LangiumParser.parse(text);
  return parserErrors.filter(({ token }) => token.image !== '').map(({ message }) => message);
}
