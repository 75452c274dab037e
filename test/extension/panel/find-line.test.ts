import { describe, expect, it } from 'vitest';
import { findLine } from '../../../extension/panel/find-line.ts';

const text = ['boundaries', '  a: never', '', '  ab: never', '  a : at most 1', 'end, after x'];

describe('the line of a rule', () => {
  it.each<[string, number, string | undefined, number]>([
    ['is where it was', 2, 'a', 2],
    ['is where another line names it by now', 6, 'x', 6],
    ['is not where only a longer name is', 4, 'a', 5],
    ['is not where only the end of a longer name is', 4, 'b', 4],
    ['is the nearest that begins with its name', 3, 'a', 2],
    ['is the nearest below as well', 6, 'a', 5],
    ['is no line whose name only begins alike', 6, 'ab', 4],
    ['is where it was when the name is gone', 3, 'gone', 3],
    ['is where it was when it has no name', 3, undefined, 3],
    ['is the last line of a file that got shorter', 60, undefined, 6],
    ['is found in a file that got shorter', 60, 'a', 5],
  ])('%s', (_, line, name, expected) => {
    expect(findLine(text, line, name)).toBe(expected);
  });

  it('is the first of an empty file', () => {
    expect(findLine([''], 9, 'a')).toBe(1);
  });
});
