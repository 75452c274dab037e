import { and, FALSE, not, numeral, or, TRUE } from './smt.ts';

/** A quantity as formulas: whether it is known, its value, and whether it is without end. */
export interface Numeric {
  kind: 'number';
  known: string;
  value: string;
  infinite: string;
}

/** A text as the number of what it is: equal numbers are equal texts. */
export interface Textual {
  kind: 'text';
  known: string;
  id: string;
}

export type Encoded = Numeric | Textual;

export function constant(value: number): Numeric {
  return { kind: 'number', known: TRUE, value: numeral(value), infinite: FALSE };
}

/** As the interpreter calculates: a result that is not finite is not known. */
export function arithmetic(
  operator: '+' | '-' | '*' | '/',
  left: Encoded,
  right: Encoded,
): Numeric {
  if (left.kind === 'text' || right.kind === 'text') return { ...constant(0), known: FALSE };
  const isDefined = operator === '/' ? not(`(= ${right.value} 0.0)`) : TRUE;
  const value = `(${operator} ${left.value} ${right.value})`;
  const isFinite = and(not(left.infinite), not(right.infinite), isDefined);
  if (operator !== '/' || right.infinite === FALSE) {
    return {
      kind: 'number',
      known: and(left.known, right.known, isFinite),
      value,
      infinite: FALSE,
    };
  }
  // A finite part of what is without end is nothing.
  const vanishes = and(not(left.infinite), right.infinite);
  return {
    kind: 'number',
    known: and(left.known, right.known, or(isFinite, vanishes)),
    value: `(ite ${vanishes} 0.0 ${value})`,
    infinite: FALSE,
  };
}

export function isAbove(left: Numeric, right: Numeric): string {
  return and(not(right.infinite), or(left.infinite, `(> ${left.value} ${right.value})`));
}

export function isAtLeast(left: Numeric, right: Numeric): string {
  return not(isAbove(right, left));
}

export function isEqual(left: Numeric, right: Numeric): string {
  return or(
    and(left.infinite, right.infinite),
    and(not(left.infinite), not(right.infinite), `(= ${left.value} ${right.value})`),
  );
}

/** |of − from|, as the interpreter measures it; `known` says where it can be said. */
export function distance(of: Numeric, from: Numeric, cycle: number | undefined): Numeric {
  const straight = `(ite (>= ${of.value} ${from.value}) (- ${of.value} ${from.value}) (- ${from.value} ${of.value}))`;
  const bothKnown = and(of.known, from.known);
  if (cycle === undefined) {
    return {
      kind: 'number',
      known: and(bothKnown, not(and(of.infinite, from.infinite))),
      value: straight,
      infinite: or(of.infinite, from.infinite),
    };
  }
  const length = numeral(cycle);
  const around = `(- ${straight} (* ${length} (to_real (to_int (/ ${straight} ${length})))))`;
  const back = `(- ${length} ${around})`;
  return {
    kind: 'number',
    known: and(bothKnown, not(of.infinite), not(from.infinite)),
    value: `(ite (<= ${around} ${back}) ${around} ${back})`,
    infinite: FALSE,
  };
}
