import { describe, expect, it } from 'vitest';
import { testAt, testIds } from '../../../extension/tests/ids.ts';

describe('a test', () => {
  it('keeps its name when lines move, and has one of its own', () => {
    const found = [
      { title: 'a', handoff: 'h', line: 1 },
      { title: 'a', handoff: 'k', line: 2 },
      { title: 'a', handoff: 'h', line: 3 },
    ];
    expect(testIds(found)).toEqual(['h/a', 'k/a', 'h/a (2)']);
    expect(testIds(found.map((test) => ({ ...test, line: test.line + 9 })))).toEqual(
      testIds(found),
    );
  });

  it.each([
    [9, undefined],
    [10, 10],
    [13, 10],
    [14, 14],
    [99, 14],
  ])('at line %s is the one that begins at %s', (line, expected) => {
    expect(testAt([10, 14], line)).toBe(expected);
  });
});
