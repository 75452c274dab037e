import { UNKNOWN } from '../policy/tri.ts';
import { ESCALATE, findingsOf } from '../policy/columns/findings.ts';
import type { Policy, Rule, Simulation } from '../policy/model.ts';
import type { BatchView } from './batch-view.ts';
import type { ConditionOnLanes, LanesOfRow, RulesOnLanes } from './lane-conditions.ts';
import { conditionOnLanes } from './lane-conditions.ts';
import type { StateLeaves } from './state-leaves.ts';

/** What the reviewer would say to a choice: an index into the simulation's answers; -1 none. */
export type AnswerIndex = number;

export interface People {
  begin: (view: BatchView) => void;
  enter: (row: number) => void;
  /** The reviewer's answer to a lane, if it reaches them. */
  answer: (row: number, lane: number) => AnswerIndex;
  /**
   * Whether the reviewer may override a lane, or any lane (-1), asked before any is worked out.
   */
  mayOverride: (row: number, lane: number) => boolean;
  /** Opens the reviewers' day of a decision: budgets are per UTC day of the logged moment. */
  day: (moment: number) => void;
  /**
   * Whether the budget of a role that the lane escalates to is used up. What is forced, by no rule,
   * goes to the handoff's default role; lane -1 where there is no choice that rules could judge.
   */
  isOverBudget: (row: number, lane: number, forced: boolean) => boolean;
  /** What becomes of an escalation that nobody answers: the strictest that its roles' blocks say. */
  fallback: (row: number, lane: number, forced: boolean) => 'hold' | 'block';
  /** Uses up the budget of every role that is asked, whether it answers or not. */
  spend: (row: number, lane: number, forced: boolean) => void;
}

const DAY = 86_400_000;

export function createPeople(
  policy: Policy,
  simulation: Simulation,
  lanes: LanesOfRow,
  state: StateLeaves,
  rules: RulesOnLanes,
): People {
  const answers = simulation.reviewer.map(({ when }): ConditionOnLanes | undefined =>
    when === undefined ? undefined : conditionOnLanes(when, policy, lanes, state),
  );
  const queues = policy.escalations.map((escalation) => ({
    escalation,
    left: escalation.budget?.perDay ?? Infinity,
    isDefault: escalation.to === defaultRole(policy),
    rules: policy.rules
      .flatMap((rule, index) =>
        asks(rule, escalation.to) ? [{ index, onlyUnknown: !escalatesWhenTrue(rule) }] : [],
      )
      // Triggers fire more often than boundaries are unknown: the first that fires settles it.
      .sort((left, right) => Number(left.onlyUnknown) - Number(right.onlyUnknown)),
  }));
  const limited = queues.filter(({ escalation }) => escalation.budget !== undefined);
  const blocking = queues.filter(({ escalation }) => escalation.otherwise === 'block');
  let today = NaN;

  function isAsked(
    queue: (typeof queues)[number],
    row: number,
    lane: number,
    forced: boolean,
  ): boolean {
    if (forced && queue.isDefault) return true;
    if (lane < 0) return false;
    for (const { index, onlyUnknown } of queue.rules) {
      const tri = rules.fired(index, row, lane);
      if (onlyUnknown ? tri === UNKNOWN : tri !== 0) return true;
    }
    return false;
  }

  const overrides = simulation.reviewer.map(({ answer }) => answer === 'overrides');
  // An unanswered escalation that ends as a block may end as the usual choice, too.
  const fallsBack = blocking.length > 0;

  return {
    mayOverride: (row, lane) => {
      if (fallsBack) return true;
      for (let index = 0; index < answers.length; index++) {
        const condition = answers[index];
        if (lane < 0) {
          if (overrides[index] && (condition === undefined || condition.mayHold(row))) return true;
          continue;
        }
        if (condition?.reach === 'state') return overrides.includes(true, index);
        if (condition === undefined || condition.at(row, lane) === 1) return overrides[index]!;
      }
      return false;
    },
    begin: (view) => {
      for (const answer of answers) answer?.begin(view);
    },
    enter: (row) => {
      for (const answer of answers) answer?.enter(row);
    },
    answer: (row, lane) => {
      for (let index = 0; index < answers.length; index++) {
        const condition = answers[index];
        if (condition === undefined || condition.at(row, lane) === 1) return index;
      }
      return -1;
    },
    day: (moment) => {
      const day = Math.floor(moment / DAY);
      if (day === today || Number.isNaN(day)) return;
      today = day;
      for (const queue of limited) queue.left = queue.escalation.budget?.perDay ?? Infinity;
    },
    isOverBudget: (row, lane, forced) => {
      for (const queue of limited) {
        if (queue.left <= 0 && isAsked(queue, row, lane, forced)) return true;
      }
      return false;
    },
    fallback: (row, lane, forced) =>
      blocking.some((queue) => isAsked(queue, row, lane, forced)) ? 'block' : 'hold',
    spend: (row, lane, forced) => {
      for (const queue of limited) if (isAsked(queue, row, lane, forced)) queue.left--;
    },
  };
}

/** Who is asked where no rule says who: the role of the one escalation block, else the owner. */
export function defaultRole({ escalations, owner }: Policy): string | undefined {
  const roles = new Set(escalations.map(({ to }) => to));
  return roles.size === 1 ? escalations[0]?.to : owner;
}

function escalatesWhenTrue(rule: Rule): boolean {
  return (findingsOf(rule).whenTrue & ESCALATE) !== 0;
}

/** Whether a rule ever asks this role: what it says itself when true, its default when unknown. */
function asks(rule: Rule, role: string): boolean {
  return rule.escalatesTo === role;
}
