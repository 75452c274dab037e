import { distanceBetween, evaluate, quantity } from './condition.ts';
import type { Calendars, ReadLeaf } from './condition.ts';
import type { Condition } from './model.ts';
import { TRUE } from './tri.ts';

/**
 * How far a rule is from its threshold: signed, in the unit of the value, positive beyond the
 * threshold on the side that fires. Only where one ordered comparison alone decides the rule:
 * it is the only one among the parts of an `and`, and all other parts are true.
 */
export function thresholdDistance(
  condition: Condition,
  read: ReadLeaf,
  calendars: Calendars,
): number | undefined {
  const ordered = orderedPart(condition);
  if (!ordered) return undefined;
  const others = conjuncts(condition).filter((part) => part !== ordered);
  if (!others.every((part) => evaluate(part, read, calendars) === TRUE)) return undefined;
  const distance = beyond(ordered, read);
  return distance !== undefined && Number.isFinite(distance) ? distance : undefined;
}

/** The only ordered comparison among the parts of an `and`, which alone has a distance. */
export function orderedPart(condition: Condition): Condition | undefined {
  const ordered = conjuncts(condition).filter(isOrdered);
  return ordered.length === 1 ? ordered[0] : undefined;
}

function conjuncts(condition: Condition): Condition[] {
  return condition.kind === 'and' ? condition.parts.flatMap(conjuncts) : [condition];
}

function isOrdered(condition: Condition): boolean {
  if (condition.kind === 'not') return isOrdered(condition.part);
  if (condition.kind === 'farFrom') return true;
  return (
    condition.kind === 'compare' && condition.operator !== 'is' && condition.operator !== 'isNot'
  );
}

function beyond(condition: Condition, read: ReadLeaf): number | undefined {
  if (condition.kind === 'not') {
    const inner = beyond(condition.part, read);
    return inner === undefined ? undefined : -inner;
  }
  if (condition.kind === 'farFrom') {
    const of = quantity(condition.of, read);
    const from = quantity(condition.from, read);
    const distance = distanceBetween(of, from, condition.cycle);
    return distance === undefined ? undefined : distance - condition.distance;
  }
  if (condition.kind !== 'compare') return undefined;
  const left = quantity(condition.left, read);
  const right = quantity(condition.right, read);
  if (typeof left !== 'number' || typeof right !== 'number') return undefined;
  const firesUpwards = condition.operator === 'above' || condition.operator === 'atLeast';
  return firesUpwards ? left - right : right - left;
}
