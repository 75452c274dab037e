import type { Condition, Policy, Quantity, SourceLine } from '../policy/model.ts';

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

/** The comparisons in a condition, in the order of their mention. */
export function comparisonsOf(condition: Condition): Comparing[] {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return condition.parts.flatMap(comparisonsOf);
    case 'not':
      return comparisonsOf(condition.part);
    case 'compare':
    case 'between':
    case 'farFrom':
      return [condition];
    default:
      return [];
  }
}

/** The number that a literal is; undefined for anything else. */
export function literalNumber(quantity: Quantity): number | undefined {
  if (quantity.kind !== 'literal' || typeof quantity.value !== 'number') return undefined;
  return quantity.value;
}
