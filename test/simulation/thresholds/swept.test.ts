import { describe, expect, it } from 'vitest';
import type { Condition } from '../../../language-server/policy/model.ts';
import { sweptIn } from '../../../language-server/simulation/thresholds/swept.ts';
import { choice, literal, trigger } from '../../support/policies.ts';

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

  it('leave the rest of the condition as it is', () => {
    const [swept] = sweptIn([trigger('t', { kind: 'and', parts: [yes, below] })]);
    expect(swept).toMatchObject({
      whenTrue: { kind: 'and', parts: [yes, { kind: 'constant', value: true }] },
      whenFalse: { kind: 'and', parts: [yes, { kind: 'constant', value: false }] },
    });
    expect(swept!.at(0.9)).toEqual({ ...below, right: literal(0.9) });
  });
});
