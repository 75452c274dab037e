import type { Stage } from '../policy/model.ts';
import type { ActiveLanes } from './active-lanes.ts';
import type { Agent, Proposal } from './agent.ts';
import type { BatchView } from './batch-view.ts';
import type { LostTo } from './conflicts.ts';
import type { Ending } from './decide.ts';
import type { Lanes } from './lanes.ts';
import type { RuleOutcomes } from './rule-outcomes.ts';
import type { StateLeaves } from './state-leaves.ts';

/** One decision in short; the objects are used again for the next one. */
export interface Decided {
  view: BatchView;
  row: number;
  /** From 0. */
  number: number;
  lanes: Lanes;
  proposal: Proposal;
  ending: Ending;
  /** When it takes effect; NaN where that is not known. */
  moment: number;
  outcomes: RuleOutcomes;
  /** To which other handoffs it lost, in a replay of several. */
  lostTo: readonly LostTo[];
}

/** One decision as the log sees it; the objects are used again for the next one. */
export interface Decision extends Decided {
  active: ActiveLanes;
  leaves: StateLeaves;
  agent: Agent;
  stage: Stage;
  /** Learned rules that avoid a choice of the row, by index. */
  avoided: readonly number[];
  /** Learned rules that speak for a choice of the row, by index. */
  preferring: readonly number[];
  /** A person decides whatever the rules say: no proposal, or one that was learned to be avoided. */
  forced: boolean;
  loggedLane: number;
}
