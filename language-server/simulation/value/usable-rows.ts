import type { Policy } from '../../policy/model.ts';
import type { BatchView } from '../batch-view.ts';

/** Which rows estimates can use: their goal and their logged choice known, and their propensity usable. */
export interface UsableRows {
  begin: (view: BatchView) => void;
  /** The goal of a row; NaN where it is not observed. */
  reward: (row: number) => number;
  /** How likely the logged choice was; 1 where the data does not say. */
  propensity: (row: number) => number;
  /** Why a row cannot be used; undefined where it can. */
  why: (row: number, loggedLane: number) => Uselessness | undefined;
  /** Subjects by dense numbers; where none is known, a row is a subject of its own. */
  subject: (row: number) => number;
  hasPropensity: () => boolean;
}

export const uselessness = {
  goal: 'the goal is not observed',
  choice: 'the logged choice is missing',
  propensity: 'the propensity is missing or not above 0 and at most 1',
  weight: 'the propensity is too small to weigh the row by',
};
export type Uselessness = keyof typeof uselessness;

export function createUsableRows(policy: Policy): UsableRows {
  let view: BatchView | undefined;
  let goals: Float64Array | undefined;
  let has = declaresPropensity(policy);
  const reward = (row: number): number => goals?.[row] ?? NaN;
  const propensity = (row: number): number => view?.batch.propensity?.[row] ?? 1;

  return {
    begin: (next) => {
      view = next;
      goals = policy.goal && next.leaf({ kind: 'column', name: policy.goal.column });
      if (next.batch.propensity) has = true;
    },
    reward,
    propensity,
    why: (row, loggedLane) => {
      if (Number.isNaN(reward(row))) return 'goal';
      if (loggedLane < 0) return 'choice';
      const p = propensity(row);
      if (!(p > 0 && p <= 1)) return 'propensity';
      return isWeighable(p) ? undefined : 'weight';
    },
    subject: (row) => {
      const subject = view?.subjects?.[row] ?? NaN;
      return Number.isNaN(subject) ? view!.batch.rows[row]! - 1 : subject;
    },
    hasPropensity: () => has,
  };
}

/**
 * Whether a row can be weighed by 1/propensity. A choice that is drawn once in more than a
 * trillion times is never seen: such a propensity is a mistake, beside whose weight no other counts.
 */
export function isWeighable(propensity: number): boolean {
  return propensity >= SMALLEST_PROPENSITY && propensity <= 1;
}

const SMALLEST_PROPENSITY = 1e-12;

/** Whether the data says how likely the logged choices were, row by row or by design. */
export function declaresPropensity({ data }: Policy): boolean {
  if (data.propensityEstimatedBy) return true;
  return data.columns.some(({ role, randomised }) => role === 'propensity' || randomised);
}
