import { DAY } from '../policy/clock.ts';
import { quantity } from '../policy/condition.ts';
import { UNKNOWN } from '../policy/tri.ts';
import { ESCALATE, findingsOf } from '../policy/columns/findings.ts';
import type { Leaf, Policy, Quantity, Rule, Simulation } from '../policy/model.ts';
import type { BatchView } from './batch-view.ts';
import type { Ending } from './decide.ts';
import type { ConditionOnLanes, LanesOfRow, RulesOnLanes } from './lane-conditions.ts';
import { conditionOnLanes } from './lane-conditions.ts';
import { createPlaces } from './places.ts';
import type { QueueReport } from './queue-report.ts';
import { createQueueMeter } from './queue-report.ts';
import { createRandom } from './random.ts';
import type { StateLeaves } from './state-leaves.ts';

/** What the reviewer would say to a choice: an index into the simulation's answers; -1 none. */
export type AnswerIndex = number;

export interface People {
  begin: (view: BatchView) => void;
  enter: (row: number) => void;
  /** The reviewer's answer to a lane, if it reaches them. */
  answer: (row: number, lane: number) => AnswerIndex;
  /** Opens a decision: budgets are per UTC day of the logged moment, at which its case arrives. */
  open: (moment: number) => void;
  /**
   * Whether the budget of a role that the lane escalates to is used up. What is forced, by no rule,
   * goes to the handoff's default role; lane -1 where there is no choice that rules could judge.
   */
  isOverBudget: (row: number, lane: number, forced: boolean) => boolean;
  /** Whether an answer would come after the deadline of a role that the lane escalates to. */
  isLate: (row: number, lane: number, forced: boolean) => boolean;
  /** How long an answer to the open decision takes, in milliseconds. */
  takes: () => number;
  /** What becomes of an escalation that nobody answers: the strictest that its roles' blocks say. */
  fallback: (row: number, lane: number, forced: boolean) => 'hold' | 'block';
  /**
   * How long after its arrival it is settled, in milliseconds, what becomes of a decision that
   * people are asked about: when they answer, else at the first deadline of a role that is asked,
   * where answers take time; at once where nobody is asked.
   */
  settledAfter: (row: number, ending: Ending) => number;
  /** Asks as if a rule, by its index in the policy, were not there; -1: with all rules again. */
  leaveOut: (rule: number) => void;
  /** An escalation arrives at every role that is asked, and uses up their budgets where one is free. */
  arrive: (row: number, ending: Ending) => void;
  /** By role, those with a block first. */
  finish: () => QueueReport[];
}

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
  const { answersIn } = simulation;
  const random = createRandom(simulation.seed).fork('answers');
  const queues = rolesOf(policy).map((role) => {
    const block = policy.escalations.find(({ to }) => to === role);
    return {
      deadline: block?.answerWithin ?? Infinity,
      otherwise: block?.otherwise ?? 'hold',
      places: createPlaces(block ?? {}),
      meter: createQueueMeter(role, block ?? {}, { takesTime: answersIn !== undefined }),
      first: block?.budget?.first,
      /** Whether cases of one decision rank alike, whatever the choice. */
      ranksByRow: ranksByRow(block?.budget?.first?.of),
      /** Whether a case of the open decision finds no place, where they rank alike. */
      full: undefined as boolean | undefined,
      isDefault: role === defaultRole(policy),
      rules: policy.rules
        .flatMap((rule, index) =>
          asks(rule, role) ? [{ index, onlyUnknown: !escalatesWhenTrue(rule) }] : [],
        )
        // Triggers fire more often than boundaries are unknown: the first that fires settles it.
        .sort((left, right) => Number(left.onlyUnknown) - Number(right.onlyUnknown)),
    };
  });
  type Queue = (typeof queues)[number];
  const limited = queues.filter(({ places }) => places !== undefined);
  const blocking = queues.filter(({ otherwise }) => otherwise === 'block');
  const dated = queues
    .filter(({ deadline }) => deadline < Infinity)
    .sort((left, right) => left.deadline - right.deadline);
  const slots = new Map(limited.map(({ first }) => [first, first && slotOf(first.of)]));
  let view!: BatchView;
  let today = NaN;
  let time = NaN;
  let takes = 0;
  let leftOut = -1;

  /** What the state moves is read where it lies. */
  function slotOf(of: Quantity): ReturnType<StateLeaves['slot']> | undefined {
    const isMoved = of.kind === 'word' || of.kind === 'sent' || of.kind === 'sinceLast';
    return isMoved ? state.slot(of) : undefined;
  }

  function isAsked(queue: Queue, row: number, lane: number, forced: boolean): boolean {
    if (forced && queue.isDefault) return true;
    if (lane < 0) return false;
    for (const { index, onlyUnknown } of queue.rules) {
      if (index === leftOut) continue;
      const tri = rules.fired(index, row, lane);
      if (onlyUnknown ? tri === UNKNOWN : tri !== 0) return true;
    }
    return false;
  }

  /** The higher, the sooner it is looked at; what is not known comes last. */
  function rankOf({ first }: Queue, row: number, lane: number): number {
    if (!first || lane < 0) return -Infinity;
    const read = (leaf: Leaf): number | undefined => {
      if (leaf.kind === 'choice') return lanes.lanes.values[lane];
      const slot = slots.get(first);
      slot?.ready();
      const value = slot ? slot.array[lanes.active.places[lane]!] : view.leaf(leaf)[row];
      return view.dictionary(leaf) ? undefined : value;
    };
    const value = quantity(first.of, read);
    if (typeof value !== 'number') return -Infinity;
    return first.order === 'highest' ? value : -value;
  }

  function isFull(queue: Queue, row: number, lane: number): boolean {
    const { isUsedUp, isFull } = queue.places!;
    if (!queue.ranksByRow || lane < 0) {
      return isUsedUp() || isFull(time, rankOf(queue, row, lane));
    }
    return (queue.full ??= isUsedUp() || isFull(time, rankOf(queue, row, lane)));
  }

  function firstDeadline(row: number, lane: number, forced: boolean): number {
    return dated.find((queue) => isAsked(queue, row, lane, forced))?.deadline ?? 0;
  }

  return {
    begin: (next) => {
      view = next;
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
    open: (moment) => {
      // Drawn whether anybody is asked or not, so that another policy meets the same people.
      if (answersIn) {
        const { soonest, latest } = answersIn;
        takes = Math.round(soonest + random.next() * (latest - soonest));
      }
      const day = Math.floor(moment / DAY);
      time = moment - day * DAY;
      for (const queue of limited) queue.full = undefined;
      if (day === today || Number.isNaN(day)) return;
      today = day;
      for (const { places, meter } of queues) {
        places?.begin(day);
        meter.begin(day);
      }
    },
    isOverBudget: (row, lane, forced) => {
      for (const queue of limited) {
        if (isFull(queue, row, lane) && isAsked(queue, row, lane, forced)) return true;
      }
      return false;
    },
    isLate: (row, lane, forced) => {
      for (const queue of dated) {
        if (queue.deadline >= takes) return false;
        if (isAsked(queue, row, lane, forced)) return true;
      }
      return false;
    },
    takes: () => takes,
    fallback: (row, lane, forced) =>
      blocking.some((queue) => isAsked(queue, row, lane, forced)) ? 'block' : 'hold',
    settledAfter: (row, { answer, afterwards, overBudget, fallback, judged, forced }) => {
      if (answersIn === undefined || overBudget) return 0;
      if (answer >= 0 || afterwards >= 0) return takes;
      return fallback === undefined ? 0 : firstDeadline(row, judged, forced);
    },
    leaveOut: (rule) => {
      leftOut = rule;
    },
    arrive: (row, ending) => {
      const { judged, forced, overBudget, late, answer, fallback, carried } = ending;
      const ended = {
        ...{ overBudget, late, answered: answer >= 0 },
        fallback: fallback && (carried >= 0 ? 'usual' : fallback === 'block' ? 'blocked' : 'held'),
        took: answer >= 0 || late ? takes : undefined,
      } as const;
      for (const queue of queues) {
        if (!isAsked(queue, row, judged, forced)) continue;
        queue.places?.arrive(time, rankOf(queue, row, judged), !overBudget);
        queue.full = undefined;
        queue.meter.add(ended);
      }
    },
    finish: () => queues.map(({ meter }) => meter.finish()),
  };
}

function ranksByRow(of: Quantity | undefined): boolean {
  if (of === undefined) return true;
  if (of.kind === 'arithmetic') return ranksByRow(of.left) && ranksByRow(of.right);
  return !['choice', 'word', 'sent', 'sinceLast'].includes(of.kind);
}

/** Everybody who may be asked: those with a block, then those that only a rule names. */
function rolesOf(policy: Policy): string[] {
  const owner = defaultRole(policy);
  return [
    ...new Set([
      ...policy.escalations.map(({ to }) => to),
      ...policy.rules.map(({ escalatesTo }) => escalatesTo),
      ...(owner === undefined ? [] : [owner]),
    ]),
  ];
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
