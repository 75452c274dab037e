import type { Clock } from '../../policy/clock.ts';
import type { Policy, Simulation } from '../../policy/model.ts';
import { loggedLane } from '../agents/fixed-agents.ts';
import { createBatchReader } from '../batch-view.ts';
import type { Lanes } from '../lanes.ts';
import { setOpenLanes } from '../lanes.ts';
import { placeInTime } from '../period.ts';
import type { RowBatch } from '../rows.ts';
import type { RewardModel } from './reward-model.ts';
import { createRewardFit, rewardModelOf } from './reward-model.ts';
import type { SampleRatio } from './sample-ratio.ts';
import { createSampleRatioCheck } from './sample-ratio.ts';
import { createUsableRows } from './usable-rows.ts';

/** What is known of the log before any decision is replayed. */
export interface Survey {
  model: RewardModel;
  /** Undefined where nothing can be compared: no list of choices, no propensity, or an estimated one. */
  ratio: SampleRatio | undefined;
}

export interface SurveyOptions {
  policy: Policy;
  simulation: Simulation;
  clock: Clock;
  lanes: Lanes;
  batches: AsyncIterable<RowBatch>;
  /** Of the rows that would be decided, only so many. */
  limit: number;
}

/**
 * Reads the rows that will be decided once, before the replay: the reward model has to be whole
 * when the first decision is valued. It is fitted on the rows that are valued, as in `sumFunctions`'
 * source; the replayed choices it is asked about are others than the logged ones.
 */
export async function surveyOf(options: SurveyOptions): Promise<Survey> {
  const { policy, simulation, lanes, limit } = options;
  const read = createBatchReader(policy, options.clock);
  const usable = createUsableRows(policy);
  const fit = createRewardFit(rewardModelOf(policy, simulation), lanes);
  const chosen = policy.data.columns.find(({ role }) => role === 'chosen');
  const check = createSampleRatioCheck({
    values: lanes.finite ? lanes.values : [],
    // A propensity column says more than a declaration beside it, and comes before it.
    randomised: policy.data.columns.some(({ role }) => role === 'propensity')
      ? undefined
      : chosen?.randomised,
  });
  let decisions = 0;
  for await (const batch of options.batches) {
    const view = read(batch);
    usable.begin(view);
    fit.begin(view);
    for (let row = 0; row < view.length && decisions < limit; row++) {
      if (placeInTime(view, row, simulation) !== 'within') continue;
      decisions++;
      if (!lanes.finite) setOpenLanes(lanes, view.logged[row]!, NaN);
      const lane = loggedLane(lanes, view.logged[row]!);
      if (usable.why(row, lane)) continue;
      fit.add(row, usable.subject(row), usable.reward(row));
      if (lanes.finite && batch.propensity) check.add(lane, usable.propensity(row));
    }
    if (decisions >= limit) break;
  }
  // Shares that were estimated from the log agree with it whatever was drawn how.
  const isTold = policy.data.propensityEstimatedBy === undefined;
  return { model: fit.finish(), ratio: isTold ? check.finish() : undefined };
}
