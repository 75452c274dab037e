import { describe, expect, it } from 'vitest';
import { paragraphs } from '../../../language-server/language/features/hover/markdown.ts';

describe('the paragraphs of a hover', () => {
  it.each([
    ['a link', '[x](http://a)', String.raw`[x\](http\://a)`],
    ['an element', '<img>', String.raw`\<img>`],
    ['code, which stays as it is', '`<x>`', '`<x>`'],
    ['a backtick that is escaped and begins no code', '\\`<b>` and <i>', '\\`\\<b>` and \\<i>'],
  ])('hold no markup of a file: %s', (_, text, expected) => {
    expect(paragraphs(text)).toBe(expected);
  });
});
