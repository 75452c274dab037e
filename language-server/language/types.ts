import type { ValueType } from '../policy/model.ts';

export type Kind = ValueType['kind'];

/**
 * Which kinds each comparison takes. A table, so that tests and the reference read the same
 * thing as the compiler.
 */
export const comparisonKinds = {
  is: 'yesNo number count money share bits duration time date timestamp weekday month oneOf text identifier zone',
  order: 'number count money share bits duration time date timestamp',
  between: 'number count money share bits duration time date timestamp weekday month',
  oneOf:
    'number count money share bits duration time date weekday month oneOf text identifier zone',
  far: 'number count money share bits duration time date timestamp',
  calendar: 'date',
  words: 'text',
} as const;
export type ComparisonForm = keyof typeof comparisonKinds;

export function takes(form: ComparisonForm, kind: Kind): boolean {
  return comparisonKinds[form].split(' ').includes(kind);
}

/** Kinds that add up, and can be scaled by a plain number. */
const additive: Kind[] = ['number', 'count', 'money', 'share', 'bits', 'duration'];

/** Which type a pair of quantities gives; undefined where they do not fit together. */
export function arithmeticType(
  operator: '+' | '-' | '*' | '/',
  left: ValueType,
  right: ValueType,
): ValueType | undefined {
  const plain = (type: ValueType): boolean => type.kind === 'number';
  if (operator === '+' || operator === '-') {
    if (additive.includes(left.kind) && sameType(left, right)) return withoutBounds(left);
    if (left.kind === 'date' && right.kind === 'duration') return left;
    if (operator === '-' && left.kind === right.kind) {
      if (['date', 'time', 'timestamp'].includes(left.kind)) return { kind: 'duration' };
    }
    return undefined;
  }
  if (plain(right) && additive.includes(left.kind)) return withoutBounds(left);
  if (operator === '*') {
    return plain(left) && additive.includes(right.kind) ? withoutBounds(right) : undefined;
  }
  return additive.includes(left.kind) && sameType(left, right) ? { kind: 'number' } : undefined;
}

function withoutBounds(type: ValueType): ValueType {
  if (type.kind === 'number') return { kind: 'number' };
  return type.kind === 'count' ? { kind: 'count', noun: type.noun } : type;
}

/** Whether two types have the same unit, so that their values compare. */
export function sameType(left: ValueType, right: ValueType): boolean {
  if (left.kind === 'money' && right.kind === 'money') return left.currency === right.currency;
  if (left.kind === 'count' && right.kind === 'count') return left.noun === right.noun;
  if (left.kind === 'oneOf' && right.kind === 'oneOf') {
    return left.values.join('\n') === right.values.join('\n');
  }
  const texts: Kind[] = ['text', 'identifier', 'zone'];
  if (texts.includes(left.kind) && texts.includes(right.kind)) return true;
  // A count says what it counts; a bare number beside it needs no second noun.
  const numbers: Kind[] = ['number', 'count'];
  if (left.kind !== right.kind) return numbers.includes(left.kind) && numbers.includes(right.kind);
  return true;
}

/** The type in words, with an example: `an amount in EUR such as 2,000 EUR`. */
export function typeInWords(type: ValueType): string {
  switch (type.kind) {
    case 'yesNo':
      return 'yes or no';
    case 'number':
      return 'a number such as 5';
    case 'count':
      return `a number of ${type.noun} such as 200 ${type.noun}`;
    case 'money':
      return `an amount such as 2,000 ${type.currency}`;
    case 'share':
      return 'a share such as 70%';
    case 'bits':
      return 'a number of bits such as 3 bits';
    case 'duration':
      return 'a duration such as 4 hours';
    case 'time':
      return 'a time such as 21:00';
    case 'date':
      return 'a date such as 2026-03-29';
    case 'timestamp':
      return 'a moment';
    case 'weekday':
      return 'a weekday such as Friday';
    case 'month':
      return 'a month such as June';
    case 'oneOf':
      return `one of ${type.values.join(', ')}`;
    case 'text':
      return 'a text in double quotes';
    case 'identifier':
      return 'an identifier in double quotes';
    case 'zone':
      return 'a time zone such as "Europe/Berlin"';
  }
}
