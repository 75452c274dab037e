import type { Clock } from '../policy/clock.ts';
import type { Policy, Simulation, Stage } from '../policy/model.ts';
import type { Proposal } from './agent.ts';
import { createAssessment } from './assessment.ts';
import type { AutonomyState } from './autonomy.ts';
import type { BatchView } from './batch-view.ts';
import type { Cells } from './cells.ts';
import { createCounts } from './counts.ts';
import type { Decider, Ending } from './decide.ts';
import { createExploration } from './exploration.ts';
import type { FeedbackState } from './feedback.ts';
import type { People } from './people.ts';
import type { RelevantLanes } from './relevant-lanes.ts';
import type { ReplayResult } from './result.ts';
import type { RowBatch } from './rows.ts';
import type { RuleOutcomes } from './rule-outcomes.ts';
import type { CollectorParts } from './thresholds/collect.ts';
import { createCostMeter } from './value/boundary-costs.ts';
import type { Survey } from './value/survey.ts';
import { surveyOf } from './value/survey.ts';
import type { UsableRows } from './value/usable-rows.ts';
import type { Act } from './values.ts';
import { createValues } from './values.ts';
import type { Drawn } from './weights.ts';
import { createWeights } from './weights.ts';

/**
 * What is told of the decisions: what became of them; and what all that might have been proposed
 * is worth; and whether what the agent says of itself, and the numbers of the policy, can be
 * trusted. Each takes about as long again as deciding does.
 */
export type Extent = 'decisions' | 'values' | 'all';

export interface FigureOptions {
  policy: Policy;
  simulation: Simulation;
  clock: Clock;
  batches: () => AsyncIterable<RowBatch>;
  limit: number;
  resamples: number;
  boundaryCosts: boolean;
  extent: Extent;
  isTogether: boolean;
}

/** What figures are read from. `proposal` and `ending` are those of the decision under way. */
export interface FigureParts extends CollectorParts {
  people: People;
  decider: Decider;
  relevant: RelevantLanes;
  cells: Cells;
  cellColumns: readonly string[];
  proposal: Proposal;
  ending: Ending;
  outcomes: RuleOutcomes;
}

/** All that a replay finds out, decision by decision. */
export interface ReplayFigures {
  rows: UsableRows;
  /** Counts rows that were read, and gives how many there were so far. */
  read: (rows: number) => number;
  /** One row before the period. */
  learnedFrom: () => void;
  /** Begins a batch; `hasDecisions` false: all of it is only learned from. */
  begin: (view: BatchView, hasDecisions: boolean) => void;
  /** One decision, before the state moves. `left` as in `Drawn`. */
  add: (row: number, logged: number, left: Uint8Array | undefined, stage: Stage) => void;
  finish: (state: {
    autonomy: AutonomyState;
    feedback: FeedbackState;
  }) => Omit<ReplayResult, 'queues' | 'reviews'>;
}

/** Where values are estimated the rows are read once before: see `surveyOf`. */
export async function createReplayFigures(
  options: FigureOptions,
  parts: FigureParts,
): Promise<ReplayFigures> {
  const { policy, simulation, isTogether, resamples } = options;
  const { ofRow, rules, people, decider, relevant, proposal, ending, outcomes } = parts;
  const survey = await surveyFor(options, parts);
  const values = createValues({ policy, simulation, resamples, survey });
  const weights = createWeights(ofRow.lanes, decider, relevant);
  const costs = options.boundaryCosts
    ? createCostMeter({ policy, simulation, ofRow, rules, people, decider })
    : undefined;
  const counts = createCounts(policy, simulation, outcomes);
  const assessment =
    options.extent === 'all' ? createAssessment(policy, simulation, parts) : undefined;
  const exploration = createExploration(policy);
  // One object each for all rows: what is made anew for every row costs as much as deciding it.
  const drawn: Drawn = { proposal, ending, left: undefined, stage: 'act' };
  const act: Act = {
    ...{ isLogged: false, isUntold: false },
    taken: (row) => weights(row, drawn),
  };
  let view!: BatchView;

  return {
    rows: values.rows,
    read: (rows) => {
      counts.read(rows);
      return counts.rows();
    },
    learnedFrom: counts.learnedFrom,
    begin: (next, hasDecisions) => {
      view = next;
      values.begin(view);
      if (hasDecisions) assessment?.begin(view);
    },
    add: (row, logged, left, stage) => {
      act.isLogged = proposal.isLogged;
      act.isUntold = proposal.isLogged && ending.carried >= 0 && ending.carried !== logged;
      drawn.left = left;
      drawn.stage = stage;
      const valued = values.add(row, logged, act);
      costs?.add(row, drawn, valued);
      counts.add(view, row, proposal, ending);
      assessment?.add(row, proposal, ending);
      exploration?.add(view, row, proposal, ending);
    },
    finish: (state) => ({
      ...counts.finish({ ...state, values: values.finish(costs), isTogether }),
      ...(assessment?.finish() ?? { calibration: [], thresholds: [] }),
      ...(exploration ? { exploration: exploration.finish() } : {}),
    }),
  };
}

async function surveyFor(
  { policy, simulation, clock, limit, batches, extent }: FigureOptions,
  { ofRow }: FigureParts,
): Promise<Survey | { refused: string }> {
  if (policy.goal === undefined) return { refused: 'the handoff has no goal' };
  if (extent === 'decisions') return { refused: 'no values were asked for' };
  return surveyOf({ policy, simulation, clock, limit, lanes: ofRow.lanes, batches: batches() });
}
