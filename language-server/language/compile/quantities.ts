import type { AstNode } from 'langium';
import type { Leaf, MeasuredWord, Quantity, ValueType } from '../../policy/model.ts';
import type { Expression, NameRef } from '../generated/ast.ts';
import { asName, asValue, suggestion } from '../suggestion.ts';
import { arithmeticType, typeInWords } from '../types.ts';
import type { Scope } from './context.ts';
import { requireRole, rowNoun } from './context.ts';
import { namedValues, valueNamed } from './canonical.ts';
import { day, durationOf, literalOf } from './literals.ts';

export interface TypedQuantity {
  quantity: Quantity;
  type: ValueType;
}

/**
 * Compiles an expression that stands for a quantity. `expected` is the type of the other side:
 * it decides what a bare name such as `active` or `Friday` means. Undefined where it is not a
 * quantity; a problem is then reported.
 */
export function quantityOf(
  expression: Expression | undefined,
  scope: Scope,
  expected?: ValueType,
): TypedQuantity | undefined {
  if (!expression) return undefined;
  switch (expression.$type) {
    case 'Group':
      return quantityOf(expression.inner, scope, expected);
    case 'NameRef':
      return named(expression, scope, expected);
    case 'NumberLiteral':
    case 'TimeLiteral':
    case 'DateLiteral':
    case 'TextLiteral': {
      const literal = literalOf(expression, scope.nouns, scope.report);
      if (!literal) return undefined;
      // A quoted enum value: "Mens E-Mail".
      if (literal.type.kind === 'text' && expected?.kind === 'oneOf') {
        return enumValue(String(literal.value), expected, expression, scope);
      }
      return { quantity: { kind: 'literal', value: literal.value }, type: literal.type };
    }
    case 'Negative': {
      const operand = quantityOf(expression.operand, scope, expected);
      if (!operand) return undefined;
      const minusOne: Quantity = { kind: 'literal', value: -1 };
      const type = arithmeticType('*', { kind: 'number' }, operand.type);
      if (!type) return notArithmetic(expression, operand.type, scope);
      const value = operand.quantity.kind === 'literal' ? operand.quantity.value : undefined;
      if (typeof value === 'number') return { quantity: { kind: 'literal', value: -value }, type };
      return {
        quantity: { kind: 'arithmetic', operator: '*', left: minusOne, right: operand.quantity },
        type,
      };
    }
    case 'Arithmetic':
      return arithmetic(expression, scope);
    case 'CountOf': {
      const noun = rowNoun(expression.noun, scope);
      const length = durationOf(expression.length, scope.report);
      if (noun === undefined) return unknownNoun(expression.noun, expression, scope);
      if (!requireRole(scope, 'moment', 'A count over time', expression)) return undefined;
      if (length === undefined) return undefined;
      return {
        quantity: {
          kind: 'sent',
          window: { kind: 'rolling', milliseconds: length },
          across: expression.across,
          ahead: false,
        },
        type: { kind: 'count', noun },
      };
    }
    case 'SinceLast':
      if (rowNoun(expression.noun, scope) === undefined)
        return unknownNoun(expression.noun, expression, scope);
      if (!requireRole(scope, 'moment', 'A time since', expression)) return undefined;
      return {
        quantity: { kind: 'sinceLast', across: false, ahead: false },
        type: { kind: 'duration' },
      };
    case 'Usual':
      return usual(expression, scope);
    default:
      scope.report(
        'wrong-type',
        `Expected ${expected ? typeInWords(expected) : 'a quantity'}, found a condition`,
        expression,
      );
      return undefined;
  }
}

type TypeOfWord = (scope: Scope) => ValueType;
const measured = new Map<string, TypeOfWord>([
  ['confidence', () => ({ kind: 'share' })],
  ['evidence', (scope) => ({ kind: 'count', noun: scope.data?.plural ?? 'rows' })],
  ['surprise', () => ({ kind: 'bits' })],
  ['novelty', () => ({ kind: 'share' })],
  ['agreement', () => ({ kind: 'share' })],
]);
export const measuredWords = [...measured.keys()];

/** The type of a word that the agent brings or that Handoff measures. */
export function measuredType(word: string, scope: Scope): ValueType | undefined {
  return measured.get(word)?.(scope);
}
/** Words of the subject's clock. */
export const clockWords: ReadonlyMap<string, { leaf: Leaf; type: ValueType }> = new Map<
  string,
  { leaf: Leaf; type: ValueType }
>([
  ['date', { leaf: { kind: 'date' }, type: { kind: 'date' } }],
  ['weekday', { leaf: { kind: 'weekday' }, type: { kind: 'weekday' } }],
  ['month', { leaf: { kind: 'month' }, type: { kind: 'month' } }],
]);

/** A bare name: a value of the expected type, else a column, else a word that is measured. */
function named(node: NameRef, scope: Scope, expected?: ValueType): TypedQuantity | undefined {
  const name = node.name as string | undefined;
  return name === undefined ? undefined : quantityNamed(name, node, scope, expected);
}

