import { describe, expect, it } from 'vitest';
import { activateAll, createActiveLanes } from '../../language-server/simulation/active-lanes.ts';
import { newProposal } from '../../language-server/simulation/agent.ts';
import { newEnding } from '../../language-server/simulation/decide.ts';
import type { Decider } from '../../language-server/simulation/decide.ts';
import { createLanes } from '../../language-server/simulation/lanes.ts';
import { createWeights } from '../../language-server/simulation/weights.ts';
import { policyWith } from '../support/policies.ts';

const policy = policyWith({ choice: { column: 'pick', type: { kind: 'yesNo' } }, usual: 0 });

/** Every choice is carried out as it is, but what is forced, which becomes the usual one. */
const decider: Decider = {
  findings: new Uint8Array(2),
  judgedLane: (lane) => lane,
  decide: (_row, lane, { forced }, into) => {
    into.carried = forced ? 0 : lane;
  },
};

function weigh(options: { shares: number[]; proposed: number; left?: number[]; logged: number }) {
  const lanes = createLanes(policy);
  const active = createActiveLanes(lanes.count);
  activateAll(active, lanes.values);
  const proposal = {
    ...newProposal(lanes.count),
    lane: options.proposed,
    probabilities: Float64Array.from(options.shares),
  };
  const left = options.left && Uint8Array.from(options.left);
  const forced = left?.[options.proposed] === 0;
  const ending = { ...newEnding(), carried: forced ? 0 : options.proposed };
  const weights = createWeights({ lanes, active }, decider);
  return weights(0, options.logged, { proposal, ending, left, stage: 'act', propensity: 1 });
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
  ['carried out as it was logged', 1, 0.4],
  ['held', -1, 0],
  ['moved', 0, 0],
])('of people themselves is the one they were logged with, where it is %s', (_, carried, share) => {
  const lanes = createLanes(policy);
  const weights = createWeights({ lanes, active: createActiveLanes(lanes.count) }, decider);
  const proposal = { ...newProposal(lanes.count), lane: 1, isLogged: true };
  const ending = { ...newEnding(), carried };
  const drawn = { proposal, ending, left: undefined, stage: 'act', propensity: 0.4 } as const;
  expect(weights(0, 1, drawn)).toEqual({ agent: 0.4, policy: share });
});
