import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { displayWidth, padded, shortened } from '../../language-server/cli/display-width.ts';
import { excerptOf } from '../../language-server/cli/excerpt.ts';

/** The part between ‹ and › is what the carets point at. */
function excerpt(marked: string, width = 80): string[] {
  const start = marked.indexOf('‹');
  const end = marked.indexOf('›') - 1;
  const { line, carets } = excerptOf(marked.replace(/[‹›]/g, ''), { start, end }, width);
  return [line, carets];
}

describe('a line with carets', () => {
  it.each([
    ['plain text', 'never ‹when› x', ['never when x', '      ^^^^']],
    ['the first word', '‹never› when', ['never when', '^^^^^']],
    ['nothing at all', 'never ‹› when', ['never  when', '      ^']],
    ['the end of the line', 'never‹›', ['never', '     ^']],
    ['an empty line', '‹›', ['', '^']],
    ['tabs before', '\t\ta ‹bc›', ['        a bc', '          ^^']],
    ['a tab after a word', 'ab\t‹c›', ['ab  c', '    ^']],
    ['wide characters before', '日本 ‹x› y', ['日本 x y', '     ^']],
    ['wide characters in it', 'a ‹日本› b', ['a 日本 b', '  ^^^^']],
    ['an emoji of several code points', '👩‍👩‍👧 ‹x›', ['👩‍👩‍👧 x', '   ^']],
    ['a combining accent', 'e\u0301 ‹x›', ['e\u0301 x', '  ^']],
    ['an escape sequence', 'a\u001b[31m ‹x›', ['a␛[31m x', '       ^']],
  ])('points at %s', (_what, marked, lines) => {
    expect(excerpt(marked)).toEqual(lines);
  });

  it('is cut around its place, with an ellipsis on either side', () => {
    const [line = '', carets = ''] = excerpt(`${'a '.repeat(100)}‹here›${' b'.repeat(100)}`, 40);
    expect(line).toMatch(/^…[a ]+here[ b]+…$/);
    expect(displayWidth(line)).toBeLessThanOrEqual(40);
    expect(line.slice(carets.indexOf('^'), carets.length)).toBe('here');
  });

  it('is cut at its end alone where its place is at its start', () => {
    const [line = '', carets] = excerpt(`‹here›${' b'.repeat(100)}`, 20);
    expect(line).toMatch(/^here.*…$/);
    expect(carets).toBe('^^^^');
  });

  it('never is wider than asked, and always points inside itself', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', ' ', '\t', '日', '😀', 'é'),
      maxLength: 200,
    });
    fc.assert(
      fc.property(
        text,
        fc.nat(400),
        fc.nat(50),
        fc.integer({ min: 12, max: 90 }),
        (line, at, long, width) => {
          const start = Math.min(at, line.length);
          const shown = excerptOf(line, { start, end: Math.min(start + long, line.length) }, width);
          expect(displayWidth(shown.line)).toBeLessThanOrEqual(width);
          expect(shown.carets).toMatch(/^ *\^+$/);
          expect(shown.carets.length).toBeLessThanOrEqual(displayWidth(shown.line) + 1);
        },
      ),
    );
  });
});

describe('the width of a text', () => {
  it.each([
    ['abc', 3],
    ['日本', 4],
    ['ｆ', 2],
    ['👍🏽', 2],
    ['❤️', 2],
    ['…', 1],
    ['e\u0301', 1],
    ['', 0],
  ])('of %s is %d', (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });

  it('is what shortening keeps to and padding fills up to', () => {
    expect(shortened('日本語', 4)).toBe('日…');
    expect(shortened('日本語', 6)).toBe('日本語');
    expect(padded('日', 4)).toBe('日  ');
    expect(padded('7', 3, 'right')).toBe('  7');
  });
});
