import { describe, expect, it } from 'vitest';
import type { RewardModelChoice } from '../../../language-server/policy/model.ts';
import type { BatchView } from '../../../language-server/simulation/batch-view.ts';
import { createLanes } from '../../../language-server/simulation/lanes.ts';
import { createRewardFit } from '../../../language-server/simulation/value/reward-model.ts';
import { policyWith } from '../../support/policies.ts';

const list = { kind: 'number', whole: true, from: 0, to: 1 } as const;

/** Rows of [cell, choice, reward]. */
type Row = [cell: number, choice: number, reward: number];

const rows: Row[] = [
  ...[1, 1, 0, 0].map((reward): Row => [0, 0, reward]),
  ...[1, 0].map((reward): Row => [0, 1, reward]),
  ...[1, 1, 1].map((reward): Row => [1, 0, reward]),
  [NaN, 1, 0],
];

function fitted(choice: RewardModelChoice, given: readonly Row[] = rows) {
  const lanes = createLanes(policyWith({ choice: { column: 'pick', type: list } }));
  const cells = Float64Array.from(given, ([cell]) => cell);
  const view = {
    logged: Float64Array.from(given, ([, pick]) => pick),
    leaf: () => cells,
  } as unknown as BatchView;
  const fit = createRewardFit(choice, lanes);
  fit.begin(view);
  for (const [row, [, , reward]] of given.entries()) fit.add(row, row, reward);
  const model = fit.finish();
  model.begin(view);
  return model;
}

const inCells = (prior: number): RewardModelChoice => ({ kind: 'choice', by: ['cell'], prior });
const alone = (prior: number): RewardModelChoice => ({ kind: 'choice', by: [], prior });
const overall: RewardModelChoice = { kind: 'overall' };

describe('the reward model', () => {
  it.each([
    ['is the overall mean', overall, [0.6, 0.6]],
    ['is the mean by choice', alone(0), [5 / 7, 1 / 3]],
    ['draws it towards the overall mean', alone(3), [(5 + 1.8) / 10, (1 + 1.8) / 6]],
    ['is the mean in the cell', inCells(0), [0.5, 0.5]],
    [
      'draws that towards the mean by choice',
      inCells(3),
      [(2 + 3 * 0.68) / 7, (1 + 3 * (2.8 / 6)) / 5],
    ],
  ])('%s', (_, choice, expected) => {
    const means = fitted(choice).open(0);
    expect([...means]).toEqual(expected.map((mean) => expect.closeTo(mean, 12)));
  });

  it('takes the coarser mean where a cell has no row of a choice', () => {
    const means = fitted(inCells(0)).open(6);
    expect([...means]).toEqual([1, expect.closeTo(1 / 3, 12)]);
  });

  it('takes an unknown value for a value of its own', () => {
    expect(fitted(inCells(0)).open(9)[1]).toBe(0);
  });

  it.each([overall, alone(0), alone(3), inCells(0), inCells(3)])(
    'knows how each row moves what it predicts: %o',
    (choice) => {
      const shares = Float64Array.of(0.25, 0.75);
      const predicted = (given: readonly Row[]): number => {
        const model = fitted(choice, given);
        return rows.reduce((sum, _, row) => {
          model.open(row);
          return sum + model.expect(0, shares);
        }, 0);
      };
      const model = fitted(choice);
      for (const row of rows.keys()) {
        model.open(row);
        model.expect(0, shares);
      }
      const influences: number[] = [];
      model.rows.influences(1, (subject, _, influence) => (influences[subject] = influence));
      // Copies of the log, in which one more row is a small change.
      const many = Array.from({ length: 2000 }, () => rows).flat();
      const scaled = choice.kind === 'overall' ? choice : { ...choice, prior: choice.prior * 2000 };
      const large = (given: readonly Row[]): number => {
        const of = fitted(scaled, given);
        return rows.reduce((sum, _, row) => {
          of.open(row);
          return sum + of.expect(0, shares);
        }, 0);
      };
      expect(large(many)).toBeCloseTo(predicted(rows), 9);
      for (const [row, extra] of rows.entries()) {
        const moved = (large([...many, extra]) - large(many)) * 2000;
        expect(moved).toBeCloseTo(influences[row]!, 2);
      }
    },
  );
});
