import type { Condition, Policy, Quantity, SourceLine, Value } from '../policy/model.ts';

export type Atom = Exclude<Condition, { kind: 'and' | 'or' | 'not' }>;
export type Comparing = Extract<Condition, { kind: 'compare' | 'between' | 'farFrom' }>;

/** A condition of a policy, and what a message calls the place it stands in. */
export interface Placed {
  condition: Condition;
  name: string;
  at: SourceLine;
}

/** Every condition that a policy reads, wherever it stands. */
export function conditionsOf({ rules, feedback, autonomy }: Policy): Placed[] {
  return [
    ...rules.map(({ fires, name, at }) => ({ condition: fires, name, at })),
    ...feedback.flatMap(({ what, when, name, at }) =>
      [what, ...(when ? [when] : [])].map((condition) => ({ condition, name, at })),
    ),
    ...(autonomy?.steps ?? []).flatMap(({ when, to, at }) =>
      when ? [{ condition: when, name: to, at }] : [],
    ),
    ...(autonomy?.returns ?? []).flatMap(({ when, to, at }) =>
      when === 'guardBroken' ? [] : [{ condition: when, name: to, at }],
    ),
  ];
}

/** What a condition is made of by `and`, `or` and `not`, in the order of its mention. */
export function atomsOf(condition: Condition): Atom[] {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return condition.parts.flatMap(atomsOf);
    case 'not':
      return atomsOf(condition.part);
    default:
      return [condition];
  }
}

/** The comparisons in a condition, in the order of their mention. */
export function comparisonsOf(condition: Condition): Comparing[] {
  return atomsOf(condition).filter(
    (atom) => atom.kind === 'compare' || atom.kind === 'between' || atom.kind === 'farFrom',
  );
}

/** The numbers at which a condition may begin to hold, or cease to. */
export function criticalNumbers(condition: Condition, calendars: Policy['calendars']): number[] {
  return atomsOf(condition)
    .flatMap((atom): (Value | undefined)[] => {
      switch (atom.kind) {
        case 'compare':
          return [atom.left, atom.right].map(literalNumber);
        case 'between':
          return [atom.low, atom.high].map(literalNumber);
        case 'oneOf':
          return atom.values;
        case 'inCalendar':
          return (calendars[atom.calendar] ?? []).flatMap(({ from, to }) => [from, to]);
        case 'farFrom': {
          const from = literalNumber(atom.from);
          return from === undefined ? [] : [from - atom.distance, from, from + atom.distance];
        }
        default:
          return [];
      }
    })
    .filter((each) => typeof each === 'number');
}

/** The number that a literal is; undefined for anything else. */
export function literalNumber(quantity: Quantity): number | undefined {
  if (quantity.kind !== 'literal' || typeof quantity.value !== 'number') return undefined;
  return quantity.value;
}
