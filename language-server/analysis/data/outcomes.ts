import type { Calendars } from '../../policy/condition.ts';
import { calendarNamed, evaluate } from '../../policy/condition.ts';
import { leavesOf } from '../../policy/leaves.ts';
import type { Condition, Leaf, Quantity, Value } from '../../policy/model.ts';
import { FALSE, TRUE } from '../../policy/tri.ts';

/** What a leaf can be where it is known: one of these, or any number of a closed range. */
export type Domain =
  { kind: 'values'; values: readonly Value[] } | { kind: 'range'; low: number; high: number };

/** What a condition can come to where all that it reads is known. */
export interface Outcomes {
  canBeTrue: boolean;
  canBeFalse: boolean;
}

/** What each leaf can be; undefined where that is not told. */
export type DomainOf = (leaf: Leaf) => Domain | undefined;

const either: Outcomes = { canBeTrue: true, canBeFalse: true };

/**
 * What a condition can come to, each comparison by itself: what is said to be impossible is, and
 * some of what is said to be possible may not be.
 */
export function outcomesOf(
  condition: Condition,
  domainOf: DomainOf,
  calendars: Calendars,
): Outcomes {
  const of = (part: Condition): Outcomes => outcomesOf(part, domainOf, calendars);
  switch (condition.kind) {
    case 'constant':
      return { canBeTrue: condition.value, canBeFalse: !condition.value };
    case 'not': {
      const { canBeTrue, canBeFalse } = of(condition.part);
      return { canBeTrue: canBeFalse, canBeFalse: canBeTrue };
    }
    case 'and':
    case 'or': {
      const parts = condition.parts.map(of);
      const isAnd = condition.kind === 'and';
      const canBeTrue = (part: Outcomes): boolean => part.canBeTrue;
      const canBeFalse = (part: Outcomes): boolean => part.canBeFalse;
      return {
        canBeTrue: isAnd ? parts.every(canBeTrue) : parts.some(canBeTrue),
        canBeFalse: isAnd ? parts.some(canBeFalse) : parts.every(canBeFalse),
      };
    }
    // It is there to ask about rows that lack it.
    case 'known':
      return either;
    default:
      return ofComparison(condition, domainOf, calendars);
  }
}

type Comparing = Exclude<Condition, { kind: 'constant' | 'not' | 'and' | 'or' | 'known' }>;

/** A comparison of one leaf with literals, on every value or on one of each stretch of values. */
function ofComparison(condition: Comparing, domainOf: DomainOf, calendars: Calendars): Outcomes {
  const [leaf, ...others] = leavesOf(condition);
  const domain = leaf && others.length === 0 && !isComputed(condition) ? domainOf(leaf) : undefined;
  if (!domain) return either;
  const values =
    domain.kind === 'values' ? domain.values : samples(domain, turns(condition, calendars));
  const found = values.map((value) => evaluate(condition, () => value, calendars));
  // Nothing is known of a leaf that has no value, and a comparison that is unknown may be anything.
  if (found.length === 0 || !found.every((tri) => tri === TRUE || tri === FALSE)) return either;
  return { canBeTrue: found.includes(TRUE), canBeFalse: found.includes(FALSE) };
}

function isComputed(condition: Comparing): boolean {
  return quantitiesOf(condition).some(({ kind }) => kind === 'arithmetic');
}

function quantitiesOf(condition: Comparing): Quantity[] {
  switch (condition.kind) {
    case 'compare':
      return [condition.left, condition.right];
    case 'between':
      return [condition.of, condition.low, condition.high];
    case 'farFrom':
      return [condition.of, condition.from];
    default:
      return [condition.of];
  }
}

/** Where a comparison of a number can turn: between two of these it stays as it is. */
function turns(condition: Comparing, calendars: Calendars): number[] {
  const literals = quantitiesOf(condition).flatMap((quantity) =>
    quantity.kind === 'literal' ? [quantity.value] : [],
  );
  if (condition.kind === 'truth') literals.push(0);
  if (condition.kind === 'oneOf') literals.push(...condition.values);
  if (condition.kind === 'inCalendar') {
    const ranges = calendarNamed(condition.calendar, calendars) ?? [];
    literals.push(...ranges.flatMap(({ from, to }) => [from, to]));
  }
  const numbers = literals.filter((value) => typeof value === 'number');
  if (condition.kind !== 'farFrom') return numbers;
  const { distance, cycle = 0 } = condition;
  return numbers.flatMap((from) =>
    [-cycle, 0, cycle].flatMap((turn) => [from - distance + turn, from + distance + turn]),
  );
}

/** The ends, the turns between them, and one value of each stretch between two of all these. */
function samples({ low, high }: { low: number; high: number }, turning: number[]): number[] {
  const points = [low, ...turning.filter((point) => point > low && point < high), high];
  points.sort((left, right) => left - right);
  return points.flatMap((point, at) => {
    const next = points[at + 1];
    return next === undefined || next === point ? [point] : [point, between(point, next)];
  });
}

/** Some number between two of which the first is smaller; either may be infinite. */
function between(low: number, high: number): number {
  if (low === -Infinity) return high === Infinity ? 0 : high - 1;
  return high === Infinity ? low + 1 : low + (high - low) / 2;
}
