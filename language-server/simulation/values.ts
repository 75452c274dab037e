import type { Policy, Simulation } from '../policy/model.ts';
import { arms } from './arms.ts';
import type { Arm, Estimator } from './arms.ts';
import { estimators } from './arms.ts';
import type { BatchView } from './batch-view.ts';
import type { ArmValue, Estimate, ValueRow } from './estimates.ts';
import { createValueAccumulator } from './estimates.ts';
import type { ReplayResult } from './result.ts';
import type { CostMeter } from './value/boundary-costs.ts';
import type { RewardModel } from './value/reward-model.ts';
import type { Survey } from './value/survey.ts';
import type { UsableRows } from './value/usable-rows.ts';
import { createUsableRows, uselessness } from './value/usable-rows.ts';
import type { Taken } from './weights.ts';

/** What the logged choices, the agent alone and the agent under the policy are worth. */
export interface Values {
  begin: (view: BatchView) => void;
  rows: UsableRows;
  /** Gives what the row was valued by, until the next one; undefined where it cannot be used. */
  add: (row: number, loggedLane: number, act: Act) => ValuedRow | undefined;
  finish: (costs?: CostMeter) => ValueFindings;
}

export type ValueFindings = Pick<
  ReplayResult,
  'value' | 'valueRests' | 'boundaryCosts' | 'unusable'
>;

/** What a row was valued by. */
export interface ValuedRow {
  subject: number;
  reward: number;
  logged: number;
  /** What the reward model predicts, by lane. */
  predicted: Float64Array;
  /** 1/propensity; 0 where the data does not say. */
  unit: number;
  policy: Taken;
}

/** One decision as its value sees it. */
export interface Act {
  /** People themselves are the agent. */
  isLogged: boolean;
  /** What the policy made of a choice is one whose probability the log does not tell. */
  isUntold: boolean;
  taken: (row: number) => { agent: Taken; policy: Taken };
}

const POLICY = arms.indexOf('policy');
const AGENT = arms.indexOf('agent');

export interface ValuesOptions {
  policy: Policy;
  simulation: Simulation;
  resamples: number;
  /** Or why nothing is estimated. */
  survey: Survey | { refused: string };
}

