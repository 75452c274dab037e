import type { Stage } from '../policy/model.ts';
import type { Proposal } from './agent.ts';
import type { Decider, Ending } from './decide.ts';
import type { Lanes } from './lanes.ts';
import type { RelevantLanes } from './relevant-lanes.ts';

export interface Drawn {
  proposal: Proposal;
  /** How the proposed lane ended. */
  ending: Ending;
  /** 1 for every lane that active avoid rules leave; undefined where none applies. */
  left: Uint8Array | undefined;
  stage: Stage;
}

/** How likely an arm is to take each choice of a row. */
export interface Taken {
  /** Share by lane; undefined where one lane is taken for certain. */
  shares: Float64Array | undefined;
  /** That lane; -1: nothing is taken. */
  lane: number;
}

/**
 * What the agent, and what the policy, takes in a row, with which probabilities; the objects are
 * used again for the next row. What every lane that the agent may draw is judged as has to be active.
 */
export function createWeights(
  lanes: Lanes,
  decider: Decider,
  relevant: Pick<RelevantLanes, 'standIns'>,
): (row: number, drawn: Drawn) => { agent: Taken; policy: Taken } {
  /** By judged lane: what it comes to, and in which call that was found. */
  const carriedFor = new Int32Array(lanes.count);
  const foundIn = new Float64Array(lanes.count);
  const shares = new Float64Array(lanes.count);
  const agent: Taken = { shares: undefined, lane: -1 };
  const taken: Taken = { shares: undefined, lane: -1 };
  const both = { agent, policy: taken };
  let call = 0;

  return (row, { proposal, ending, left, stage }) => {
    const { probabilities } = proposal;
    agent.shares = probabilities;
    agent.lane = proposal.lane;
    taken.shares = undefined;
    taken.lane = ending.carried;
    if (!probabilities) return both;
    // An agent that chooses again draws from what the avoid rules leave, scaled up; where they
    // leave nothing it proposes what it would anyway, and a person decides.
    const total = left === undefined ? 0 : sumOver(probabilities, left);
    // Where it finds a choice beyond what it would draw, it takes that one for certain.
    if (total === 0 && left?.[proposal.lane] === 1) return both;
    const forced = left !== undefined && total === 0;
    const how = { stage, forced, left };
    const standIns = relevant.standIns();
    shares.fill(0);
    call++;
    for (let lane = 0; lane < lanes.count; lane++) {
      const drawn = probabilities[lane]!;
      const share = total > 0 ? (left![lane]! * drawn) / total : drawn;
      if (share === 0) continue;
      const judged = standIns ? standIns[lane]! : decider.judgedLane(lane);
      if (foundIn[judged] !== call) {
        carriedFor[judged] = decider.carried(row, judged, how);
        foundIn[judged] = call;
      }
      const carried = carriedFor[judged]!;
      if (carried >= 0) shares[carried]! += share;
    }
    taken.shares = shares;
    return both;
  };
}

function sumOver(probabilities: Float64Array, allowed: Uint8Array): number {
  let sum = 0;
  for (let lane = 0; lane < allowed.length; lane++) sum += allowed[lane]! * probabilities[lane]!;
  return sum;
}
