import type { Condition, Quantity, Rule } from '../../policy/model.ts';

/** A number in a trigger that could be another one. */
export interface Swept {
  rule: number;
  /** The comparison itself. */
  comparison: Comparison;
  /** Which of its numbers, where it has two. */
  end?: 'lower' | 'upper';
  threshold: number;
  /** The values, compared with the threshold, for which the trigger can fire. */
  firesOn: 'above' | 'atLeast' | 'below' | 'atMost';
  /** The trigger with what the threshold decides held true, and held false. */
  whenTrue: Condition;
  whenFalse: Condition;
  /** The comparison with another threshold in its place. */
  at: (threshold: number) => Condition;
  /** Whether it can be another one: the ends of a range keep their order. */
  allows: (threshold: number) => boolean;
  /** The trigger with another condition in place of the comparison. */
  place: (part: Condition) => Condition;
}

export type Comparison = Extract<
  Condition,
  { kind: 'compare' | 'between' | 'farFrom' | 'longerThan' }
>;

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
 * Every fixed number that a measured value, or the length of a text, is compared with in the
 * triggers that ask a person, wherever it stands in a condition; of a range both ends. `and`, `or` and `not` are monotone (strong Kleene), so that
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
    case 'between':
    case 'farFrom':
    case 'longerThan':
      return numbersOf(condition).map(({ side, ifTrue, ifFalse, ...found }) => ({
        ...{ comparison: condition, allows: () => true, place, ...found },
        firesOn: isNegated ? negated[side] : side,
        whenTrue: place(ifTrue ?? { kind: 'constant', value: true }),
        whenFalse: place(ifFalse ?? { kind: 'constant', value: false }),
      }));
    default:
      return [];
  }
}

/** A number of a comparison, by which this is true on one side, all else held fixed. */
interface Found extends Pick<Swept, 'threshold' | 'at'>, Partial<Pick<Swept, 'end' | 'allows'>> {
  side: Side;
  /** What is left of the comparison where the number's own part of it is true, or false. */
  ifTrue?: Condition;
  ifFalse?: Condition;
}

function numbersOf(condition: Comparison): Found[] {
  switch (condition.kind) {
    case 'farFrom':
      return [
        {
          threshold: condition.distance,
          side: 'above',
          at: (distance) => ({ ...condition, distance }),
        },
      ];
    case 'longerThan':
      return [
        {
          threshold: condition.length,
          side: 'above',
          // A text has no part of a character, and none below nothing.
          allows: (length) => length >= 0 && Number.isInteger(length),
          at: (length) => ({ ...condition, length }),
        },
      ];
    case 'between':
      return endsOf(condition);
    case 'compare':
      return limitOf(condition);
  }
}

/** Of a range both ends, each while the other stays and their order too. */
function endsOf(condition: Comparison & { kind: 'between' }): Found[] {
  const { of, low, high, ends, wraps } = condition;
  if (!isNumber(low) || !isNumber(high)) return [];
  // Over the turn of a cycle a value is in the range by either end, else by both.
  const isOutside = wraps && low.value > high.value;
  const upper = ends === 'closed' ? 'atMost' : 'below';
  const part = (operator: Side, right: Quantity): Condition => ({
    ...{ kind: 'compare', operator, left: of, right },
  });
  const beside = (other: Condition): Pick<Found, 'ifTrue' | 'ifFalse'> =>
    isOutside ? { ifFalse: other } : { ifTrue: other };
  return [
    {
      end: 'lower',
      threshold: low.value,
      side: 'atLeast',
      ...beside(part(upper, high)),
      allows: (value) => (isOutside ? value > high.value : value <= high.value),
      at: (value) => ({ ...condition, low: { ...low, value } }),
    },
    {
      end: 'upper',
      threshold: high.value,
      side: upper,
      ...beside(part('atLeast', low)),
      allows: (value) => (isOutside ? value < low.value : value >= low.value),
      at: (value) => ({ ...condition, high: { ...high, value } }),
    },
  ];
}

function limitOf(condition: Comparison & { kind: 'compare' }): Found[] {
  const { operator, left, right } = condition;
  if (operator === 'is' || operator === 'isNot') return [];
  if (isNumber(right) && !isNumber(left)) {
    return [
      {
        threshold: right.value,
        side: operator,
        at: (value) => ({ ...condition, right: { ...right, value } }),
      },
    ];
  }
  if (isNumber(left) && !isNumber(right)) {
    return [
      {
        threshold: left.value,
        side: mirrored[operator],
        at: (value) => ({ ...condition, left: { ...left, value } }),
      },
    ];
  }
  return [];
}

function isNumber(quantity: Quantity): quantity is { kind: 'literal'; value: number } {
  return quantity.kind === 'literal' && typeof quantity.value === 'number';
}