export function createValues(options: ValuesOptions): Values {
  const { policy, simulation, survey } = options;
  const { clipAt } = simulation;
  const accumulator = createValueAccumulator(arms, clipAt === undefined ? {} : { clipAt });
  const usable = createUsableRows(policy);
  const counts = { goal: 0, choice: 0, propensity: 0, weight: 0 };
  let untold = 0;
  const weights = new Float64Array(arms.length);
  const expected = new Float64Array(arms.length);
  const masses = new Float64Array(arms.length);
  // One object for all rows: what is made anew for every row costs as much as deciding it.
  const given: ValuedRow = {
    ...{ subject: 0, reward: 0, logged: -1, unit: 0 },
    ...{ predicted: new Float64Array(0), policy: { shares: undefined, lane: -1 } },
  };
  const valued: ValueRow = { subject: 0, reward: 0, predicted: 0, weights, expected, masses };

  function add(row: number, loggedLane: number, act: Act): ValuedRow | undefined {
    if ('refused' in survey) return undefined;
    const useless = usable.why(row, loggedLane);
    if (useless) {
      counts[useless]++;
      return undefined;
    }
    const { model } = survey;
    const hasPropensity = usable.hasPropensity();
    const propensity = usable.propensity(row);
    const { agent, policy: done } = act.taken(row);
    if (act.isUntold) untold++;
    valued.subject = usable.subject(row);
    valued.reward = usable.reward(row);
    given.predicted = model.open(row);
    valued.predicted = given.predicted[loggedLane]!;
    weights[0] = 1;
    masses[0] = 1;
    expected[0] = model.expectOne(0, loggedLane);
    // People are as likely to choose what they chose as they were.
    const unit = act.isLogged ? 1 : 1 / propensity;
    weights[AGENT] = hasPropensity ? shareOf(agent, loggedLane) * unit : 0;
    weights[POLICY] = hasPropensity ? shareOf(done, loggedLane) * unit : 0;
    value(AGENT, agent, model);
    value(POLICY, done, model);
    accumulator.add(valued);
    given.subject = valued.subject;
    given.reward = valued.reward;
    given.logged = loggedLane;
    given.unit = hasPropensity ? unit : 0;
    given.policy = done;
    return given;
  }

  function value(arm: number, { shares, lane }: Taken, model: RewardModel): void {
    masses[arm] = shares ? sumOf(shares) : lane < 0 ? 0 : 1;
    expected[arm] = shares ? model.expect(arm, shares) : model.expectOne(arm, lane);
  }

  function finish(costs?: CostMeter): ValueFindings {
    const unusable = Object.entries(uselessness)
      .map(([key, reason]) => ({ reason, rows: counts[key as keyof typeof counts] }))
      .filter(({ rows }) => rows > 0);
    if ('refused' in survey) {
      const value = Object.fromEntries(arms.map((arm) => [arm, noValue(survey)]));
      return { value: value as Record<Arm, ArmValue>, unusable };
    }
    const { model, ratio } = survey;
    model.rows.influences(arms.length, accumulator.influence);
    const hasPropensity = usable.hasPropensity();
    const report = accumulator.finish({
      seed: simulation.seed,
      hasPropensity,
      loggedArm: 'logged',
      isRatioOff: ratio?.isOff ?? false,
      resamples: options.resamples,
    });
    const value = report.arms;
    if (untold > 0 && hasPropensity) value.policy = untoldArm(value.policy, untold);
    const valueRests = {
      model: model.choice,
      ...(clipAt === undefined ? {} : { clipAt }),
      ...(ratio ? { ratio } : {}),
    };
    const { seed } = simulation;
    /** The agent alone less the agent under the policy; refused where either is. */
    const costOfAll = (estimator: Estimator): Estimate => {
      const { refused } = value.policy[estimator] as { refused?: string };
      const cost = report.difference('agent', 'policy', estimator);
      return refused === undefined || 'refused' in cost ? cost : { refused };
    };
    const boundaryCosts = costs?.finish({
      seed,
      resamples: options.resamples,
      policyArm: value.policy,
    });
    return {
      ...{ value, valueRests, unusable },
      ...(boundaryCosts
        ? {
            boundaryCosts: {
              ...boundaryCosts,
              all: { ips: costOfAll('ips'), dr: costOfAll('dr') },
            },
          }
        : {}),
    };
  }

  return {
    begin: (view) => {
      usable.begin(view);
      if (!('refused' in survey)) survey.model.begin(view);
    },
    rows: usable,
    add,
    finish,
  };
}

function shareOf({ shares, lane }: Taken, logged: number): number {
  if (shares) return shares[logged]!;
  return lane === logged ? 1 : 0;
}

function sumOf(shares: Float64Array): number {
  let sum = 0;
  for (let lane = 0; lane < shares.length; lane++) sum += shares[lane]!;
  return sum;
}

function noValue(why: { refused: string }): ArmValue {
  return { ...allEstimates(() => why), ess: 0, meanWeight: 0, maxWeight: 0, clipped: 0 };
}

/** Where people are the agent, the log tells how likely their own choice was, and no other one. */
function untoldArm(arm: ArmValue, count: number): ArmValue {
  const refused = `the policy moves ${String(count)} of the logged choices, and how likely people were to choose what it moves to is not known`;
  const judged = (estimate: Estimate): Estimate => {
    if ('refused' in estimate) return { ...estimate, refused };
    const { marks, ...crossedOut } = estimate;
    return { refused, crossedOut, ...(marks ? { marks } : {}) };
  };
  return { ...arm, ...allEstimates((each) => (each === 'dm' ? arm.dm : judged(arm[each]))) };
}

function allEstimates(of: (estimator: Estimator) => Estimate): Record<Estimator, Estimate> {
  return Object.fromEntries(estimators.map((each) => [each, of(each)])) as Record<
    Estimator,
    Estimate
  >;
}
