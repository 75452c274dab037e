import type { Condition, Quantity, Rule } from '../../policy/model.ts';

/** A number in a trigger that could be another one. */
export interface Swept {
  rule: number;
  /** The comparison itself. */
  comparison: Comparison;
  threshold: number;
  /** The values, compared with the threshold, for which the trigger can fire. */
  firesOn: 'above' | 'atLeast' | 'below' | 'atMost';
  /** The trigger with the comparison held true, and held false. */
  whenTrue: Condition;
  whenFalse: Condition;
  /** The comparison with another threshold in its place. */
  at: (threshold: number) => Condition;
}

export type Comparison = Extract<Condition, { kind: 'compare' | 'farFrom' }>;

type Side = Swept['firesOn'];

const negated: Record<Side, Side> = {
  above: 'atMost',
  atMost: 'above',
  below: 'atLeast',
  atLeast: 'below',
};
const mirrored: Record<Side, Side> = {
  above: 'below',
  below: 'above',
  atLeast: 'atMost',
  atMost: 'atLeast',
};

/**
 * Every comparison of a measured value with a fixed number in the triggers that ask a person,
 * wherever it stands in a condition. `and`, `or` and `not` are monotone (strong Kleene), so that
 * a trigger fires on one side of each such number alone.
 */
export function sweptIn(rules: readonly Rule[]): Swept[] {
  return rules.flatMap((rule, index) => {
    const isAsked = rule.block === 'escalate' || rule.block === 'surprises';
    if (rule.kind !== 'trigger' || !isAsked) return [];
    return comparisonsIn(rule.fires, (part) => part, { isNegated: false }).map((found) => ({
      rule: index,
      ...found,
    }));
  });
}

type Place = (part: Condition) => Condition;

function comparisonsIn(
  condition: Condition,
  place: Place,
  { isNegated }: { isNegated: boolean },
): Omit<Swept, 'rule'>[] {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return condition.parts.flatMap((part, index) =>
        comparisonsIn(
          part,
          (other) => place({ ...condition, parts: condition.parts.with(index, other) }),
          { isNegated },
        ),
      );
    case 'not':
      return comparisonsIn(condition.part, (part) => place({ kind: 'not', part }), {
        isNegated: !isNegated,
      });
    case 'compare':
    case 'farFrom': {
      const found = sideOf(condition);
      if (!found) return [];
      return [
        {
          comparison: condition,
          threshold: found.threshold,
          firesOn: isNegated ? negated[found.side] : found.side,
          whenTrue: place({ kind: 'constant', value: true }),
          whenFalse: place({ kind: 'constant', value: false }),
          at: found.at,
        },
      ];
    }
    default:
      return [];
  }
}

function sideOf(
  condition: Comparison,
): { threshold: number; side: Side; at: (threshold: number) => Condition } | undefined {
  if (condition.kind === 'farFrom') {
    return {
      threshold: condition.distance,
      side: 'above',
      at: (distance) => ({ ...condition, distance }),
    };
  }
  const { operator, left, right } = condition;
  if (operator === 'is' || operator === 'isNot') return undefined;
  if (isNumber(right) && !isNumber(left)) {
    return {
      threshold: right.value,
      side: operator,
      at: (value) => ({ ...condition, right: { ...right, value } }),
    };
  }
  if (isNumber(left) && !isNumber(right)) {
    return {
      threshold: left.value,
      side: mirrored[operator],
      at: (value) => ({ ...condition, left: { ...left, value } }),
    };
  }
  return undefined;
}

function isNumber(quantity: Quantity): quantity is { kind: 'literal'; value: number } {
  return quantity.kind === 'literal' && typeof quantity.value === 'number';
}
