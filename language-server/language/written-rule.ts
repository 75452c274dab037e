import { formatNumber, formatValue } from '../policy/format.ts';
import type { LeafContext } from '../policy/leaves.ts';
import { leafName } from '../policy/leaves.ts';
import type { Condition, Quantity, Value, ValueType } from '../policy/model.ts';
import { unitOf } from '../policy/units.ts';
import { singularOf } from './compile/nouns.ts';
import { writeName } from './names/written-name.ts';

/** A comparison of one leaf with values, or a date in a calendar. */
export type PlainCondition = Extract<Condition, { kind: 'compare' | 'between' | 'inCalendar' }>;

/** A feedback rule to be written; a segment stands by its name. */
export interface RuleToWrite {
  on: 'override' | 'approval';
  reason: string;
  after?: { count: number; days: number };
  what: (PlainCondition | { segment: string })[];
  when: (PlainCondition | { segment: string })[];
  /** Days since 1970-01-01. */
  until?: number;
}

/** Whether a reason can stand as a name, if in backticks. */
export function isWritable(reason: string): boolean {
  return reason !== '' && !/[`\r\n]/.test(reason);
}

/** The lines of a feedback rule in Handoff's own words, one layout level deep. */
export function writtenRule(rule: RuleToWrite, policy: LeafContext): string {
  const { on, reason, after, what, when, until } = rule;
  const all = (conditions: RuleToWrite['what']): string =>
    conditions.map((each) => written(each, policy)).join(' and ');
  const pace = after && `, after ${String(after.count)} ${on}s in ${String(after.days)} days`;
  return [
    `on ${on} because ${writeName(reason, 'plain')}${pace ?? ''}`,
    `${on === 'override' ? 'avoid' : 'prefer'} ${all(what)}${when.length > 0 ? ` when ${all(when)}` : ''}`,
    ...(until === undefined ? [] : [`until ${formatValue(until, { kind: 'date' })}`]),
  ].join('\n');
}

const comparisons = {
  is: 'is',
  isNot: 'is not',
  above: 'is above',
  below: 'is below',
  atLeast: 'is at least',
  atMost: 'is at most',
};

function written(condition: PlainCondition | { segment: string }, policy: LeafContext): string {
  if ('segment' in condition) return writeName(condition.segment, 'plain');
  const of = condition.kind === 'compare' ? condition.left : condition.of;
  const unit = unitOf(of, policy);
  const literal = (quantity: Quantity): string => quantityText(quantity, unit, policy);
  const subject = quantityText(of, unit, policy);
  switch (condition.kind) {
    case 'compare':
      return `${subject} ${comparisons[condition.operator]} ${literal(condition.right)}`;
    case 'between':
      return `${subject} is between ${literal(condition.low)} and ${literal(condition.high)}`;
    case 'inCalendar':
      return `${subject} is in ${writeName(condition.calendar, 'plain')}`;
  }
}

function quantityText(
  quantity: Quantity,
  unit: ValueType | undefined,
  policy: LeafContext,
): string {
  if (quantity.kind === 'literal') return literalText(quantity.value, unit, policy);
  if (quantity.kind === 'arithmetic') {
    const operand = (part: Quantity): string => quantityText(part, unit, policy);
    return `(${operand(quantity.left)} ${quantity.operator} ${operand(quantity.right)})`;
  }
  return writeName(leafName(quantity, policy), 'plain');
}

function literalText(value: Value, unit: ValueType | undefined, policy: LeafContext): string {
  if (typeof value === 'string') return writeName(value, 'quotes');
  switch (unit?.kind) {
    case 'oneOf': {
      const name = unit.values[value] ?? '';
      const isWord = writeName(name, 'plain') === name;
      return isWord ? name : writeName(name, 'quotes');
    }
    case 'count':
      return `${unambiguous(value)} ${value === 1 ? singularOf(unit.noun) : unit.noun}`;
    case 'money':
      return `${unambiguous(value)} ${unit.currency}`;
    default:
      return formatValue(value, unit, policy.data);
  }
}

/** Three decimals could be read as thousands; a fourth one says what they are. */
function unambiguous(value: number): string {
  const number = formatNumber(value);
  return /\.\d{3}$/.test(number) ? `${number}0` : number;
}
