import { describe, expect, it } from 'vitest';
import { newProposal } from '../../language-server/simulation/agent.ts';
import { newEnding } from '../../language-server/simulation/decide.ts';
import type { Decider } from '../../language-server/simulation/decide.ts';
import { createLanes } from '../../language-server/simulation/lanes.ts';
import { createWeights } from '../../language-server/simulation/weights.ts';
import type { Taken } from '../../language-server/simulation/weights.ts';
import { policyWith } from '../support/policies.ts';

const policy = policyWith({ choice: { column: 'pick', type: { kind: 'yesNo' } }, usual: 0 });

/** Every choice is carried out as it is, but what is forced, which becomes the usual one. */
const decider: Decider = {
  findings: new Uint8Array(2),
  judgedLane: (lane) => lane,
  decide: (_row, lane, { forced }, into) => {
    into.carried = forced ? 0 : lane;
  },
  carried: (_row, lane, { forced }) => (forced ? 0 : lane),
};
const relevant = { standIns: () => undefined };

function weigh(options: { shares: number[]; proposed: number; left?: number[]; logged: number }) {
  const lanes = createLanes(policy);
  const proposal = {
    ...newProposal(lanes.count),
    lane: options.proposed,
    probabilities: Float64Array.from(options.shares),
  };
  const left = options.left && Uint8Array.from(options.left);
  const forced = left?.[options.proposed] === 0;
  const ending = { ...newEnding(), carried: forced ? 0 : options.proposed };
  const weights = createWeights(lanes, decider, relevant);
  const taken = weights(0, { proposal, ending, left, stage: 'act' });
  return {
    agent: shareOf(taken.agent, options.logged),
    policy: shareOf(taken.policy, options.logged),
  };
}

function shareOf({ shares, lane }: Taken, logged: number): number {
  if (shares) return shares[logged]!;
  return lane === logged ? 1 : 0;
}

describe('the probability of the logged choice', () => {
  it.each([
    ['as it is drawn', { shares: [0.25, 0.75], proposed: 1, logged: 1 }, 0.75, 0.75],
    ['whatever was drawn', { shares: [0.25, 0.75], proposed: 1, logged: 0 }, 0.25, 0.25],
    [
      'scaled up to what avoid rules leave',
      { shares: [0.25, 0.75], proposed: 0, left: [1, 0], logged: 0 },
      0.25,
      1,
    ],
    [
      'none of what they do not leave',
      { shares: [0.25, 0.75], proposed: 0, left: [1, 0], logged: 1 },
      0.75,
      0,
    ],
    [
      'forced where they leave nothing',
      { shares: [0.25, 0.75], proposed: 1, left: [0, 0], logged: 0 },
      0.25,
      1,
    ],
    [
      'certain where what they leave is never drawn',
      { shares: [1, 0], proposed: 1, left: [0, 1], logged: 1 },
      0,
      1,
    ],
    ['none then of the usual one', { shares: [1, 0], proposed: 1, left: [0, 1], logged: 0 }, 1, 0],
  ])('is %s', (_, options, agent, policyShare) => {
    expect(weigh(options)).toEqual({ agent, policy: policyShare });
  });
});

it.each([
  ['carried out as it was logged', 1],
  ['held', -1],
  ['moved', 0],
])('a choice that is proposed for certain ends for certain, where it is %s', (_, carried) => {
  const lanes = createLanes(policy);
  const weights = createWeights(lanes, decider, relevant);
  const proposal = { ...newProposal(lanes.count), lane: 1 };
  const ending = { ...newEnding(), carried };
  expect(weights(0, { proposal, ending, left: undefined, stage: 'act' })).toEqual({
    agent: { shares: undefined, lane: 1 },
    policy: { shares: undefined, lane: carried },
  });
});
