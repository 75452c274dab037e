import fc from 'fast-check';
import type { LangiumDocument, ParseResult } from 'langium';
import { describe, expect, it } from 'vitest';
import type { HandoffParserOptions } from '../../../language-server/language/parser.ts';
import { syntaxTokens } from '../../../language-server/language/features/syntax-tokens.ts';
import { edited, edits } from '../../support/edits.ts';
import {
  semanticTokenProvider,
  semanticTokens,
  semanticTokensOptions,
} from '../../../language-server/language/features/semantic-tokens.ts';
import { check, examples, services } from '../../support/handoff.ts';
import { data, handoff } from '../../support/handoff-texts.ts';
import { halves } from '../../support/markers.ts';

const { tokenTypes, tokenModifiers } = semanticTokensOptions.legend;

/** `level property`, `high enumMember readonly` … in the order of the text, as a client reads it. */
function shown(text: string, numbers: readonly number[]): string[] {
  const lines = text.split('\n');
  const found: string[] = [];
  let [line, character] = [0, 0];
  for (let at = 0; at < numbers.length; at += 5) {
    const [down = 0, right = 0, length = 0, type = 0, modifiers = 0] = numbers.slice(at, at + 5);
    line += down;
    character = down > 0 ? right : character + right;
    const word = lines[line]?.slice(character, character + length) ?? '';
    const set = tokenModifiers.filter((_, bit) => modifiers & (1 << bit));
    found.push([word, tokenTypes[type], ...set].join(' '));
  }
  return found;
}

async function tokens(text: string): Promise<string[]> {
  const { document } = await check(text);
  return shown(text, semanticTokens(document, services));
}

const cases: [title: string, added: string, expected: string[]][] = [
  ['segments', 'segment vip: n is 5', ['vip interface declaration', 'n property']],
  ['calendars', 'calendar c\n 2026-01-01', ['c enum declaration']],
  [
    'values of a column, and measured words',
    'segment s: level is high and consent is yes and month is June',
    [
      's interface declaration',
      'level property',
      'high enumMember readonly',
      'consent property',
      'yes enumMember readonly',
      'month variable defaultLibrary',
      'June enumMember readonly',
    ],
  ],
  [
    'rules and roles',
    'guardrails g\n a: never when n is 5 otherwise escalate to legal',
    ['g class declaration', 'a function declaration', 'n property', 'legal parameter declaration'],
  ],
  ['what is not known as nothing at all', 'segment s: nobody is 5', ['s interface declaration']],
];

describe('names are drawn as what they are:', () => {
  it.each(cases)('%s', async (_, added, expected) => {
    const all = await tokens(`${data}${added}`);
    expect(all.slice((await tokens(data)).length)).toEqual(expected);
  });

  it('reasons, and everything of a simulation', async () => {
    const text = handoff(
      'feedback\n on override because holiday avoid n is 5\nsimulation s of h\n agent is the usual choice\n',
    );
    const all = await tokens(text);
    expect(all.slice(-4)).toEqual([
      'holiday event declaration',
      'n property',
      's class declaration',
      'h class',
    ]);
  });

  it('only those of the lines that are asked for', async () => {
    const text = `${data}segment a: n is 5\nsegment b: n is 6\nsegment c: n is 7`;
    const { document } = await check(text);
    const line = text.split('\n').findIndex((each) => each.startsWith('segment b'));
    const range = { start: { line, character: 0 }, end: { line, character: 99 } };
    expect(shown(text, semanticTokens(document, services, { range }))).toEqual([
      'b interface declaration',
      'n property',
    ]);
  });
});

