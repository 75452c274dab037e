import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../../language-server/policy/condition.ts';
import type { Condition } from '../../../language-server/policy/model.ts';
import { sweptIn } from '../../../language-server/simulation/thresholds/swept.ts';
import { choice, column, literal, trigger } from '../../support/policies.ts';

const confidence = { kind: 'word', word: 'confidence' } as const;
const below: Condition = {
  kind: 'compare',
  operator: 'below',
  left: confidence,
  right: literal(0.7),
};
const mirrored: Condition = {
  kind: 'compare',
  operator: 'above',
  left: literal(0.7),
  right: confidence,
};
const far: Condition = { kind: 'farFrom', of: choice, from: literal(540), distance: 180 };
const range = { kind: 'between', of: confidence, ends: 'closed', wraps: false } as const;
const between = (low: number, high: number): Condition => ({
  ...{ ...range, low: literal(low), high: literal(high) },
});
const over = (low: number, high: number): Condition => ({
  ...{ kind: 'between', of: choice, low: literal(low), high: literal(high) },
  ...{ ends: 'halfOpen', wraps: true },
});
const longer: Condition = { kind: 'longerThan', of: column('subject_text'), length: 60 };
const isOn = {
  above: (value: number, limit: number) => value > limit,
  atLeast: (value: number, limit: number) => value >= limit,
  below: (value: number, limit: number) => value < limit,
  atMost: (value: number, limit: number) => value <= limit,
};
const yes: Condition = { kind: 'truth', of: { kind: 'column', name: 'consent' } };

describe('the numbers of a trigger', () => {
  const sides = (fires: Condition) =>
    sweptIn([trigger('t', fires)]).map(({ threshold, firesOn }) => [threshold, firesOn]);

  it.each<[string, Condition, unknown[]]>([
    ['a comparison', below, [[0.7, 'below']]],
    ['one the other way round', mirrored, [[0.7, 'below']]],
    ['a distance', far, [[180, 'above']]],
    ['a negation', { kind: 'not', part: below }, [[0.7, 'atLeast']]],
    ['a part of a conjunction', { kind: 'and', parts: [yes, below] }, [[0.7, 'below']]],
    [
      'each of two',
      { kind: 'or', parts: [far, below] },
      [
        [180, 'above'],
        [0.7, 'below'],
      ],
    ],
    ['none in what is no order', yes, []],
    ['none in an equality', { ...below, operator: 'is' }, []],
    ['none in what compares two values', { ...below, right: confidence }, []],
  ])('%s', (_, fires, expected) => {
    expect(sides(fires)).toEqual(expected);
  });

  it.each<[string, Condition, unknown[]]>([
    [
      'each end of a range, the other one held fixed',
      between(10, 20),
      [
        [10, 'atLeast', [-1, 10, 20], [21]],
        [20, 'atMost', [10, 20, 21], [9]],
      ],
    ],
    [
      'each end of a time that goes over midnight, and never past the other',
      over(1260, 420),
      [
        [1260, 'atLeast', [421, 1260], [420, 0]],
        [420, 'below', [0, 419, 1259], [1260]],
      ],
    ],
    ['none in a range between two columns', { ...range, low: confidence, high: confidence }, []],
    ['the length of a text', longer, [[60, 'above', [0, 61], [-1]]]],
    [
      'the length of a text that is not longer',
      { kind: 'not', part: longer },
      [[60, 'atMost', [0], []]],
    ],
  ])('%s', (_, fires, expected) => {
    const found = sweptIn([trigger('t', fires)]);
    expect(found.map(({ threshold, firesOn }) => [threshold, firesOn])).toEqual(
      expected.map((each) => (each as unknown[]).slice(0, 2)),
    );
    for (const [index, { allows }] of found.entries()) {
      const [, , yes, no] = expected[index] as [number, string, number[], number[]];
      expect([yes.map(allows), no.map(allows)]).toEqual([yes.map(() => true), no.map(() => false)]);
    }
  });

  it('fire as the interpreter says, with any other number in their place', () => {
    const value = fc.integer({ min: -3, max: 12 });
    const part = fc.oneof(
      fc
        .record({ low: value, high: value, closed: fc.boolean(), wraps: fc.boolean() })
        .map(({ low, high, closed, wraps }): Condition => ({
          ...{ kind: 'between', of: confidence, low: literal(low), high: literal(high), wraps },
          ends: closed ? 'closed' : 'halfOpen',
        })),
      value.map((limit): Condition => ({
        kind: 'compare',
        operator: 'below',
        left: confidence,
        right: literal(limit),
      })),
    );
    const condition = fc.oneof(
      part,
      part.map((each): Condition => ({ kind: 'not', part: each })),
      fc.tuple(part, part).map((parts): Condition => ({ kind: 'or', parts })),
    );
    fc.assert(
      fc.property(condition, value, value, (fires, threshold, seen) => {
        const read = () => seen;
        for (const swept of sweptIn([trigger('t', fires)])) {
          if (!swept.allows(threshold)) continue;
          const isFired =
            evaluate(swept.whenTrue, read, {}) === evaluate(swept.whenFalse, read, {})
              ? evaluate(swept.whenTrue, read, {})
              : +isOn[swept.firesOn](seen, threshold);
          expect(isFired).toBe(evaluate(swept.place(swept.at(threshold)), read, {}));
        }
      }),
    );
  });

  it('leave the rest of the condition as it is', () => {
    const [swept] = sweptIn([trigger('t', { kind: 'and', parts: [yes, below] })]);
    expect(swept).toMatchObject({
      whenTrue: { kind: 'and', parts: [yes, { kind: 'constant', value: true }] },
      whenFalse: { kind: 'and', parts: [yes, { kind: 'constant', value: false }] },
    });
    expect(swept!.at(0.9)).toEqual({ ...below, right: literal(0.9) });
  });
});
