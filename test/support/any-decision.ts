import { rangeOf } from '../../language-server/analysis/ranges.ts';
import { candidates } from '../../language-server/policy/choices.ts';
import { isText, leafKey, leafType } from '../../language-server/policy/leaves.ts';
import type { Condition, Leaf, Policy, Value } from '../../language-server/policy/model.ts';
import { unitOfLeaf } from '../../language-server/policy/units.ts';
import { choicesOf } from './arbitrary-policy.ts';

const plainNumbers = [0, 1, 2, 3, 5, 0.5, -1, 7, 12, 60, 180, 360, 540, 720, 1260, 1380];

/** Numbers to draw from: some that are always worth it, and those at and beside thresholds. */
export function numbersFor(conditions: readonly Condition[]): number[] {
  const literals = [...JSON.stringify(conditions).matchAll(/"value":(-?[\d.e+-]+)/g)].map(
    ([, text]) => Number(text),
  );
  const beside = literals.flatMap((each) => [each, each - 1, each + 1, each - 0.01, each + 0.01]);
  return [...new Set([...plainNumbers, ...beside])];
}

/**
 * A decision that could be, the same for the same row: every value inside of its type, the parts
 * of a date agreeing, one in eight quantities unknown.
 */
export function decision(
  row: number,
  leaves: readonly Leaf[],
  { policy, numbers = plainNumbers }: { policy: Policy; numbers?: readonly number[] },
): Map<string, Value> {
  const days = numbers.filter((each) => Number.isInteger(each) && Math.abs(each) < 100_000);
  const day = days[draw(days.length, row, 'day')]!;
  const isClockKnown = draw(8, row, 'clock') > 0;
  const parts: Record<string, number> = {
    date: day,
    weekday: ((((day + 3) % 7) + 7) % 7) + 1,
    month: new Date(day * 86_400_000).getUTCMonth() + 1,
  };
  const values = new Map<string, Value>();
  for (const leaf of leaves) {
    const key = leafKey(leaf);
    const part = parts[leaf.kind];
    const value = part ?? valueOf(leaf, row, { policy, numbers });
    const isKnown = part === undefined ? draw(8, row, key, 'known') > 0 : isClockKnown;
    const isAlwaysKnown = leaf.kind === 'choice' || key === 'word:sending';
    if (isKnown || isAlwaysKnown) values.set(key, value);
  }
  return values;
}

interface From {
  policy: Policy;
  numbers: readonly number[];
}

function valueOf(leaf: Leaf, row: number, from: From): Value {
  const pick = <T>(list: readonly T[]): T => list[draw(list.length, row, leafKey(leaf))]!;
  if (leafKey(leaf) === 'word:sending') return 1;
  if (leaf.kind === 'choice') {
    return pick(candidates(from.policy.choice.type) ?? inType(leaf, from));
  }
  if (leaf.kind === 'sinceLast' && draw(3, row, 'never') === 0) return Infinity;
  return pick(inType(leaf, from));
}

function inType(leaf: Leaf, { policy, numbers }: From): Value[] {
  const type = leafType(leaf, policy);
  if (isText(type)) return choicesOf({ kind: 'text' });
  const unit = unitOfLeaf(leaf, policy)!;
  const listed = unit.kind === 'time' ? undefined : candidates(unit);
  if (listed) return listed;
  const range = rangeOf(unit);
  return numbers.filter(
    (each) =>
      (range === undefined || (each >= range.low && each <= range.high)) &&
      (unit.kind !== 'date' || Number.isInteger(each)),
  );
}

/** A number in [0, count), the same for the same words. */
function draw(count: number, ...words: unknown[]): number {
  let state = 0x811c9dc5;
  for (const unit of words.join('|')) state = Math.imul(state ^ unit.codePointAt(0)!, 0x01000193);
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  return ((state ^ (state >>> 13)) >>> 0) % count;
}
