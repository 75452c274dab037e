import { evaluate } from '../condition.ts';
import type { Calendars } from '../condition.ts';
import { leavesOf } from '../leaves.ts';
import type { Condition, Quantity, Value } from '../model.ts';
import { TRUE, UNKNOWN } from '../tri.ts';

/** The condition for one choice: every mention of the choice becomes that value. */
export function bindChoice(condition: Condition, choice: Value): Condition {
  const bound = (quantity: Quantity): Quantity => bindQuantity(quantity, choice);
  switch (condition.kind) {
    case 'constant':
      return condition;
    case 'and':
    case 'or':
      return { ...condition, parts: condition.parts.map((part) => bindChoice(part, choice)) };
    case 'not':
      return { ...condition, part: bindChoice(condition.part, choice) };
    case 'compare':
      return { ...condition, left: bound(condition.left), right: bound(condition.right) };
    case 'between': {
      const { of, low, high } = condition;
      return { ...condition, of: bound(of), low: bound(low), high: bound(high) };
    }
    case 'farFrom':
      return { ...condition, of: bound(condition.of), from: bound(condition.from) };
    default:
      return { ...condition, of: bound(condition.of) };
  }
}

/**
 * Settles what reads nothing. A part that decides its `and` or `or` alone takes the place of it,
 * so that the leaves of the other parts need not be supplied.
 */
export function settle(condition: Condition, calendars: Calendars): Condition {
  if (leavesOf(condition).length === 0) {
    const tri = evaluate(condition, () => undefined, calendars);
    // Nothing to read and still unknown (a division by zero): there is no constant for it.
    return tri === UNKNOWN ? condition : { kind: 'constant', value: tri === TRUE };
  }
  if (condition.kind === 'not') {
    const part = settle(condition.part, calendars);
    if (part.kind === 'constant') return { kind: 'constant', value: !part.value };
    return { kind: 'not', part };
  }
  if (condition.kind !== 'and' && condition.kind !== 'or') return condition;
  const decides = condition.kind === 'or';
  const parts = condition.parts.map((part) => settle(part, calendars));
  const open = parts.filter((part) => part.kind !== 'constant');
  const isDecided = parts.some((part) => part.kind === 'constant' && part.value === decides);
  if (isDecided) return { kind: 'constant', value: decides };
  return open.length === 1 ? open[0]! : { kind: condition.kind, parts: open };
}

function bindQuantity(quantity: Quantity, choice: Value): Quantity {
  if (quantity.kind === 'choice') return { kind: 'literal', value: choice };
  if (quantity.kind !== 'arithmetic') return quantity;
  const left = bindQuantity(quantity.left, choice);
  const right = bindQuantity(quantity.right, choice);
  return { ...quantity, left, right };
}
