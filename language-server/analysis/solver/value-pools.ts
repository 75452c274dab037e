import { candidates } from '../../policy/choices.ts';
import { isText, leafType } from '../../policy/leaves.ts';
import type {
  CalendarRange,
  Condition,
  Leaf,
  Policy,
  Quantity,
  Value,
} from '../../policy/model.ts';
import { unitOfLeaf } from '../../policy/units.ts';
import { rangeOf } from '../ranges.ts';
import { isWholeNumber } from './leaf-variables.ts';

/** Up to so many values of a type are all worth trying. */
const few = 31;
/** A text longer than this is not worth writing. */
const longest = 10_000;

/** The values that a condition may tell apart: its thresholds, and what lies beside them. */
export function thresholdsOf(
  condition: Condition,
  calendars: Policy['calendars'],
): ReadonlySet<Value> {
  const found = new Set<Value>();
  const add = (...quantities: Quantity[]): void => {
    for (const each of quantities) {
      if (each.kind === 'literal') found.add(each.value);
      else if (each.kind === 'arithmetic') add(each.left, each.right);
    }
  };
  const visit = (part: Condition): void => {
    switch (part.kind) {
      case 'constant':
        return;
      case 'and':
      case 'or':
        return part.parts.forEach(visit);
      case 'not':
        return visit(part.part);
      case 'compare':
        return add(part.left, part.right);
      case 'between':
        return add(part.of, part.low, part.high);
      case 'oneOf':
        for (const value of part.values) found.add(value);
        return add(part.of);
      case 'farFrom':
        found.add(part.distance);
        for (const from of [part.from, part.of]) {
          add(from);
          if (from.kind !== 'literal' || typeof from.value !== 'number') continue;
          for (const value of around(from.value, part.distance, part.cycle)) found.add(value);
        }
        return;
      case 'inCalendar':
        for (const { from, to } of rangesOf(part.calendar, calendars)) found.add(from).add(to);
        return add(part.of);
      case 'mentions':
        for (const phrase of part.phrases) found.add(phrase);
        return add(part.of);
      case 'longerThan':
        if (part.length < longest) {
          found.add('x'.repeat(part.length)).add('x'.repeat(part.length + 1));
        }
        return add(part.of);
      case 'known':
      case 'truth':
        return add(part.of);
    }
  };
  visit(condition);
  return found;
}

/** Values of a leaf at, below and above thresholds, each of them one that the leaf can have. */
export function poolOf(leaf: Leaf, thresholds: ReadonlySet<Value>, policy: Policy): Value[] {
  if (isText(leafType(leaf, policy))) {
    const texts = [...thresholds].filter((each) => typeof each === 'string');
    return [...new Set(['', ...texts, texts.join(' ')])];
  }
  const type = unitOfLeaf(leaf, policy);
  const isChoice = leaf.kind === 'choice';
  const listed = type && (isChoice || type.kind !== 'time') ? candidates(type) : undefined;
  if (listed && listed.length <= few) return listed;
  const { low, high } = (type && rangeOf(type)) ?? { low: -Infinity, high: Infinity };
  const step = listed ? (listed[1] ?? 0) - (listed[0] ?? 0) : 1;
  const isWhole = listed !== undefined || (type !== undefined && isWholeNumber(type));
  const values = [low, high, 0, 1];
  for (const each of thresholds) {
    if (typeof each === 'number') values.push(...beside(each, { step, isWhole }));
  }
  const known = listed && new Set(listed);
  const fitting = [...new Set(values)].filter(
    (each) => Number.isFinite(each) && each >= low && each <= high && (known?.has(each) ?? true),
  );
  if (leaf.kind === 'sinceLast') fitting.push(Infinity);
  return fitting.length > 0 ? fitting : (listed?.slice(0, few) ?? []);
}

function rangesOf(name: string, calendars: Policy['calendars']): readonly CalendarRange[] {
  return Object.hasOwn(calendars, name) ? (calendars[name] ?? []) : [];
}

function around(from: number, distance: number, cycle: number | undefined): number[] {
  const ends = [from - distance, from + distance];
  return cycle === undefined ? ends : ends.map((each) => ((each % cycle) + cycle) % cycle);
}

function beside(
  threshold: number,
  { step, isWhole }: { step: number; isWhole: boolean },
): number[] {
  if (isWhole) {
    const [down, up] = [Math.floor(threshold / step) * step, Math.ceil(threshold / step) * step];
    return [down - step, down, up, up + step];
  }
  // Near enough to tell it from any other threshold that a person writes.
  const little = Math.max(Math.abs(threshold), 1) * 2 ** -20;
  return [threshold, threshold - little, threshold + little, threshold + 1];
}
