import type { Feedback, Policy } from '../policy/model.ts';

/** Which feedback rules people's answers have made active so far. */
export interface FeedbackState {
  /** Indices into the policy's feedback rules, in its order. */
  active: number[];
  learned: { rule: Feedback; moment: number }[];
  /** One answer with a reason; true where it made a rule active. */
  answer: (on: Feedback['on'], reason: string | undefined, moment: number) => boolean;
  /** Whether an active rule still applies at a local date; an unknown date counts as within. */
  applies: (rule: number, date: number) => boolean;
}

export function createFeedback(policy: Policy): FeedbackState {
  const rules = policy.feedback;
  const answers = rules.map((): number[] => []);
  const state: FeedbackState = {
    active: [],
    learned: [],
    answer: (on, reason, moment) => {
      let changed = false;
      for (const [index, rule] of rules.entries()) {
        if (rule.on !== on || rule.reason !== reason || state.active.includes(index)) continue;
        const moments = answers[index]!;
        moments.push(moment);
        const { count, within = Infinity } = rule.after;
        while (moments.length > 0 && moments[0]! <= moment - within) moments.shift();
        if (moments.length < count) continue;
        state.active.push(index);
        state.active.sort((left, right) => left - right);
        state.learned.push({ rule, moment });
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
