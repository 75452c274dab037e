import type { Stage } from '../policy/model.ts';
import type { ActiveLanes } from './active-lanes.ts';
import type { Proposal } from './agent.ts';
import type { Decider, Ending } from './decide.ts';
import { newEnding } from './decide.ts';
import type { Lanes } from './lanes.ts';

export interface Drawn {
  proposal: Proposal;
  /** How the proposed lane ended. */
  ending: Ending;
  /** 1 for every lane that active avoid rules leave; undefined where none applies. */
  left: Uint8Array | undefined;
  stage: Stage;
  /** How likely the logged choice was. */
  propensity: number;
}

/** Probability that the agent, and that the policy, takes the logged choice of a row. */
export function createWeights(
  { lanes, active }: { lanes: Lanes; active: ActiveLanes },
  decider: Decider,
): (row: number, logged: number, drawn: Drawn) => { agent: number; policy: number } {
  const other = newEnding();
  /** By judged lane: what it comes to, and in which call that was found. */
  const carriedFor = new Int32Array(lanes.count);
  const foundIn = new Float64Array(lanes.count);
  let call = 0;

  return (row, logged, { proposal, ending, left, stage, propensity }) => {
    const { probabilities } = proposal;
    if (proposal.isLogged) {
      return { agent: propensity, policy: ending.carried === logged ? propensity : 0 };
    }
    const carriedOut = ending.carried === logged ? 1 : 0;
    if (!probabilities) return { agent: proposal.lane === logged ? 1 : 0, policy: carriedOut };
    // An agent that chooses again draws from what the avoid rules leave, scaled up; where they
    // leave nothing it proposes what it would anyway, and a person decides.
    const total = left === undefined ? 0 : sumOver(probabilities, left);
    // Where it finds a choice beyond what it would draw, it takes that one for certain.
    if (total === 0 && left?.[proposal.lane] === 1) {
      return { agent: probabilities[logged]!, policy: carriedOut };
    }
    const forced = left !== undefined && total === 0;
    let taken = 0;
    call++;
    // Other lanes cannot end as the logged choice: see `createRelevantLanes`.
    for (let place = 0; place < active.count; place++) {
      const lane = active.lanes[place]!;
      const drawn = probabilities[lane]!;
      const share = total > 0 ? (left![lane]! * drawn) / total : drawn;
      if (share === 0) continue;
      const judged = decider.judgedLane(lane);
      if (foundIn[judged] !== call) {
        decider.decide(row, lane, { stage, forced }, other);
        carriedFor[judged] = other.carried;
        foundIn[judged] = call;
      }
      if (carriedFor[judged] === logged) taken += share;
    }
    return { agent: probabilities[logged]!, policy: taken };
  };
}

function sumOver(probabilities: Float64Array, allowed: Uint8Array): number {
  let sum = 0;
  for (let lane = 0; lane < allowed.length; lane++) sum += allowed[lane]! * probabilities[lane]!;
  return sum;
}
