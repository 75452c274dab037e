import type { Estimator } from '../arms.ts';

/*
 * A group of rows as the estimators read it: the rows, then for each arm these sums over the rows.
 * DR's is one column, DM and what weights add to it together.
 */
export const WEIGHT = 1;
export const REWARD = 2;
export const PREDICTED = 3;
export const ROBUST = 4;
export const MASS = 5;
/** What the rows move the reward model's predictions by, to first order. */
export const INFLUENCE = 6;
export const COLUMNS_PER_ARM = 6;

export function columnOf(arm: number, column: number): number {
  return arm * COLUMNS_PER_ARM + column;
}

/** An estimate as a function of the sums of all rows, or of those of a resample. */
export interface SumFunction {
  /** `of`: reads a column of the arm; 0: the rows. */
  value: (of: (column: number) => number) => number;
  /** ∂value/∂column. */
  slopes: (of: (column: number) => number) => Partial<Record<number, number>>;
}

/**
 * Definitions and names as in Open Bandit Pipeline (Saito et al. 2021, arXiv 2008.07146), with
 * w = π/p, r the reward and q the reward model: IPS mean(w·r), SNIPS Σwr/Σw, DM mean(Σ_a π·q),
 * DR the same plus mean(w·(r − q)), SNDR plus Σw(r − q)/Σw instead. An arm that does nothing in
 * some rows takes some choice with the probability `MASS` only, by whose mean SNDR's last term is
 * scaled, so that it is per decision too; where an arm always acts that changes nothing.
 *
 * DM's spread counts what a resample would do to the reward model, by its influence: with a model
 * held fixed an interval would say how much contexts vary, and of what the model does not know
 * nothing at all. In DR the model is held fixed: there its errors cancel to first order, which is
 * what makes it doubly robust (Robins et al. 1994; Dudík et al. 2011).
 */
export const sumFunctions: Record<Estimator, SumFunction> = {
  ips: ratio(REWARD, 0),
  snips: ratio(REWARD, WEIGHT),
  dm: {
    value: (of) => (of(PREDICTED) + of(INFLUENCE)) / of(0),
    slopes: (of) => ({
      [PREDICTED]: 1 / of(0),
      [INFLUENCE]: 1 / of(0),
      0: -(of(PREDICTED) + of(INFLUENCE)) / of(0) ** 2,
    }),
  },
  dr: ratio(ROBUST, 0),
  sndr: {
    value: (of) => {
      const correction = (of(ROBUST) - of(PREDICTED)) / of(WEIGHT);
      return (of(PREDICTED) + correction * of(MASS)) / of(0);
    },
    slopes: (of) => {
      const correction = (of(ROBUST) - of(PREDICTED)) / of(WEIGHT);
      const scale = of(MASS) / (of(WEIGHT) * of(0));
      return {
        [PREDICTED]: 1 / of(0) - scale,
        [ROBUST]: scale,
        [WEIGHT]: -correction * scale,
        [MASS]: correction / of(0),
        0: -(of(PREDICTED) + correction * of(MASS)) / of(0) ** 2,
      };
    },
  },
};

function ratio(above: number, below: number): SumFunction {
  return {
    value: (of) => of(above) / of(below),
    slopes: (of) => ({ [above]: 1 / of(below), [below]: -of(above) / of(below) ** 2 }),
  };
}
