import type { Condition, Quantity, Value, ValueType } from '../../policy/model.ts';
import type {
  BetweenTest,
  Comparison,
  Expression,
  FarTest,
  NameRef,
  Test,
} from '../generated/ast.ts';
import { suggestion } from '../suggestion.ts';
import { literalRemedies } from './remedies.ts';
import type { ComparisonForm } from '../types.ts';
import { sameType, takes, typeInWords } from '../types.ts';
import type { Scope } from './context.ts';
import { numberIn } from './literals.ts';
import type { TypedQuantity } from './quantities.ts';
import { quantityOf } from './quantities.ts';
import { oneOfValues } from './values.ts';

/** Compiles an expression that stands for a condition; undefined, with a problem, where it is none. */
export function conditionOf(
  expression: Expression | undefined,
  scope: Scope,
): Condition | undefined {
  if (!expression) return undefined;
  switch (expression.$type) {
    case 'Group':
      return conditionOf(expression.inner, scope);
    case 'Logic': {
      const left = conditionOf(expression.left, scope);
      const right = conditionOf(expression.right, scope);
      if (!left || !right) return undefined;
      const kind = expression.operator;
      const parts = [left, right].flatMap((part) => (part.kind === kind ? part.parts : [part]));
      return { kind, parts };
    }
    case 'Not': {
      const part = conditionOf(expression.operand, scope);
      return part && { kind: 'not', part };
    }
    case 'Comparison':
      return comparison(expression, scope);
    case 'SymbolComparison':
      scope.report(
        'symbol-comparison',
        `Comparisons are words: write \`${symbolWords[expression.symbol] ?? 'is above'}\` for \`${expression.symbol}\``,
        expression,
        {
          property: 'symbol',
          remedies: [{ text: symbolWords[expression.symbol] ?? 'is above', sure: true }],
        },
      );
      return undefined;
    case 'Mentions': {
      const text = quantityOf(expression.text, scope);
      if (!text || !fits('words', text, expression.text, scope, 'mentions')) return undefined;
      return { kind: 'mentions', of: text.quantity, phrases: expression.phrases };
    }
    case 'NameRef': {
      const segment = segmentOf(expression, scope);
      return segment === 'none' ? truth(expression, scope) : segment;
    }
    case 'HoldsOnHoldout':
    case 'MovesGoal':
      scope.report('wrong-type', 'Only `sound when` can say this', expression);
      return undefined;
    default:
      return truth(expression, scope);
  }
}

const symbolWords: Record<string, string> = {
  '>': 'is above',
  '>=': 'is at least',
  '<': 'is below',
  '<=': 'is at most',
  '=': 'is',
  '==': 'is',
  '!=': 'is not',
  '!': 'not',
  '&&': 'and',
  '||': 'or',
};

function truth(expression: Expression, scope: Scope): Condition | undefined {
  const quantity = quantityOf(expression, scope);
  if (!quantity) return undefined;
  if (quantity.type.kind === 'yesNo') return { kind: 'truth', of: quantity.quantity };
  scope.report(
    'not-a-condition',
    `Expected a condition, found ${typeInWords(quantity.type)}; compare it, such as \`is …\` or \`is above …\``,
    expression,
  );
  return undefined;
}

const mostExpansions = 1000;

/** A segment's condition, read in this scope; `none` where the name is no segment. */
function segmentOf(node: NameRef, scope: Scope): Condition | undefined | 'none' {
  const segment = scope.segments.get(node.name);
  // A column of that name is nearer than a segment.
  if (!segment) return 'none';
  if (scope.columns.has(node.name) && !scope.wordsFirst) {
    scope.report(
      'duplicate-name',
      `\`${node.name}\` is both a segment and a column of \`${scope.data?.name ?? ''}\`: rename one of them`,
      node,
    );
    return undefined;
  }
  if (scope.openSegments.includes(segment)) {
    scope.report('duplicate-name', `The segment \`${node.name}\` is defined by itself`, node);
    return undefined;
  }
  if (scope.openSegments.length === 0) scope.expansions.count = 0;
  // Segments of segments double at each level: what no person can review is not compiled.
  if (scope.expansions.count++ >= mostExpansions) {
    if (scope.expansions.count === mostExpansions + 1) {
      const message = `\`${node.name}\` makes this condition more than ${String(mostExpansions)} segments long`;
      scope.report('not-a-condition', message, node);
    }
    return undefined;
  }
  const condition = segment.condition as Expression | undefined;
  return conditionOf(condition, {
    ...scope,
    openSegments: [...scope.openSegments, segment],
    place: `the segment \`${node.name}\``,
  });
}

function comparison(node: Comparison, scope: Scope): Condition | undefined {
  const test = node.test as Test | undefined;
  if (!test) return undefined;
  const condition = tested(node, test, scope);
  if (!condition || !test.negated) return condition;
  if (condition.kind === 'compare' && condition.operator === 'is') {
    return { ...condition, operator: 'isNot' };
  }
  return { kind: 'not', part: condition };
}

const limits = new Map<
  string,
  { operator: 'above' | 'below' | 'atLeast' | 'atMost'; words: string }
>([
  ['above', { operator: 'above', words: 'is above' }],
  ['below', { operator: 'below', words: 'is below' }],
  ['least', { operator: 'atLeast', words: 'is at least' }],
  ['most', { operator: 'atMost', words: 'is at most' }],
]);

