import type { Feedback, Policy } from '../policy/model.ts';
import { createNewestWithin } from './newest-within.ts';

/** What a learned rule did, in decisions; those from `prevented` on add up to `applied`. */
export interface LearnedEffect {
  /** Decisions while the rule was active and had not ended. */
  decisions: number;
  /** Of those, the ones in which the agent's first proposal was one to avoid. */
  applied: number;
  /** The reviewer would have overridden the first proposal, and not what took its place. */
  prevented: number;
  /** The reviewer would have overridden the first proposal, and what took its place as well. */
  overriddenAgain: number;
  /** The reviewer would have approved the first proposal. */
  changedApproved: number;
  /** The agent had nothing else to propose: a person decided. */
  proposedAgain: number;
  /** Nobody would have been asked about the first proposal, or would have answered. */
  notKnown: number;
}

/** Which feedback rules people's answers have made active so far. */
export interface FeedbackState {
  /** Indices into the policy's feedback rules, in its order. */
  active: number[];
  learned: { rule: Feedback; moment: number; effect: LearnedEffect }[];
  /** By index of the rule. */
  effects: LearnedEffect[];
  /** One answer with a reason; true where it made a rule active. */
  answer: (on: Feedback['on'], reason: string | undefined, moment: number) => boolean;
  /** Whether an active rule still applies at a local date; an unknown date counts as within. */
  applies: (rule: number, date: number) => boolean;
}

export function createFeedback(policy: Policy): FeedbackState {
  const rules = policy.feedback;
  const answers = rules.map(({ after: { within = Infinity } }) => createNewestWithin(within));
  const effects = rules.map(noEffect);
  const state: FeedbackState = {
    active: [],
    learned: [],
    effects,
    answer: (on, reason, moment) => {
      let changed = false;
      for (const [index, rule] of rules.entries()) {
        if (rule.on !== on || rule.reason !== reason || state.active.includes(index)) continue;
        const { add, count } = answers[index]!;
        add(moment, 1);
        if (count() < rule.after.count) continue;
        state.active.push(index);
        state.active.sort((left, right) => left - right);
        state.learned.push({ rule, moment, effect: effects[index]! });
        changed = true;
      }
      return changed;
    },
    applies: (index, date) => {
      const until = rules[index]?.until;
      return until === undefined || Number.isNaN(date) || date < until;
    },
  };
  return state;
}

function noEffect(): LearnedEffect {
  return {
    ...{ decisions: 0, applied: 0, prevented: 0, overriddenAgain: 0, changedApproved: 0 },
    ...{ proposedAgain: 0, notKnown: 0 },
  };
}
