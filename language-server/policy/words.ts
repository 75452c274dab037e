import type { Nouns } from './format.ts';
import { formatDuration, formatNumber, formatValue } from './format.ts';
import type { LeafContext } from './leaves.ts';
import type { Comparison, Condition, Leaf, Quantity, Value, ValueType, Window } from './model.ts';
import { unitOf } from './units.ts';

type WordsContext = LeafContext & { usual?: string | number };

/**
 * A condition as a phrase for a reader who does not write Handoff, in Markdown: names of
 * columns are code. It says what is computed, segments and `usual` filled in.
 */
export function conditionWords(condition: Condition, policy: WordsContext): string {
  switch (condition.kind) {
    case 'constant':
      return condition.value ? 'in every case' : 'in no case';
    case 'and':
    case 'or':
      return condition.parts.map((part) => partWords(part, policy)).join(` ${condition.kind} `);
    case 'not':
      return negated(condition.part, policy);
    default:
      return simple(condition, policy, { not: false });
  }
}

/** A quantity as a noun phrase; `unit` is that of a bare literal. */
export function quantityWords(quantity: Quantity, policy: WordsContext, unit?: ValueType): string {
  if (quantity.kind === 'literal') return literalWords(quantity.value, policy, unit);
  if (quantity.kind !== 'arithmetic') return leafWords(quantity, policy);
  const scaled = conversionOf(quantity, policy);
  if (scaled) return quantityWords(scaled, policy, { kind: 'duration' });
  const operand = (part: Quantity): string => {
    const words = quantityWords(part, policy, additiveUnit(quantity, policy));
    return part.kind === 'arithmetic' && !conversionOf(part, policy) ? `(${words})` : words;
  };
  return `${operand(quantity.left)} ${signs[quantity.operator]} ${operand(quantity.right)}`;
}

/** `in the last 7 days` or `in the calendar week`. */
function windowWords(window: Window): string {
  return window.kind === 'rolling'
    ? `in the last ${formatDuration(window.milliseconds)}`
    : `in the calendar ${window.unit}`;
}

type Simple = Exclude<Condition, { kind: 'constant' | 'and' | 'or' | 'not' }>;

/** `not`: whether the phrase denies the condition. */
function simple(condition: Simple, policy: WordsContext, { not }: { not: boolean }): string {
  const is = not ? 'is not' : 'is';
  const of = (quantity: Quantity, unit?: ValueType) => quantityWords(quantity, policy, unit);
  if (condition.kind === 'compare') return comparison(condition, policy, not);
  const subject = of(condition.of);
  const unit = unitOf(condition.of, policy);
  switch (condition.kind) {
    case 'truth':
      return `${subject} is ${not ? 'no' : 'yes'}`;
    case 'known':
      return `${subject} ${is} known`;
    case 'between': {
      const [low, high] = [of(condition.low, unit), of(condition.high, unit)];
      return condition.ends === 'halfOpen'
        ? `${subject} ${is} from ${low} until just before ${high}`
        : `${subject} ${is} between ${low} and ${high}, both included`;
    }
    case 'oneOf': {
      const values = condition.values.map((value) => literalWords(value, policy, unit));
      return `${subject} ${is} ${values.length > 1 ? 'one of ' : ''}${listWords(values, 'or')}`;
    }
    case 'inCalendar':
      return `${subject} ${is} in the calendar ${code(condition.calendar)}`;
    case 'farFrom': {
      const distance = distanceWords(condition.distance, unit, policy);
      return `${subject} ${is} more than ${distance} from ${referenceWords(condition, policy, unit)}`;
    }
    case 'mentions': {
      const phrases = condition.phrases.map(quoted);
      return `${subject} ${not ? 'does not mention' : 'mentions'} ${listWords(phrases, 'or')} (whole words, in any case)`;
    }
    case 'longerThan':
      return `${subject} ${is} longer than ${formatNumber(condition.length)} characters`;
  }
}

function negated(part: Condition, policy: WordsContext): string {
  switch (part.kind) {
    case 'constant':
      return conditionWords({ ...part, value: !part.value }, policy);
    case 'not':
      return conditionWords(part.part, policy);
    case 'and':
    case 'or':
      return `not (${conditionWords(part, policy)})`;
    default:
      return simple(part, policy, { not: true });
  }
}

/** `and` and `or` are never mixed without parentheses, so that nobody has to know which binds. */
function partWords(part: Condition, policy: WordsContext): string {
  const words = conditionWords(part, policy);
  return part.kind === 'and' || part.kind === 'or' ? `(${words})` : words;
}

const comparisons: Record<Comparison, string> = {
  is: 'is',
  isNot: 'is not',
  above: 'is above',
  below: 'is below',
  atLeast: 'is at least',
  atMost: 'is at most',
};
const opposites: Record<Comparison, Comparison> = {
  is: 'isNot',
  isNot: 'is',
  above: 'atMost',
  below: 'atLeast',
  atLeast: 'below',
  atMost: 'above',
};

