import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineSplitter } from '../../language-server/run/lines.ts';

function linesOf(pieces: readonly string[], longest = Infinity): string[] {
  const lines: string[] = [];
  const splitter = lineSplitter({
    longest,
    onLine: (line) => lines.push(line),
    onTooLong: () => lines.push('too long'),
  });
  for (const piece of pieces) splitter.push(piece);
  splitter.end();
  return lines;
}

describe('lines of a text that comes in pieces', () => {
  it.each([
    [['a\nb\n'], ['a', 'b']],
    [['a\nb'], ['a', 'b']],
    [
      ['a\r\nb\r', '\n'],
      ['a', 'b'],
    ],
    [
      ['a', 'b', '\n', '\n', 'c'],
      ['ab', '', 'c'],
    ],
    [['a\u2028b\u0085c\rd'], ['a\u2028b\u0085c\rd']],
    [[], []],
    [['', '\n'], ['']],
  ])('%j are %j', (pieces, lines) => {
    expect(linesOf(pieces)).toEqual(lines);
  });

  it('are the same wherever it is cut', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '\n', '\r', ' ') });
    fc.assert(
      fc.property(text, fc.array(fc.nat(20)), (whole, cuts) => {
        const at = [0, ...cuts.map((cut) => Math.min(cut, whole.length)).sort((a, b) => a - b)];
        const pieces = at.map((start, i) => whole.slice(start, at[i + 1]));
        expect(linesOf(pieces)).toEqual(linesOf([whole]));
      }),
    );
  });

  it.each([
    [
      ['abc\n', 'abcd\n', 'a\n'],
      ['abc', 'too long'],
    ],
    [['ab', 'cd', 'ef'], ['too long']],
    [['abc'], ['abc']],
  ])('are read up to one that is too long: %j', (pieces, lines) => {
    expect(linesOf(pieces, 3)).toEqual(lines);
  });
});
