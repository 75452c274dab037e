import fc from 'fast-check';
import type { AstNode } from 'langium';
import { describe, expect, it } from 'vitest';
import {
  formattedText,
  formattingEdits,
} from '../../../language-server/language/features/format/format.ts';
import { check, examples, repositoryFile } from '../../support/handoff.ts';
import { halves } from '../../support/markers.ts';
import { reference } from '../../support/reference.ts';
import { inkOf, parsed, relayouts, wordsOf } from '../../support/relayout.ts';

const formatted = (text: string): string => formattedText(parsed(text));

const shown = [...reference.matchAll(/^```handoff\n(.*?)^```$/gms)].map(([, text = '']) => {
  const isBlock = /^(boundaries|escalate|surprises|learning|autonomy|feedback)\b/.test(text);
  const inHandoff = `handoff h\n${text.replace(/^(?=.)/gm, '  ')}`;
  return { path: `the reference: ${text.split('\n')[0] ?? ''}`, text: isBlock ? inHandoff : text };
});
const fixtures = ['whole', 'short'].map((name) => ({
  path: name,
  text: repositoryFile(`test/language/fixtures/${name}.handoff.txt`),
}));
const all = [...examples, ...fixtures, ...shown];

/** The syntax tree without places. */
function treeOf(text: string): unknown {
  const { value, parserErrors } = parsed(text).parseResult;
  const plain = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(plain);
    if (typeof node !== 'object' || node === null) return node;
    if ('$refText' in node) return node.$refText;
    const parts = Object.entries(node as AstNode).filter(
      ([key]) => key === '$type' || !key.startsWith('$'),
    );
    return Object.fromEntries(parts.map(([key, part]) => [key, plain(part)]));
  };
  return [plain(value), parserErrors.map(({ message }) => message)];
}

function expectSameMeaning(after: string, before: string): void {
  expect(wordsOf(after)).toEqual(wordsOf(before));
  expect(treeOf(after)).toEqual(treeOf(before));
  expect(formatted(after)).toBe(after);
}

describe('formatting', () => {
  it.each([...examples, ...shown])('$path stands in the one layout already', ({ text }) => {
    expect(formatted(text)).toBe(text);
  });

  it.each(all)('$path keeps every word and its meaning', ({ text }) => {
    expectSameMeaning(formatted(text), text);
  });

  it.each(examples)('$path compiles to the same policy', async ({ text, files }) => {
    const squeezed = text.replace(/^ +/gm, '\t\t').replace(/ +:/g, ':').replace(/, /g, ' ,  ');
    const [before, after] = [await check(squeezed, files), await check(formatted(squeezed), files)];
    const meaning = ({ policies, simulations, tests }: typeof before): string =>
      JSON.stringify({ policies, simulations, tests }).replace(/"line":\d+/g, '');
    expect(after.diagnostics).toEqual([]);
    expect(meaning(after)).toBe(meaning(before));
  });

  it.each(all)('$path with other blanks becomes what it was', ({ text }) => {
    const layout = formatted(text);
    fc.assert(
      fc.property(relayouts(layout, 'blanks'), (other) => {
        expect(inkOf(other)).toBe(inkOf(layout));
        const [lines, expected] = [formatted(other).split('\n'), layout.split('\n')];
        // Where comments stand is the person's, as far as it is not the line that they are about.
        const isCode = (line: string): boolean => !/^\s*#/.test(line);
        expect(lines.filter(isCode)).toEqual(expected.filter(isCode));
      }),
      { numRuns: 5 },
    );
  });

  it.each(all)('$path in any layout keeps its words, twice as once', ({ text }) => {
    for (const kind of ['lines', 'comments'] as const) {
      fc.assert(
        fc.property(relayouts(text, kind), (other) => expectSameMeaning(formatted(other), other)),
        { numRuns: 8 },
      );
    }
  });

  it.each([...examples, ...fixtures])('$path, half typed, loses nothing', ({ text }) => {
    for (const half of halves(text.replace(/^ {2}/gm, '\t'), 7)) {
      const once = formatted(half);
      expect(inkOf(once)).toBe(inkOf(half));
      expect(formatted(once)).toBe(once);
    }
  });

  it.each(fixtures)('$path with anything in it loses nothing', ({ text }) => {
    const stray = fc.constantFrom(
      '"',
      '`',
      '(',
      ';',
      '>=',
      'handoff',
      'data',
      ':',
      '#',
      'é',
      '\n\n',
    );
    fc.assert(
      fc.property(fc.nat(text.length), stray, (at, word) => {
        const broken = `${text.slice(0, at)}${word}${text.slice(at)}`;
        const once = formatted(broken);
        expect(inkOf(once)).toBe(inkOf(broken));
        expect(formatted(once)).toBe(once);
      }),
      { numRuns: 100 },
    );
  });

  it.each([
    ['comments in comments', `segment a: b\n${'# '.repeat(20_000)}\n ; c`],
    ['blanks', `segment a${' '.repeat(100_000)}:${' '.repeat(100_000)}b ;`],
    ['blank lines', `segment a: b\n${`${' '.repeat(200)}\n`.repeat(1_000)}# c`],
    ['columns', `data d from "d"\n${'a:text # b\n'.repeat(20_000)}`],
    ['quotes', `segment a: ${'" `'.repeat(20_000)}`],
  ])('takes a file with nothing but %s', (_, text) => {
    expect(inkOf(formatted(text))).toBe(inkOf(text));
  });

  it('touches no line outside of a range', () => {
    const text = fixtures[0]!.text.replace(/^ {2}/gm, ' \t').replace(/ is /g, '  is ');
    const before = text.split('\n');
    fc.assert(
      fc.property(fc.nat(before.length - 1), fc.nat(20), (first, more) => {
        const last = Math.min(first + more, before.length - 1);
        const document = parsed(text);
        const range = { start: { line: first, character: 3 }, end: { line: last, character: 1 } };
        const edits = formattingEdits(document, range);
        for (const edit of edits) {
          expect(edit.range.start.line).toBeGreaterThanOrEqual(first);
          expect(edit.range.end.line).toBeLessThanOrEqual(last + 1);
        }
        const after = applied(document.textDocument.getText(), edits).split('\n');
        expect(after.slice(0, first)).toEqual(before.slice(0, first));
        const rest = before.slice(last + 1);
        expect(rest.length === 0 ? [] : after.slice(-rest.length)).toEqual(rest);
      }),
      { numRuns: 100 },
    );
  });

  it('changes all of it where the range is all of it', () => {
    const text = fixtures[0]!.text.replace(/^ {2}/gm, ' \t');
    const end = { line: text.split('\n').length, character: 0 };
    const edits = formattingEdits(parsed(text), { start: { line: 0, character: 0 }, end });
    expect(edits).toEqual(formattingEdits(parsed(text)));
  });
});

function applied(text: string, edits: ReturnType<typeof formattingEdits>): string {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  const offset = ({ line, character }: { line: number; character: number }): number =>
    (starts[line] ?? text.length) + character;
  return edits.reduceRight(
    (result, { range, newText }) =>
      result.slice(0, offset(range.start)) + newText + result.slice(offset(range.end)),
    text,
  );
}
