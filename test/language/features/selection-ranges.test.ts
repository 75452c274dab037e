import { describe, expect, it } from 'vitest';
import type { SelectionRange } from 'vscode-languageserver';
import { selectionRanges } from '../../../language-server/language/features/selection-ranges.ts';
import { check, examples } from '../../support/handoff.ts';
import { halves, marked, positionAt, textIn } from '../../support/markers.ts';

function steps(range: SelectionRange | undefined): SelectionRange['range'][] {
  return range ? [range.range, ...steps(range.parent)] : [];
}

/** What the selection grows to, in one line each, from the cursor on. */
async function grown(source: string): Promise<string[]> {
  const { text, positions } = marked(source);
  const { document } = await check(text);
  const [range] = selectionRanges(document, positions);
  return steps(range).map((each) => textIn(text, each).replace(/\s+/g, ' '));
}

describe('a selection grows', () => {
  it('from a word to its condition, rule, block, handoff and file', async () => {
    const text = await grown(
      '# file\nhandoff h\n owner o\n boundaries\n  a: never when level is low and sp<|>ent is above 5 EUR\n   because "b"\n  c: never when n is 5\n',
    );
    const spent = 'spent is above 5 EUR';
    const rule = `a: never when level is low and ${spent} because "b"`;
    const block = `boundaries ${rule} c: never when n is 5`;
    expect(text[0]).toBe('spent');
    for (const step of [spent, `level is low and ${spent}`, rule, block])
      expect(text).toContain(step);
    expect(text.slice(-2)).toEqual([
      `handoff h owner o ${block}`,
      `# file handoff h owner o ${block} `,
    ]);
  });

  it('from the words of a text to the text with its quotes', async () => {
    const text = await grown('guardrails g\n a: never when n is 5 because "one <|>two"');
    expect(text.slice(0, 3)).toEqual(['one two', '"one two"', 'because "one two"']);
  });

  it.each([
    ['the start of a word', 'segment s: <|>n is 5', 'n'],
    ['the end of a word', 'segment s: n<|> is 5', 'n'],
    ['the end of a word before a comma', 'segment s: n is one of low<|>, mid', 'low'],
    ['a comment', 'segment s: n is 5 # no<|>te\n', '# note'],
  ])('at %s', async (_, source, expected) => {
    expect((await grown(source))[0]).toBe(expected);
  });

  it.each([
    ['an empty file', '<|>', ['']],
    ['the space after the last word', 'segment s: n is 5  <|>', ['segment s: n is 5 ']],
  ])('to the file alone in %s', async (_, source, expected) => {
    expect(await grown(source)).toEqual(expected);
  });

  it('for each of several cursors, and each step within the next', async () => {
    const { text, positions } = marked('seg<|>ment s: n is <|>5\nsegment t: n <|>is 6');
    const { document } = await check(text);
    const ranges = selectionRanges(document, positions);
    expect(ranges.map(({ range }) => textIn(text, range))).toEqual(['segment', '5', 'is']);
  });

  it.each(examples)('anywhere in $path, also cut anywhere', async ({ text }) => {
    for (const half of [text, ...halves(text, 40)]) {
      const { document } = await check(half);
      const at = [0.2, 0.5, 1].map((share) => positionAt(half, Math.floor(half.length * share)));
      for (const range of selectionRanges(document, at)) {
        const lengths = steps(range).map((each) => textIn(half, each).length);
        expect(lengths).toEqual([...new Set(lengths)].sort((left, right) => left - right));
      }
    }
  });
});
