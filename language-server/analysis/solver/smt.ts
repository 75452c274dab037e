/** Formulas and terms of SMT-LIB 2, as text. */
export const TRUE = 'true';
export const FALSE = 'false';

export function and(...parts: readonly string[]): string {
  const rest = parts.filter((part) => part !== TRUE);
  if (rest.includes(FALSE)) return FALSE;
  return rest.length > 1 ? `(and ${rest.join(' ')})` : (rest[0] ?? TRUE);
}

export function or(...parts: readonly string[]): string {
  const rest = parts.filter((part) => part !== FALSE);
  if (rest.includes(TRUE)) return TRUE;
  return rest.length > 1 ? `(or ${rest.join(' ')})` : (rest[0] ?? FALSE);
}

export function not(part: string): string {
  if (part === TRUE) return FALSE;
  return part === FALSE ? TRUE : `(not ${part})`;
}

/** A number exactly as it is written in decimals; never a rounded one. */
export function numeral(value: number): string {
  if (value < 0) return `(- ${numeral(-value)})`;
  if (Number.isInteger(value)) return `${BigInt(value)}.0`;
  const [digits = '', exponent = '0'] = String(value).split('e');
  const [whole = '', fraction = ''] = digits.split('.');
  const shift = fraction.length - Number(exponent);
  return `(/ ${BigInt(whole + fraction)}.0 ${10n ** BigInt(shift)}.0)`;
}

export type Expression = string | Expression[];

/** What a solver answers, as nested lists. */
export function parse(text: string): Expression[] {
  const stack: Expression[][] = [[]];
  for (const [token] of text.matchAll(/[()]|[^\s()]+/g)) {
    if (token === '(') {
      stack.push([]);
    } else if (token === ')') {
      const list = stack.pop() ?? [];
      stack.at(-1)?.push(list);
    } else {
      stack.at(-1)?.push(token);
    }
  }
  return stack[0] ?? [];
}

/** The number that an expression is; NaN for one that is no fraction. */
export function numberOf(expression: Expression | undefined): number {
  if (typeof expression === 'string') return Number(expression);
  const [operator, left, right] = expression ?? [];
  if (operator === '-' && right === undefined) return -numberOf(left);
  return operator === '/' ? numberOf(left) / numberOf(right) : NaN;
}
