import { calendarNamed } from '../../policy/condition.ts';
import { leafKey, leavesOf } from '../../policy/leaves.ts';
import type { Condition, Policy, Quantity, Value } from '../../policy/model.ts';
import { leafVariables } from './leaf-variables.ts';
import type { LeafVariables } from './leaf-variables.ts';
import type { Encoded, Numeric } from './quantities.ts';
import { arithmetic, constant, distance, isAbove, isAtLeast, isEqual } from './quantities.ts';
import { and, FALSE, not, or, TRUE } from './smt.ts';

/** When a condition is true, and when it is false; where neither holds it is unknown. */
export interface Truth {
  holds: string;
  fails: string;
}

export interface Encoding {
  variables: LeafVariables;
  /** With `choice` the choice is that value, else it is free. */
  truth: (condition: Condition, choice?: Value) => Truth;
}

/** The conditions of a policy as formulas over what they read: strong Kleene, as the interpreter. */
export function encode(policy: Policy, conditions: readonly Condition[]): Encoding {
  const variables = leafVariables(policy, conditions.flatMap(leavesOf));
  return {
    variables,
    truth: (condition, choice) => truthOf(condition, { policy, variables, choice }),
  };
}

interface Context {
  policy: Policy;
  variables: LeafVariables;
  choice: Value | undefined;
}

function truthOf(condition: Condition, context: Context): Truth {
  const part = (each: Condition): Truth => truthOf(each, context);
  const of = (quantity: Quantity): Encoded => encoded(quantity, context);
  switch (condition.kind) {
    case 'constant':
      return decided(TRUE, condition.value ? TRUE : FALSE);
    case 'and': {
      const parts = condition.parts.map(part);
      return {
        holds: and(...parts.map(({ holds }) => holds)),
        fails: or(...parts.map(({ fails }) => fails)),
      };
    }
    case 'or': {
      const parts = condition.parts.map(part);
      return {
        holds: or(...parts.map(({ holds }) => holds)),
        fails: and(...parts.map(({ fails }) => fails)),
      };
    }
    case 'not': {
      const { holds, fails } = part(condition.part);
      return { holds: fails, fails: holds };
    }
    case 'known':
      return decided(TRUE, of(condition.of).known);
    case 'truth':
      return onNumbers([of(condition.of)], ([x = constant(0)]) => not(isEqual(x, constant(0))));
    case 'compare':
      return compared(condition, of(condition.left), of(condition.right));
    case 'between':
      return onNumbers(
        [of(condition.of), of(condition.low), of(condition.high)],
        ([x = constant(0), low = constant(0), high = constant(0)]) =>
          isBetween(x, low, high, condition),
      );
    case 'oneOf': {
      const x = of(condition.of);
      const any = condition.values.map((value) => {
        const y = encoded({ kind: 'literal', value }, context);
        if (x.kind === 'text') return y.kind === 'text' ? `(= ${x.id} ${y.id})` : FALSE;
        return y.kind === 'number' ? isEqual(x, y) : FALSE;
      });
      return decided(x.known, or(...any));
    }
    case 'inCalendar': {
      const ranges = calendarNamed(condition.calendar, context.policy.calendars);
      if (ranges === undefined) return { holds: FALSE, fails: FALSE };
      return onNumbers([of(condition.of)], ([x = constant(0)]) =>
        or(
          ...ranges.map(({ from, to }) =>
            and(isAtLeast(x, constant(from)), isAtLeast(constant(to), x)),
          ),
        ),
      );
    }
    case 'farFrom': {
      const [x, from] = [of(condition.of), of(condition.from)];
      if (x.kind === 'text' || from.kind === 'text') return { holds: FALSE, fails: FALSE };
      const far = distance(x, from, condition.cycle);
      return decided(far.known, isAbove(far, constant(condition.distance)));
    }
    case 'mentions':
    case 'longerThan': {
      const text = of(condition.of);
      if (text.kind !== 'text') return { holds: FALSE, fails: FALSE };
      return decided(text.known, context.variables.texts.property(condition, text.id));
    }
  }
}

function encoded(quantity: Quantity, context: Context): Encoded {
  if (quantity.kind === 'arithmetic') {
    const left = encoded(quantity.left, context);
    return arithmetic(quantity.operator, left, encoded(quantity.right, context));
  }
  const fixed =
    quantity.kind === 'literal'
      ? quantity.value
      : quantity.kind === 'choice'
        ? context.choice
        : undefined;
  if (fixed !== undefined) {
    if (typeof fixed === 'number') return constant(fixed);
    return { kind: 'text', known: TRUE, id: context.variables.texts.literal(fixed) };
  }
  if (quantity.kind === 'literal') throw new Error('A literal has a value');
  const variable = context.variables.byKey.get(leafKey(quantity));
  if (!variable) throw new Error(`\`${leafKey(quantity)}\` is read by no condition encoded`);
  return variable.encoded;
}

function decided(known: string, holds: string): Truth {
  return { holds: and(known, holds), fails: and(known, not(holds)) };
}

function onNumbers(
  quantities: readonly Encoded[],
  holds: (numbers: readonly Numeric[]) => string,
): Truth {
  const numbers = quantities.filter((each) => each.kind === 'number');
  if (numbers.length < quantities.length) return { holds: FALSE, fails: FALSE };
  return decided(and(...numbers.map(({ known }) => known)), holds(numbers));
}

function compared(
  { operator }: Extract<Condition, { kind: 'compare' }>,
  left: Encoded,
  right: Encoded,
): Truth {
  if (left.kind === 'text' && right.kind === 'text') {
    const same = `(= ${left.id} ${right.id})`;
    const known = and(left.known, right.known);
    if (operator === 'is') return decided(known, same);
    return operator === 'isNot' ? decided(known, not(same)) : { holds: FALSE, fails: FALSE };
  }
  return onNumbers([left, right], ([x = constant(0), y = constant(0)]) => {
    switch (operator) {
      case 'is':
        return isEqual(x, y);
      case 'isNot':
        return not(isEqual(x, y));
      case 'above':
        return isAbove(x, y);
      case 'below':
        return isAbove(y, x);
      case 'atLeast':
        return isAtLeast(x, y);
      case 'atMost':
        return isAtLeast(y, x);
    }
  });
}

function isBetween(
  x: Numeric,
  low: Numeric,
  high: Numeric,
  { ends, wraps }: { ends: 'closed' | 'halfOpen'; wraps: boolean },
): string {
  const isFromStart = isAtLeast(x, low);
  const isBeforeEnd = ends === 'closed' ? isAtLeast(high, x) : isAbove(high, x);
  const straight = and(isFromStart, isBeforeEnd);
  if (!wraps) return straight;
  const overTurn = isAbove(low, high);
  return or(and(overTurn, or(isFromStart, isBeforeEnd)), and(not(overTurn), straight));
}