describe('after an edit', () => {
  const uri = { textDocument: { uri: '' } };

  it.each([
    [
      'a rule is added',
      'boundaries\n a: never when n is 5',
      'boundaries\n b: never when n is 6\n a: never when n is 5',
    ],
    [
      'a rule is gone',
      'boundaries\n a: never when n is 5\n b: never when n is 6',
      'boundaries\n a: never when n is 5',
    ],
    [
      'nothing of it is a name',
      'boundaries\n a: never when n is 5',
      'boundaries\n a: never when n is 6',
    ],
    ['all is gone', 'boundaries\n a: never when n is 5', undefined],
  ])('the change leads to the whole, where %s', async (_, before, after) => {
    const provider = semanticTokenProvider(services);
    const first = (await check(handoff(before))).document;
    const { resultId = '', data: was } = await provider.semanticHighlight(first, uri);
    const { document } = await check(after === undefined ? '' : handoff(after));
    const whole = semanticTokens(document, services);
    const change = await provider.semanticHighlightDelta(document, {
      ...uri,
      previousResultId: resultId,
    });
    const now = [...was];
    if (!('edits' in change)) throw new Error('expected a change');
    for (const { start, deleteCount, data: added = [] } of change.edits) {
      now.splice(start, deleteCount, ...added);
    }
    expect(now).toEqual(whole);
  });

  it('the whole comes where the client has another state', async () => {
    const provider = semanticTokenProvider(services);
    const { document } = await check(handoff());
    const change = await provider.semanticHighlightDelta(document, {
      ...uri,
      previousResultId: 'older',
    });
    expect(change).toMatchObject({ data: semanticTokens(document, services) });
  });
});

describe('for an editor without a grammar of its own, syntax is drawn as well', () => {
  it.each<[string, string, string[]]>([
    [
      'keywords, numbers and texts',
      'guardrails g\n a: never when n is above 5 because "of n"',
      [
        'guardrails keyword',
        'g class declaration',
        'a function declaration',
        ...['never keyword', 'when keyword', 'n property', 'is keyword', 'above keyword'],
        ...['5 number', 'because keyword', '"of n" string'],
      ],
    ],
    [
      'comments',
      'segment s: # of n\n n is 5',
      [
        ...['segment keyword', 's interface declaration', '# of n comment'],
        ...['n property', 'is keyword', '5 number'],
      ],
    ],
    [
      'a soft keyword that is a name as a name',
      'segment data: n is 5',
      [
        ...['segment keyword', 'data interface declaration'],
        ...['n property', 'is keyword', '5 number'],
      ],
    ],
    [
      'dates',
      'calendar c\n 2026-01-01 to 2026-01-02',
      [
        ...['calendar keyword', 'c enum declaration'],
        ...['2026-01-01 number', 'to keyword', '2026-01-02 number'],
      ],
    ],
    [
      'a broken line as far as it is understood',
      'segment s: n is is 5',
      [...['segment keyword', 's interface declaration', 'n property', 'is keyword']],
    ],
  ])('%s', async (_, added, expected) => {
    const text = `${data}${added}`;
    const { document } = await check(text);
    const all = shown(text, semanticTokens(document, services, { withSyntax: true }));
    const before = shown(
      data,
      semanticTokens((await check(data)).document, services, {
        withSyntax: true,
      }),
    );
    expect(all.slice(before.length)).toEqual(expected);
  });
});

it('syntax is drawn after any edits as it is drawn for the first time', () => {
  const { LangiumParser } = services.handoff.parser;
  const drawn = (parseResult: ParseResult): unknown =>
    syntaxTokens({ parseResult } as LangiumDocument);
  fc.assert(
    fc.property(fc.array(edits, { minLength: 1, maxLength: 5 }), (changes) => {
      let text = `${handoff('boundaries\n a: never when n is 5\n')}# of s\nsegment s: n is 6\n`;
      let before = LangiumParser.parse(text);
      drawn(before);
      for (const change of changes) {
        text = edited(text, change);
        const options: HandoffParserOptions = { before };
        before = LangiumParser.parse(text, options);
        expect(drawn(before)).toEqual(drawn(LangiumParser.parse(text)));
      }
    }),
    { numRuns: 30 },
  );
});

it.each(examples)('$path, also cut anywhere', async ({ text, files }) => {
  for (const half of [text, ...halves(text, 20)]) {
    const { document } = await check(half, files);
    for (const withSyntax of [false, true]) {
      const numbers = semanticTokens(document, services, { withSyntax });
      expect(numbers.length % 5).toBe(0);
      expect(numbers.every((each) => each >= 0)).toBe(true);
    }
  }
});