function tested(node: Comparison, test: Test, scope: Scope): Condition | undefined {
  const left = quantityOf(node.left, scope);
  if (!left) return undefined;
  const of = left.quantity;
  switch (test.$type) {
    case 'LimitTest': {
      const { limit, operator } = test as Test & { limit?: Expression; operator?: string };
      const known = limits.get(operator ?? '');
      if (!known || !limit || !fits('order', left, node.left, scope, known.words)) return undefined;
      const right = otherSide(limit, left, scope);
      return right && { kind: 'compare', operator: known.operator, left: of, right };
    }
    case 'ValueTest': {
      const { value } = test as Test & { value: Expression };
      const right = otherSide(value, left, scope);
      return right && { kind: 'compare', operator: 'is', left: of, right };
    }
    case 'BetweenTest':
      return between(node, test as BetweenTest, left, scope);
    case 'OneOfTest': {
      if (!fits('oneOf', left, node.left, scope, 'is one of')) return undefined;
      const values = oneOfValues(test as Parameters<typeof oneOfValues>[0], left.type, scope);
      return values && { kind: 'oneOf', of, values };
    }
    case 'CalendarTest': {
      const { calendar } = test as Test & { calendar: string | undefined };
      if (calendar === undefined || !fits('calendar', left, node.left, scope, 'is in'))
        return undefined;
      const declared = scope.calendars.get(calendar);
      if (!declared) {
        const { hint, remedies } = suggestion(calendar, scope.calendars.keys());
        scope.report(
          'unknown-name',
          `No calendar \`${calendar}\` is declared or imported${hint}`,
          test,
          { property: 'calendar', remedies },
        );
        return undefined;
      }
      scope.usedCalendars[calendar] = declared;
      return { kind: 'inCalendar', of, calendar };
    }
    case 'KnownTest': {
      const { state } = test as Test & { state: 'known' | 'unknown' };
      const known: Condition = { kind: 'known', of };
      return state === 'known' ? known : { kind: 'not', part: known };
    }
    case 'FarTest':
      return farFrom(node, test as FarTest, left, scope);
    case 'LongerTest': {
      const { length, unit } = test as Test & { length: string; unit: string };
      if (!fits('words', left, node.left, scope, 'is longer than')) return undefined;
      if (unit !== 'characters' && unit !== 'character') {
        scope.report(
          'mixed-units',
          `Expected a length such as 60 characters, found ${unit}`,
          test,
          { property: 'unit', remedies: [{ text: 'characters' }] },
        );
        return undefined;
      }
      return { kind: 'longerThan', of, length: numberIn(length) };
    }
    default:
      return undefined;
  }
}

/** The right side, of the left side's type and unit. */
function otherSide(
  expression: Expression,
  left: TypedQuantity,
  scope: Scope,
): Quantity | undefined {
  const right = quantityOf(expression, scope, left.type);
  if (!right) return undefined;
  if (sameType(left.type, right.type)) return right.quantity;
  const units = ['money', 'count'];
  const code =
    left.type.kind === right.type.kind && units.includes(left.type.kind)
      ? 'mixed-units'
      : 'wrong-type';
  scope.report(
    code,
    `Expected ${typeInWords(left.type)}, found ${written(expression, right.type)}`,
    expression,
    { remedies: literalRemedies(expression, left.type) },
  );
  return undefined;
}

function written(expression: Expression, type: ValueType): string {
  const text = expression.$cstNode?.text.replace(/\s+/g, ' ');
  return text && text.length < 40 ? `\`${text}\`` : typeInWords(type);
}

function fits(
  form: ComparisonForm,
  left: TypedQuantity,
  node: Expression,
  scope: Scope,
  words: string,
): boolean {
  if (takes(form, left.type.kind)) return true;
  scope.report('wrong-type', `\`${words}\` does not fit ${typeInWords(left.type)}`, node);
  return false;
}

function between(
  node: Comparison,
  test: BetweenTest,
  left: TypedQuantity,
  scope: Scope,
): Condition | undefined {
  if (!fits('between', left, node.left, scope, 'is between')) return undefined;
  const low = otherSide(test.low, left, scope);
  const high = otherSide(test.high, left, scope);
  if (!low || !high) return undefined;
  const time = left.type.kind === 'time';
  const wraps = time || left.type.kind === 'weekday' || left.type.kind === 'month';
  if (low.kind === 'literal' && high.kind === 'literal') {
    if (time && low.value === high.value) {
      scope.report(
        'empty-window',
        'This window ends where it starts, so that no time is in it',
        test,
      );
    } else if (!wraps && low.value > high.value) {
      scope.report(
        'empty-window',
        'Nothing lies between these: the first is above the second',
        test,
      );
    }
  }
  return {
    kind: 'between',
    of: left.quantity,
    low,
    high,
    ends: time ? 'halfOpen' : 'closed',
    wraps,
  };
}

/** `is more than 3 hours from usual`: for times the distance is a duration, the shorter way round. */
function farFrom(
  node: Comparison,
  test: FarTest,
  left: TypedQuantity,
  scope: Scope,
): Condition | undefined {
  if (!fits('far', left, node.left, scope, 'is more than … from')) return undefined;
  const from = otherSide(test.reference, left, scope);
  const clock = { time: 60_000, date: 86_400_000, timestamp: 1 }[left.type.kind as string];
  const type: ValueType = clock === undefined ? left.type : { kind: 'duration' };
  const distance = otherSide(test.distance, { quantity: left.quantity, type }, scope);
  if (!from || !distance) return undefined;
  const value: Value | undefined = distance.kind === 'literal' ? distance.value : undefined;
  if (typeof value !== 'number') {
    scope.report('wrong-type', `Expected ${typeInWords(type)}`, test, { property: 'distance' });
    return undefined;
  }
  return {
    kind: 'farFrom',
    of: left.quantity,
    from,
    distance: value / (clock ?? 1),
    ...(left.type.kind === 'time' ? { cycle: 1440 } : {}),
  };
}
