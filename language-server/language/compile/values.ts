import type { Value, ValueType } from '../../policy/model.ts';
import type { OneOfTest, Value as ValueNode } from '../generated/ast.ts';
import { asValue, suggestion } from '../suggestion.ts';
import { literalRemedies, nearestValue } from './remedies.ts';
import { sameType, typeInWords } from '../types.ts';
import type { Scope } from './context.ts';
import { namedValues, valueNamed } from './canonical.ts';
import { literalOf } from './literals.ts';

/** One value of a type, by literal or by name; undefined, with a problem, where it is not one. */
export function valueOf(
  node: ValueNode | undefined,
  type: ValueType,
  scope: Scope,
): Value | undefined {
  if (!node) return undefined;
  const named = namedValues(type);
  if (node.$type === 'NamedValue' || (node.$type === 'TextLiteral' && type.kind === 'oneOf')) {
    const name = node.$type === 'NamedValue' ? (node.name as string | undefined) : node.text;
    if (name === undefined) return undefined;
    const value = valueNamed(name, type);
    if (value !== undefined) return value;
    const { hint, remedies } = suggestion(name, named?.names ?? [], asValue);
    scope.report(
      named ? 'unknown-value' : 'wrong-type',
      `Expected ${typeInWords(type)}, found \`${name}\`${hint}`,
      node,
      { remedies },
    );
    return undefined;
  }
  const literal = literalOf(node, scope.nouns, scope.report);
  if (!literal) return undefined;
  if (!sameType(literal.type, type)) {
    scope.report(
      literal.type.kind === type.kind ? 'mixed-units' : 'wrong-type',
      `Expected ${typeInWords(type)}, found \`${node.$cstNode?.text ?? ''}\``,
      node,
      { remedies: literalRemedies(node, type) },
    );
    return undefined;
  }
  return inRange(literal.value, type, node, scope) ? literal.value : undefined;
}

/** Whether a value is one that the type allows: on its step, inside its bounds. */
function inRange(value: Value, type: ValueType, node: ValueNode, scope: Scope): boolean {
  if (typeof value !== 'number') return true;
  const problem =
    type.kind === 'time' && value % type.step !== 0
      ? `is not on the step of ${String(type.step)} minutes`
      : type.kind === 'number' && type.whole === true && !Number.isInteger(value)
        ? 'is not a whole number'
        : (type.kind === 'number' || type.kind === 'count') &&
            (value < (type.from ?? -Infinity) || value > (type.to ?? Infinity))
          ? `is outside ${String(type.from)} to ${String(type.to)}`
          : undefined;
  if (problem === undefined) return true;
  scope.report('unknown-value', `\`${node.$cstNode?.text ?? ''}\` ${problem}`, node, {
    remedies: nearestValue(value, type),
  });
  return false;
}

export function oneOfValues(test: OneOfTest, type: ValueType, scope: Scope): Value[] | undefined {
  const values = test.values.map((value) => valueOf(value, type, scope));
  return values.every((value) => value !== undefined) ? values : undefined;
}
