import type { CalendarRange, Comparison, Condition, Leaf, Quantity, Value } from './model.ts';
import { codePoints, phraseMatcher } from './phrases.ts';
import { FALSE, TRUE, UNKNOWN } from './tri.ts';
import type { Tri } from './tri.ts';

export type Calendars = Readonly<Record<string, readonly CalendarRange[]>>;

/** The value of a leaf; undefined (or NaN) where it is not known. */
export type ReadLeaf = (leaf: Leaf) => Value | undefined;

/**
 * The reference interpreter of conditions, as plain as their meaning: strong Kleene logic over
 * comparisons that are unknown as soon as one of their quantities is. The evaluator on columns
 * is tested against it.
 */
export function evaluate(condition: Condition, read: ReadLeaf, calendars: Calendars): Tri {
  const tri = (part: Condition): Tri => evaluate(part, read, calendars);
  switch (condition.kind) {
    case 'constant':
      return condition.value ? TRUE : FALSE;
    case 'and':
      return kleeneAnd(condition.parts.map(tri));
    case 'or':
      return kleeneNot(kleeneAnd(condition.parts.map((part) => kleeneNot(tri(part)))));
    case 'not':
      return kleeneNot(tri(condition.part));
    case 'known':
      return quantity(condition.of, read) === undefined ? FALSE : TRUE;
    case 'truth':
      return onNumbers([condition.of], read, (x) => x !== 0);
    case 'compare':
      return compare(condition.operator, condition.left, condition.right, read);
    case 'between':
      return onNumbers([condition.of, condition.low, condition.high], read, (x, low, high) =>
        isBetween(x, low, high, condition),
      );
    case 'oneOf': {
      const of = quantity(condition.of, read);
      return of === undefined ? UNKNOWN : fromBoolean(condition.values.includes(of));
    }
    case 'inCalendar': {
      const ranges = calendarNamed(condition.calendar, calendars);
      if (ranges === undefined) return UNKNOWN;
      return onNumbers([condition.of], read, (date) =>
        ranges.some((range) => range.from <= date && date <= range.to),
      );
    }
    case 'farFrom': {
      const of = quantity(condition.of, read);
      const from = quantity(condition.from, read);
      const distance = distanceBetween(of, from, condition.cycle);
      return distance === undefined ? UNKNOWN : fromBoolean(distance > condition.distance);
    }
    case 'mentions':
      return onText(condition.of, read, phraseMatcher(condition.phrases));
    case 'longerThan':
      return onText(condition.of, read, (text) => codePoints(text) > condition.length);
  }
}

/** The value of a quantity; undefined where it is not known or not finite as a result. */
export function quantity(quantityOf: Quantity, read: ReadLeaf): Value | undefined {
  if (quantityOf.kind === 'literal') return quantityOf.value;
  if (quantityOf.kind !== 'arithmetic') {
    const value = read(quantityOf);
    return Number.isNaN(value) ? undefined : value;
  }
  const left = quantity(quantityOf.left, read);
  const right = quantity(quantityOf.right, read);
  if (typeof left !== 'number' || typeof right !== 'number') return undefined;
  const result = calculate(quantityOf.operator, left, right);
  return Number.isFinite(result) ? result : undefined;
}

/** |of − from|, the shorter way round a cycle; undefined where it cannot be said. */
export function distanceBetween(
  of: Value | undefined,
  from: Value | undefined,
  cycle: number | undefined,
): number | undefined {
  if (typeof of !== 'number' || typeof from !== 'number') return undefined;
  const straight = Math.abs(of - from);
  const around = cycle === undefined ? straight : straight % cycle;
  const distance = cycle === undefined ? straight : Math.min(around, cycle - around);
  return Number.isNaN(distance) ? undefined : distance;
}

/** The ranges of a calendar; undefined where there is none of that name. */
export function calendarNamed(
  name: string,
  calendars: Calendars,
): readonly CalendarRange[] | undefined {
  return Object.hasOwn(calendars, name) ? calendars[name] : undefined;
}

function kleeneAnd(parts: Tri[]): Tri {
  if (parts.includes(FALSE)) return FALSE;
  return parts.includes(UNKNOWN) ? UNKNOWN : TRUE;
}

function kleeneNot(tri: Tri): Tri {
  if (tri === UNKNOWN) return UNKNOWN;
  return tri === TRUE ? FALSE : TRUE;
}

function fromBoolean(value: boolean): Tri {
  return value ? TRUE : FALSE;
}

/** Values of two kinds never meet in a checked policy; if they do, nothing is known of them. */
function compare(operator: Comparison, left: Quantity, right: Quantity, read: ReadLeaf): Tri {
  const a = quantity(left, read);
  const b = quantity(right, read);
  if (a === undefined || b === undefined || typeof a !== typeof b) return UNKNOWN;
  if (operator === 'is') return fromBoolean(a === b);
  if (operator === 'isNot') return fromBoolean(a !== b);
  return onNumbers([left, right], read, (x, y) => {
    if (operator === 'above') return x > y;
    if (operator === 'below') return x < y;
    return operator === 'atLeast' ? x >= y : x <= y;
  });
}

function isBetween(
  x: number,
  low: number,
  high: number,
  condition: { ends: 'closed' | 'halfOpen'; wraps: boolean },
): boolean {
  const isClosed = condition.ends === 'closed';
  const isBelowEnd = isClosed ? x <= high : x < high;
  return condition.wraps && low > high ? x >= low || isBelowEnd : x >= low && isBelowEnd;
}

function calculate(operator: '+' | '-' | '*' | '/', left: number, right: number): number {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
  }
}

function onNumbers(
  quantities: readonly Quantity[],
  read: ReadLeaf,
  holds: (x: number, y: number, z: number) => boolean,
): Tri {
  const values = quantities.map((each) => quantity(each, read));
  const numbers = values.filter((value) => typeof value === 'number');
  if (numbers.length < values.length) return UNKNOWN;
  const [x = 0, y = 0, z = 0] = numbers;
  return fromBoolean(holds(x, y, z));
}

function onText(of: Quantity, read: ReadLeaf, holds: (text: string) => boolean): Tri {
  const text = quantity(of, read);
  return typeof text === 'string' ? fromBoolean(holds(text)) : UNKNOWN;
}
