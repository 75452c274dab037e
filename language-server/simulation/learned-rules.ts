import { dateOf } from '../policy/clock.ts';
import type { Policy, Simulation, Stage } from '../policy/model.ts';
import { TRUE } from '../policy/tri.ts';
import { activateAll, clearActive } from './active-lanes.ts';
import type { Proposal } from './agent.ts';
import { newProposal } from './agent.ts';
import type { BatchView } from './batch-view.ts';
import type { Decider, Ending, PersonAnswer } from './decide.ts';
import { newEnding } from './decide.ts';
import type { FeedbackState } from './feedback.ts';
import type { ConditionOnLanes, LanesOfRow } from './lane-conditions.ts';
import { conditionOnLanes } from './lane-conditions.ts';
import type { People } from './people.ts';
import type { StateLeaves } from './state-leaves.ts';

/** The feedback rules that people's answers have made active, on the row under way. */
export interface LearnedRules {
  /** 1 by lane that the rules of the row leave; meaningless where none of them applies. */
  allowed: Uint8Array;
  begin: (view: BatchView) => void;
  /** 1 by lane that the prefer rules of the row speak for; meaningless where none does. */
  preferred: Uint8Array;
  /** The prefer rules that speak for a choice of a row, by index. */
  preferringOn: (row: number) => number[];
  /** The avoid rules that speak of a row, by index; `first` is the lane that was proposed. */
  avoidedOn: (row: number, first: number) => number[];
  isAvoided: (lane: number, avoided: readonly number[]) => boolean;
  /** Counts what the rules did to a decision: see `LearnedEffect`. */
  count: (row: number, first: number, came: Came) => void;
}

/** What a decision came to, as it was taken. */
export interface Came {
  proposal: Proposal;
  ending: Ending;
  stage: Stage;
}

export interface LearnedRulesOptions {
  policy: Policy;
  simulation: Simulation;
  ofRow: LanesOfRow;
  leaves: StateLeaves;
  feedback: FeedbackState;
  decider: Decider;
  people: People;
}

export function createLearnedRules(options: LearnedRulesOptions): LearnedRules {
  const { policy, simulation, ofRow, leaves, feedback, decider, people } = options;
  const { lanes, active } = ofRow;
  const effects = policy.feedback.map(({ effect }) => effect);
  const conditions = policy.feedback.map(({ what, when }) =>
    conditionOnLanes(when ? { kind: 'and', parts: [what, when] } : what, policy, ofRow, leaves),
  );
  const noProposal = newProposal(lanes.count);
  const allowed = new Uint8Array(lanes.count);
  const preferred = new Uint8Array(lanes.count);
  const instead = newEnding();
  /** Rules that avoid what was proposed first. */
  let ofFirst: number[] = none;
  let view!: BatchView;

  /** What the agent says is not known yet: a rule that reads it does not apply. */
  function enterBeforeProposal(row: number, condition: ConditionOnLanes): void {
    if (condition.reach !== 'state') return;
    leaves.enter(view, row, noProposal);
    clearActive(active);
    activateAll(active, lanes.values);
    leaves.settle();
    condition.enter(row);
  }

  function isOver(rule: number, row: number): boolean {
    return !feedback.applies(rule, dateOf(view.locals[row]!));
  }

  function preferringOn(row: number): number[] {
    let spoke = none;
    for (const index of feedback.active) {
      const prefer = conditions[index]!;
      if (effects[index] !== 'prefer' || isOver(index, row) || !prefer.mayHold(row)) continue;
      enterBeforeProposal(row, prefer);
      let speaks = false;
      for (let lane = 0; lane < lanes.count; lane++) {
        if (prefer.at(row, lane) !== TRUE) continue;
        if (spoke.length === 0 && !speaks) preferred.fill(0);
        preferred[lane] = 1;
        speaks = true;
      }
      if (speaks) spoke = [...spoke, index];
    }
    return spoke;
  }

  function avoidedOn(row: number, first: number): number[] {
    let applied = none;
    ofFirst = none;
    for (const index of feedback.active) {
      if (isOver(index, row)) continue;
      feedback.effects[index]!.decisions++;
      const avoid = conditions[index]!;
      if (effects[index] !== 'avoid' || !avoid.mayHold(row)) continue;
      enterBeforeProposal(row, avoid);
      if (applied.length === 0) allowed.fill(1);
      let hits = false;
      for (let lane = 0; lane < lanes.count; lane++) {
        if (avoid.at(row, lane) !== TRUE) continue;
        allowed[lane] = 0;
        hits = true;
        if (lane === first) ofFirst = [...ofFirst, index];
      }
      if (hits) applied = [...applied, index];
    }
    return applied;
  }

  const isAvoided: LearnedRules['isAvoided'] = (lane, avoided) =>
    avoided.length > 0 && allowed[lane] === 0;

  /** What the reviewer said, or says afterwards where the agent acts with review. */
  function answerTo(row: number, { verdict, person, judged }: Ending, stage: Stage): PersonAnswer {
    if (verdict !== 0 || stage !== 'act with review') return person;
    const answer = people.answer(row, judged);
    if (answer < 0) return 'none';
    return simulation.reviewer[answer]!.answer === 'approves' ? 'approved' : 'overridden';
  }

  return {
    ...{ allowed, preferred, preferringOn, avoidedOn, isAvoided },
    begin: (begun) => {
      view = begun;
      for (const condition of conditions) condition.begin(begun);
    },
    count: (row, first, { proposal, ending, stage }) => {
      if (ofFirst.length === 0) return;
      let part: 'proposedAgain' | 'prevented' | 'overriddenAgain' | 'changedApproved' | 'notKnown';
      if (proposal.lane < 0 || isAvoided(proposal.lane, ofFirst)) part = 'proposedAgain';
      else {
        // Judged as if nothing had been learned, in the same state.
        decider.decide(row, first, { stage, forced: false, left: undefined }, instead);
        const would = answerTo(row, instead, stage);
        if (would === 'approved') part = 'changedApproved';
        else if (would !== 'overridden') part = 'notKnown';
        else if (answerTo(row, ending, stage) === 'overridden') part = 'overriddenAgain';
        else part = 'prevented';
      }
      for (const index of ofFirst) {
        feedback.effects[index]!.applied++;
        feedback.effects[index]![part]++;
      }
    },
  };
}

const none: number[] = [];
