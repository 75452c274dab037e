import { calendarNamed, evaluate, quantity } from '../condition.ts';
import { isText, leafKey, leafType, leavesOf } from '../leaves.ts';
import type { Comparison, Condition, Leaf, Policy, Quantity } from '../model.ts';
import { codePoints, phraseMatcher } from '../phrases.ts';
import { TRUE, UNKNOWN } from '../tri.ts';
import type { Tri } from '../tri.ts';
import { betweenLiterals, betweenSources } from './between.ts';
import { NO, PERHAPS, YES } from './frame.ts';
import type { Kernel } from './frame.ts';
import { andKernel, constantKernel, notKernel, orKernel } from './logic.ts';
import {
  compareLiteral,
  compareSources,
  farFromKernel,
  inRangesKernel,
  knownKernel,
  oneOfKernel,
} from './numbers.ts';
import { arithmetic } from './quantities.ts';
import type { Source } from './quantities.ts';
import { sameTextKernel, textKernel } from './text.ts';

/** What evaluation needs of a policy: types of columns and choice, and the calendars. */
export type ColumnsContext = Pick<Policy, 'data' | 'choice' | 'calendars'>;

/** Gives each distinct leaf its place among the inputs of a program. */
export interface Slots {
  leaves: Leaf[];
  byKey: Map<string, number>;
}

export function newSlots(): Slots {
  return { leaves: [], byKey: new Map() };
}

/** Compiles a settled condition; the leaves it reads are added to `slots`. */
export function compile(condition: Condition, context: ColumnsContext, slots: Slots): Kernel {
  const source = (of: Quantity): Source => sourceOf(of, context, slots);
  if (leavesOf(condition).length === 0) {
    return constantKernel(maskOf(evaluate(condition, () => undefined, context.calendars)));
  }
  switch (condition.kind) {
    case 'constant':
      return constantKernel(condition.value ? YES : NO);
    case 'and':
    case 'or': {
      const [first, ...rest] = condition.parts.map((part) => compile(part, context, slots));
      if (first === undefined || rest.length === 0) return first ?? unknown();
      return condition.kind === 'and' ? andKernel(first, rest) : orKernel(first, rest);
    }
    case 'not':
      return notKernel(compile(condition.part, context, slots));
    case 'known': {
      const slot = textSlot(condition.of, context, slots);
      return knownKernel(slot === undefined ? source(condition.of) : { kind: 'leaf', slot });
    }
    case 'truth':
      return compareLiteral('isNot', source(condition.of), 0);
    case 'compare':
      return compileComparison(condition, context, slots);
    case 'between': {
      const of = source(condition.of);
      const low = source(condition.low);
      const high = source(condition.high);
      return isNumber(low) && isNumber(high)
        ? betweenLiterals(of, low.value, high.value, condition)
        : betweenSources(of, low, high, condition);
    }
    case 'oneOf': {
      const slot = textSlot(condition.of, context, slots);
      if (slot === undefined) {
        const numbers = condition.values.filter((value) => typeof value === 'number');
        return oneOfKernel(source(condition.of), numbers);
      }
      const words = new Set(condition.values);
      return textKernel(slot, (text) => words.has(text));
    }
    case 'inCalendar': {
      const ranges = calendarNamed(condition.calendar, context.calendars);
      return ranges === undefined ? unknown() : inRangesKernel(source(condition.of), ranges);
    }
    case 'farFrom': {
      const { distance, cycle } = condition;
      return farFromKernel(source(condition.of), source(condition.from), distance, cycle);
    }
    case 'mentions': {
      const slot = textSlot(condition.of, context, slots);
      return slot === undefined ? unknown() : textKernel(slot, phraseMatcher(condition.phrases));
    }
    case 'longerThan': {
      const { length } = condition;
      const slot = textSlot(condition.of, context, slots);
      return slot === undefined ? unknown() : textKernel(slot, (text) => codePoints(text) > length);
    }
  }
}

const mirrored: Record<Comparison, Comparison> = {
  is: 'is',
  isNot: 'isNot',
  above: 'below',
  below: 'above',
  atLeast: 'atMost',
  atMost: 'atLeast',
};

function compileComparison(
  condition: Condition & { kind: 'compare' },
  context: ColumnsContext,
  slots: Slots,
): Kernel {
  const { operator, left, right } = condition;
  const leftIsText = isTextQuantity(left, context);
  if (leftIsText !== isTextQuantity(right, context)) return unknown();
  if (leftIsText) return compileTextComparison(condition, context, slots);
  const a = sourceOf(left, context, slots);
  const b = sourceOf(right, context, slots);
  if (isNumber(b)) return compareLiteral(operator, a, b.value);
  if (isNumber(a)) return compareLiteral(mirrored[operator], b, a.value);
  return compareSources(operator, a, b);
}

function compileTextComparison(
  condition: Condition & { kind: 'compare' },
  context: ColumnsContext,
  slots: Slots,
): Kernel {
  const { operator, left, right } = condition;
  if (operator !== 'is' && operator !== 'isNot') return unknown();
  const leftSlot = textSlot(left, context, slots);
  const rightSlot = textSlot(right, context, slots);
  const whenEqual = operator === 'is';
  if (leftSlot !== undefined && rightSlot !== undefined) {
    return sameTextKernel(leftSlot, rightSlot, whenEqual);
  }
  const slot = leftSlot ?? rightSlot;
  const literal = left.kind === 'literal' ? left : right;
  if (slot === undefined || literal.kind !== 'literal') return unknown();
  return textKernel(slot, (text) => (text === literal.value) === whenEqual);
}

/** Text among numbers is unknown, as it is to the interpreter. */
function sourceOf(of: Quantity, context: ColumnsContext, slots: Slots): Source {
  if (of.kind === 'literal') return number(of.value);
  if (of.kind !== 'arithmetic') {
    if (isTextQuantity(of, context)) return number(undefined);
    return { kind: 'leaf', slot: slotOf(of, slots) };
  }
  const left = sourceOf(of.left, context, slots);
  const right = sourceOf(of.right, context, slots);
  const isFixed = left.kind === 'literal' && right.kind === 'literal';
  return isFixed ? number(quantity(of, () => undefined)) : arithmetic(of.operator, left, right);
}

function number(value: unknown): Source {
  return { kind: 'literal', value: typeof value === 'number' ? value : NaN };
}

/** A literal that is known: the kernels for literals take no NaN. */
function isNumber(source: Source): source is Source & { kind: 'literal' } {
  return source.kind === 'literal' && !Number.isNaN(source.value);
}

function slotOf(leaf: Leaf, slots: Slots): number {
  const key = leafKey(leaf);
  const known = slots.byKey.get(key);
  if (known !== undefined) return known;
  slots.byKey.set(key, slots.leaves.length);
  return slots.leaves.push(leaf) - 1;
}

/** The slot of a text leaf; undefined for literals and numbers. */
function textSlot(of: Quantity, context: ColumnsContext, slots: Slots): number | undefined {
  if (of.kind === 'literal' || of.kind === 'arithmetic') return undefined;
  return isTextQuantity(of, context) ? slotOf(of, slots) : undefined;
}

function isTextQuantity(of: Quantity, context: ColumnsContext): boolean {
  if (of.kind === 'literal') return typeof of.value === 'string';
  return of.kind !== 'arithmetic' && isText(leafType(of, context));
}

function maskOf(tri: Tri): number {
  if (tri === UNKNOWN) return PERHAPS;
  return tri === TRUE ? YES : NO;
}

function unknown(): Kernel {
  return constantKernel(PERHAPS);
}
