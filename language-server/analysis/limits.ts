import type { Condition, Rule, Window } from '../policy/model.ts';
import { literalNumber } from './conditions.ts';

/** `at most 5 emails per 7 days`, read out of the condition that it is compiled to. */
export interface Cap {
  rule: Rule;
  window: Window;
  across: boolean;
  most: number;
  when: Condition | undefined;
}

/** `at least 4 hours between emails`; the gap in milliseconds. */
export interface Spacing {
  rule: Rule;
  gap: number;
  across: boolean;
  when: Condition | undefined;
}

/** The cap that a rule is; none where it is another. */
export function capOf(rule: Rule): Cap[] {
  const [when, fires] = rule.form === 'cap' ? split(rule.fires) : [];
  if (fires?.kind !== 'compare' || fires.left.kind !== 'arithmetic') return [];
  const { left: sent } = fires.left;
  const most = literalNumber(fires.right);
  if (sent.kind !== 'sent' || most === undefined) return [];
  return [{ rule, window: sent.window, across: sent.across, most, when }];
}

/** The spacing that a rule is; none where it is another. */
export function spacingOf(rule: Rule): Spacing[] {
  const [when, fires] = rule.form === 'spacing' ? split(rule.fires) : [];
  if (fires?.kind !== 'compare' || fires.left.kind !== 'sinceLast') return [];
  const gap = literalNumber(fires.right);
  return gap === undefined ? [] : [{ rule, gap, across: fires.left.across, when }];
}

/** A cap with a `when` is compiled to both of them at once. */
function split(fires: Condition): [Condition | undefined, Condition | undefined] {
  return fires.kind === 'and' ? [fires.parts[0], fires.parts[1]] : [undefined, fires];
}