/** What a bare name stands for; `node` is where problems are reported. */
export function quantityNamed(
  name: string,
  node: AstNode,
  scope: Scope,
  expected?: ValueType,
  property?: string,
): TypedQuantity | undefined {
  if (expected) {
    const value = valueNamed(name, expected);
    if (value !== undefined) return { quantity: { kind: 'literal', value }, type: expected };
  }
  if (scope.choice?.column === name) {
    return { quantity: { kind: 'choice' }, type: scope.choice.type };
  }
  const isMeasured = measured.has(name) || clockWords.has(name);
  const column = scope.wordsFirst && isMeasured ? undefined : scope.columns.get(name);
  if (column) {
    if (column.role === 'outcome') {
      scope.report(
        'no-peeking',
        `\`${name}\` is an outcome: it is known only after the decision, so ${scope.place} cannot read it`,
        node,
      );
      return undefined;
    }
    if (column.role === 'propensity' || column.role === 'chosen') {
      scope.report(
        'no-peeking',
        `\`${name}\` tells what was logged, not what is being decided, so ${scope.place} cannot read it`,
        node,
      );
      return undefined;
    }
    return { quantity: { kind: 'column', name }, type: column.type };
  }
  const word = measured.get(name);
  if (word) {
    return { quantity: { kind: 'word', word: name as MeasuredWord }, type: word(scope) };
  }
  const clock = clockWords.get(name);
  if (clock) {
    if (!requireRole(scope, 'moment', `\`${name}\``, node)) return undefined;
    if (!requireRole(scope, 'clock', `\`${name}\``, node)) return undefined;
    return { quantity: clock.leaf, type: clock.type };
  }
  if (expected && namedValues(expected)) return enumValue(name, expected, node, scope);
  unknownName(name, node, scope, property);
  return undefined;
}

export function unknownName(name: string, node: AstNode, scope: Scope, property?: string): void {
  if (!scope.data) return;
  const types: ValueType[] = [{ kind: 'weekday' }, { kind: 'month' }];
  types.push(...[...scope.columns.values()].map((column) => column.type));
  if (types.some((type) => type.kind !== 'yesNo' && valueNamed(name, type) !== undefined)) {
    const message = `\`${name}\` is a value that nothing is compared with; for a choice of several write \`is one of …, ${name}\``;
    scope.report('unknown-name', message, node);
    return;
  }
  const known = [
    ...scope.columns.keys(),
    ...scope.segments.keys(),
    ...measured.keys(),
    ...clockWords.keys(),
  ];
  const { hint, remedies } = suggestion(name, known);
  scope.report(
    'unknown-name',
    `\`${name}\` is no column of \`${scope.data.name}\`, no segment and no measured word${hint}`,
    node,
    { remedies, ...(property === undefined ? {} : { property }) },
  );
}

function enumValue(
  name: string,
  type: ValueType,
  node: AstNode,
  scope: Scope,
): TypedQuantity | undefined {
  const value = valueNamed(name, type);
  if (value !== undefined) return { quantity: { kind: 'literal', value }, type };
  const names = namedValues(type)?.names ?? [];
  const { hint, remedies } = suggestion(name, names, asValue);
  scope.report('unknown-value', `Expected ${typeInWords(type)}, found \`${name}\`${hint}`, node, {
    remedies,
  });
  return undefined;
}

function usual(
  node: Extract<Expression, { $type: 'Usual' }>,
  scope: Scope,
): TypedQuantity | undefined {
  if (!scope.choice) return undefined;
  if (node.column !== undefined && node.column !== scope.choice.column) {
    scope.report(
      'unknown-name',
      `\`usual ${node.column}\` is not known: the agent chooses \`${scope.choice.column}\``,
      node,
      { property: 'column', remedies: [{ text: asName(scope.choice.column), sure: true }] },
    );
    return undefined;
  }
  if (scope.usual === undefined) {
    // A line that has a problem is not missing as well.
    if (scope.saysUsual) return undefined;
    scope.report(
      'missing-part',
      `\`usual\` needs a line such as \`usually ${scope.choice.column} is …\` in the handoff`,
      node,
    );
    return undefined;
  }
  return { quantity: { kind: 'literal', value: scope.usual }, type: scope.choice.type };
}

function unknownNoun(noun: string, node: Expression, scope: Scope): undefined {
  if (!scope.data) return undefined;
  scope.report(
    'mixed-units',
    `A row of \`${scope.data.name}\` is not one of \`${noun}\`: expected ${scope.data.plural}`,
    node,
    { property: 'noun', remedies: [{ text: asName(scope.data.plural) }] },
  );
  return undefined;
}

function arithmetic(
  node: Extract<Expression, { $type: 'Arithmetic' }>,
  scope: Scope,
): TypedQuantity | undefined {
  const left = quantityOf(node.left, scope);
  const right = quantityOf(node.right, scope);
  if (!left || !right) return undefined;
  const operator = node.operator;
  const type = arithmeticType(operator, left.type, right.type);
  if (!type) {
    scope.report(
      'mixed-units',
      `\`${operator}\` does not fit ${typeInWords(left.type)} and ${typeInWords(right.type)}`,
      node,
    );
    return undefined;
  }
  const plain: Quantity = {
    kind: 'arithmetic',
    operator,
    left: left.quantity,
    right: right.quantity,
  };
  // Dates count days and times count minutes, while durations count milliseconds.
  if (left.type.kind === 'date' && right.type.kind === 'duration') {
    return { quantity: { ...plain, right: scaled(right.quantity, '/', day) }, type };
  }
  if (left.type.kind === 'date') return { quantity: scaled(plain, '*', day), type };
  if (left.type.kind === 'time') return { quantity: scaled(plain, '*', 60_000), type };
  return { quantity: plain, type };
}

function scaled(quantity: Quantity, operator: '*' | '/', by: number): Quantity {
  return {
    kind: 'arithmetic',
    operator,
    left: quantity,
    right: { kind: 'literal', value: by },
  };
}

function notArithmetic(node: Expression, type: ValueType, scope: Scope): undefined {
  scope.report('wrong-type', `\`-\` does not fit ${typeInWords(type)}`, node);
  return undefined;
}
