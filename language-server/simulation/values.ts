import type { Policy, Simulation } from '../policy/model.ts';
import type { BatchView } from './batch-view.ts';
import type { ArmValue, Estimate } from './estimates.ts';
import { createValueAccumulator } from './estimates.ts';
import type { ReplayResult } from './result.ts';

/** What the logged choices, the agent alone and the agent under the policy are worth. */
export interface Values {
  begin: (view: BatchView) => void;
  /** The goal of a row; NaN where it is not observed. */
  reward: (row: number) => number;
  /** `isUntold`: what the policy made of a choice is one whose probability the log does not tell. */
  add: (
    view: BatchView,
    row: number,
    loggedLane: number,
    acts: { agent: boolean; policy: boolean; isUntold: boolean },
    weights: (row: number, loggedLane: number) => { agent: number; policy: number },
  ) => void;
  finish: () => Pick<ReplayResult, 'value' | 'unusable'>;
}

const arms = ['logged', 'agent', 'policy'] as const;

export function createValues(policy: Policy, simulation: Simulation, resamples: number): Values {
  const accumulator = createValueAccumulator(arms);
  const weights = new Float64Array(arms.length);
  const unusable = { goal: 0, choice: 0, propensity: 0, weight: 0 };
  let hasPropensity = declaresPropensity(policy);
  let rows = 0;
  const acts = { agent: 0, policy: 0 };
  let untold = 0;
  let goals: Float64Array | undefined;
  const reward = (row: number): number => goals?.[row] ?? NaN;

  return {
    begin: (view) => {
      goals = policy.goal && view.leaf({ kind: 'column', name: policy.goal.column });
    },
    reward,
    add: (view, row, loggedLane, does, weigh) => {
      if (policy.goal === undefined) return;
      const goal = reward(row);
      const { propensity } = view.batch;
      const p = propensity?.[row] ?? 1;
      if (propensity) hasPropensity = true;
      if (Number.isNaN(goal)) {
        unusable.goal++;
        return;
      }
      if (loggedLane < 0) {
        unusable.choice++;
        return;
      }
      if (!(p > 0 && p <= 1)) {
        unusable.propensity++;
        return;
      }
      if (!isWeighable(p)) {
        unusable.weight++;
        return;
      }
      weights[0] = 1;
      if (propensity) {
        const share = weigh(row, loggedLane);
        weights[1] = share.agent / p;
        weights[2] = share.policy / p;
        if (does.agent) acts.agent++;
        if (does.policy) acts.policy++;
        if (does.isUntold) untold++;
      }
      const subject = view.subjects?.[row];
      // Where no subject is known, a row is a subject of its own.
      const known = subject !== undefined && !Number.isNaN(subject);
      accumulator.add(known ? subject : view.batch.rows[row]! - 1, goal, weights);
      rows++;
    },
    finish: () => {
      const unusableRows = [
        { reason: 'the goal is not observed', rows: unusable.goal },
        { reason: 'the logged choice is missing', rows: unusable.choice },
        {
          reason: 'the propensity is missing or not above 0 and at most 1',
          rows: unusable.propensity,
        },
        { reason: 'the propensity is too small to weigh the row by', rows: unusable.weight },
      ].filter((each) => each.rows > 0);
      if (policy.goal === undefined) {
        const refused = { refused: 'the handoff has no goal' };
        const arm: ArmValue = { ips: refused, snips: refused, ess: 0, meanWeight: 0, maxWeight: 0 };
        return { value: { logged: arm, agent: arm, policy: arm }, unusable: unusableRows };
      }
      const report = accumulator.finish({
        seed: simulation.seed,
        hasPropensity,
        loggedArm: 'logged',
        actedShare: rows === 0 ? {} : { agent: acts.agent / rows, policy: acts.policy / rows },
        resamples,
      });
      const value = report.arms;
      if (untold > 0 && hasPropensity) value.policy = untoldArm(value.policy, untold);
      return { value, unusable: unusableRows };
    },
  };
}

/** Whether a row can be weighed by 1/propensity, which is no number where that is next to nothing. */
export function isWeighable(propensity: number): boolean {
  return propensity > 0 && propensity <= 1 && Number.isFinite(1 / propensity);
}

/** Where people are the agent, the log tells how likely their own choice was, and no other one. */
function untoldArm(arm: ArmValue, count: number): ArmValue {
  const refused = `the policy moves ${String(count)} of the logged choices, and how likely people were to choose what it moves to is not known`;
  const judged = (estimate: Estimate): Estimate =>
    'refused' in estimate ? { ...estimate, refused } : { refused, crossedOut: estimate };
  return { ...arm, ips: judged(arm.ips), snips: judged(arm.snips) };
}

/** Whether the data says how likely the logged choices were, row by row or by design. */
export function declaresPropensity({ data }: Policy): boolean {
  if (data.propensityEstimatedBy) return true;
  return data.columns.some(({ role, randomised }) => role === 'propensity' || randomised);
}
