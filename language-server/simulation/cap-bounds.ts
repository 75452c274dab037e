import { DAY } from '../policy/clock.ts';
import type { History } from '../policy/sends.ts';
import type { Condition, Leaf, Policy, Rule, Window } from '../policy/model.ts';
import type { StateLeaves } from './state-leaves.ts';

/**
 * A cap whose decisions each send one: `sent + 1 > n` is `sent > n − 1`, exactly, since both are
 * whole numbers; it spares an addition for every lane.
 */
export function sendingOne(rule: Rule, policy: Policy): Rule {
  if (rule.form !== 'cap' || policy.data.countColumn !== undefined) return rule;
  const spared = (condition: Condition): Condition => {
    if (condition.kind === 'and') return { ...condition, parts: condition.parts.map(spared) };
    if (condition.kind !== 'compare' || condition.right.kind !== 'literal') return condition;
    const { left, right } = condition;
    const isCap =
      left.kind === 'arithmetic' &&
      left.operator === '+' &&
      left.left.kind === 'sent' &&
      left.right.kind === 'word' &&
      left.right.word === 'sending';
    if (!isCap || !Number.isInteger(right.value)) return condition;
    const less = { kind: 'literal', value: Number(right.value) - 1 } as const;
    return { ...condition, left: left.left, right: less };
  };
  return { ...rule, fires: spared(rule.fires) };
}

/** Whether a cap or a spacing can fire at all on the row that was entered, whatever the lane. */
export interface FiringBound {
  /** Milliseconds before the moment of effect that it reads at most. */
  reach: number;
  /** `lately`: sends within the longest reach of all; NaN where that is not known. */
  mayFire: (lately: number) => boolean;
}

/**
 * A cap cannot fire where even all that was sent since the earliest window began stays under it.
 * Most rows are far from their caps, so that this look spares working them out lane by lane.
 * Undefined for what is neither a cap nor a spacing.
 */
export function firingBound(
  rule: Rule,
  state: StateLeaves,
  history: History,
): FiringBound | undefined {
  const limit = limitOf(rule.fires);
  if (!limit || (rule.form !== 'cap' && rule.form !== 'spacing')) return undefined;
  const { leaf, most, reach } = limit;
  const handoff = leaf.across ? undefined : 0;
  const isCalendar = leaf.kind === 'sent' && leaf.window.kind === 'calendar';
  return {
    reach,
    mayFire: (lately) => {
      // What is not known may fire as unknown: it is worked out.
      if (Number.isNaN(lately) || (isCalendar && state.zone() < 0)) return true;
      if (lately <= most) return false;
      return history.sentAfter(state.subject(), handoff, state.earliest() - reach) > most;
    },
  };
}

/** Sends to the row's subject within a reach, by whatever handoff; NaN where it is not known. */
export function sentLately(reach: number, state: StateLeaves, history: History): number {
  const subject = state.subject();
  const since = state.earliest() - reach;
  return subject >= 0 && !Number.isNaN(since) ? history.sentAfter(subject, undefined, since) : NaN;
}

interface Limit {
  leaf: Extract<Leaf, { kind: 'sent' | 'sinceLast' }>;
  /** Sends that cannot make it fire. */
  most: number;
  /** Milliseconds before the moment of effect that it reads at most. */
  reach: number;
}

/** The part of a cap or spacing that must hold for it to fire; `when` only narrows it. */
function limitOf(condition: Condition): Limit | undefined {
  if (condition.kind === 'and') {
    return condition.parts.map(limitOf).find((limit) => limit !== undefined);
  }
  if (condition.kind !== 'compare' || condition.right.kind !== 'literal') return undefined;
  const { left, operator, right } = condition;
  const value = Number(right.value);
  if (left.kind === 'sent' && operator === 'above') {
    return { leaf: left, most: value, reach: reachOf(left.window) };
  }
  if (left.kind === 'sinceLast' && operator === 'below') {
    return { leaf: left, most: 0, reach: value };
  }
  return undefined;
}

/** Longer than any such window: a local day has 25 hours at most. */
const longest = { day: 2 * DAY, week: 9 * DAY, month: 33 * DAY };

function reachOf(window: Window): number {
  return window.kind === 'rolling' ? window.milliseconds : longest[window.unit];
}