function comparison(
  condition: Extract<Condition, { kind: 'compare' }>,
  policy: WordsContext,
  not: boolean,
): string {
  const { left, right } = condition;
  const operator = not ? opposites[condition.operator] : condition.operator;
  const subject = quantityWords(left, policy, unitOf(right, policy));
  return `${subject} ${comparisons[operator]} ${quantityWords(right, policy, unitOf(left, policy))}`;
}

const signs = { '+': '+', '-': '−', '*': '×', '/': '÷' };

/** In sums a literal has the unit of the other side; in products it is a plain number. */
function additiveUnit(
  quantity: Extract<Quantity, { kind: 'arithmetic' }>,
  policy: WordsContext,
): ValueType | undefined {
  return quantity.operator === '+' || quantity.operator === '-'
    ? (unitOf(quantity.left, policy) ?? unitOf(quantity.right, policy))
    : undefined;
}

/**
 * What is converted, where arithmetic only converts a unit: dates count days and times count
 * minutes, while durations count milliseconds. Nobody wrote that factor.
 */
function conversionOf(quantity: Quantity, policy: WordsContext): Quantity | undefined {
  if (quantity.kind !== 'arithmetic' || quantity.right.kind !== 'literal') return undefined;
  const factor = quantity.right.value;
  const { left, operator } = quantity;
  if (factor !== 86_400_000 && factor !== 60_000) return undefined;
  if (operator === '/') {
    return left.kind === 'literal' || unitOf(left, policy)?.kind === 'duration' ? left : undefined;
  }
  const isDifference = left.kind === 'arithmetic' && left.operator === '-';
  return operator === '*' && isDifference && unitOf(left, policy)?.kind === 'duration'
    ? left
    : undefined;
}

function literalWords(value: string | number, policy: WordsContext, unit?: ValueType): string {
  return typeof value === 'string' ? quoted(value) : valueWords(value, unit, policy.data);
}

function leafWords(leaf: Leaf, policy: WordsContext): string {
  switch (leaf.kind) {
    case 'column':
      return code(leaf.name);
    case 'choice':
      return code(policy.choice.column);
    case 'word':
      return measured[leaf.word];
    case 'sent':
      return `the number of ${plain(policy.data.plural)} ${windowWords(leaf.window)}${across(leaf)}`;
    case 'sinceLast':
      return `the time since the last ${plain(policy.data.singular)}${across(leaf)}`;
    default:
      return `the ${leaf.kind}`;
  }
}

const measured = {
  confidence: "the agent's confidence",
  evidence: "the evidence behind the agent's choice",
  surprise: 'the surprise',
  novelty: 'the novelty of the case',
  agreement: 'the share of reviewed decisions that people approved',
  exploring: 'whether the agent chooses in order to learn',
  explored: 'the share of choices made to learn so far',
  sound: 'whether it is a sound discovery',
  sending: 'what this decision sends',
};

function across(leaf: { across: boolean }): string {
  return leaf.across ? ' across all handoffs' : '';
}

function referenceWords(
  condition: Extract<Condition, { kind: 'farFrom' }>,
  policy: WordsContext,
  unit: ValueType | undefined,
): string {
  const { from, of } = condition;
  const isUsual = of.kind === 'choice' && from.kind === 'literal' && from.value === policy.usual;
  return `${isUsual ? 'the usual ' : ''}${quantityWords(from, policy, unit)}`;
}

/** A distance between times counts minutes, between dates days, between moments milliseconds. */
function distanceWords(
  distance: number,
  unit: ValueType | undefined,
  policy: WordsContext,
): string {
  const length = { time: 60_000, date: 86_400_000, timestamp: 1 }[unit?.kind as string];
  return length === undefined
    ? valueWords(distance, unit, policy.data)
    : formatDuration(distance * length);
}

/** `a`, `a or b`, `a, b or c`. */
export function listWords(items: readonly string[], last: 'and' | 'or'): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} ${last} ${items[items.length - 1] ?? ''}`;
}

/** A value as a person reads it, in Markdown: what `one of` lists may hold anything. */
export function valueWords(
  value: Value | undefined,
  type: ValueType | undefined,
  nouns?: Nouns,
): string {
  return plain(formatValue(value, type, nouns));
}

/** A name as Markdown code, also where it holds a backtick. */
export function code(name: string): string {
  return name.includes('`') ? `\`\` ${name} \`\`` : `\`${name}\``;
}

/** What a person wrote, made harmless: it may hold anything that Markdown would read. */
export function plain(text: string): string {
  return text.replace(/\s+/gu, ' ').replace(/[\\`*_[\]<>#|~]/gu, String.raw`\$&`);
}

/** What Markdown of this module shows, as text. */
export function textOf(markdown: string): string {
  return markdown.replace(/`` (.*?) ``|`([^`]*)`|\\(.)/g, '$1$2$3');
}

function quoted(text: string): string {
  return `“${plain(text)}”`;
}
