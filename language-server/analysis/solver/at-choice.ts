import { evaluate } from '../../policy/condition.ts';
import { leavesOf } from '../../policy/leaves.ts';
import type { Condition, Policy, Value } from '../../policy/model.ts';
import { FALSE } from '../../policy/tri.ts';

/**
 * Whether a condition is false with a choice whatever else a decision holds, as far as that is
 * seen without reasoning: what is false while all the rest is unknown stays so when more is known.
 */
export function isFalseAt(condition: Condition, choice: Value, { calendars }: Policy): boolean {
  if (asksWhetherKnown(condition)) return false;
  return (
    evaluate(condition, (leaf) => (leaf.kind === 'choice' ? choice : undefined), calendars) ===
    FALSE
  );
}

/** `is known` is false of what is unknown, and true once it is not. */
function asksWhetherKnown(condition: Condition): boolean {
  switch (condition.kind) {
    case 'known':
      return leavesOf(condition).some(({ kind }) => kind !== 'choice');
    case 'and':
    case 'or':
      return condition.parts.some(asksWhetherKnown);
    case 'not':
      return asksWhetherKnown(condition.part);
    default:
      return false;
  }
}
