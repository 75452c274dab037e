import type { Comparison } from '../model.ts';
import { NO, PERHAPS, YES } from './frame.ts';
import type { Kernel, Mask } from './frame.ts';
import { columnOf } from './quantities.ts';
import type { Source } from './quantities.ts';

/*
 * Masks are computed without branches, from comparisons as numbers: on mixed data a mispredicted
 * branch costs more than the whole row. Against NaN every comparison but !== fails, so that
 * `x !== x` adds what is unknown.
 */

/** A quantity compared with a literal: the shape of most rules. */
export function compareLiteral(operator: Comparison, source: Source, literal: number): Kernel {
  const column = columnOf(source);
  const loop = loops[operator];
  return (frame, offset, n, out) => {
    const xs = column.prepare(frame, offset, n);
    const x0 = column.whole * offset;
    loop(xs, x0, literal, n, out);
  };
}

const is = (x: number, c: number): number => (+(x === c) * 3) | +(x !== x);
const isNot = (x: number, c: number): number => (+(x !== c) * 3) ^ (+(x !== x) << 1);
const above = (x: number, c: number): number => (+(x > c) * 3) | +(x !== x);
const below = (x: number, c: number): number => (+(x < c) * 3) | +(x !== x);
const atLeast = (x: number, c: number): number => (+(x >= c) * 3) | +(x !== x);
const atMost = (x: number, c: number): number => (+(x <= c) * 3) | +(x !== x);

/**
 * Four rows a turn, written as one word, take two thirds of the time of one row a turn. Each
 * operator has a loop of its own, so that its comparison is inlined there.
 */
function isLoop(xs: Float64Array, x0: number, c: number, n: number, { bytes, words }: Mask): void {
  const turns = n >> 2;
  let x = x0;
  for (let i = 0; i < turns; i++, x += 4) {
    words[i] =
      is(xs[x]!, c) |
      (is(xs[x + 1]!, c) << 8) |
      (is(xs[x + 2]!, c) << 16) |
      (is(xs[x + 3]!, c) << 24);
  }
  for (let i = turns << 2; i < n; i++) bytes[i] = is(xs[x0 + i]!, c);
}

function isNotLoop(
  xs: Float64Array,
  x0: number,
  c: number,
  n: number,
  { bytes, words }: Mask,
): void {
  const turns = n >> 2;
  let x = x0;
  for (let i = 0; i < turns; i++, x += 4) {
    words[i] =
      isNot(xs[x]!, c) |
      (isNot(xs[x + 1]!, c) << 8) |
      (isNot(xs[x + 2]!, c) << 16) |
      (isNot(xs[x + 3]!, c) << 24);
  }
  for (let i = turns << 2; i < n; i++) bytes[i] = isNot(xs[x0 + i]!, c);
}

function aboveLoop(
  xs: Float64Array,
  x0: number,
  c: number,
  n: number,
  { bytes, words }: Mask,
): void {
  const turns = n >> 2;
  let x = x0;
  for (let i = 0; i < turns; i++, x += 4) {
    words[i] =
      above(xs[x]!, c) |
      (above(xs[x + 1]!, c) << 8) |
      (above(xs[x + 2]!, c) << 16) |
      (above(xs[x + 3]!, c) << 24);
  }
  for (let i = turns << 2; i < n; i++) bytes[i] = above(xs[x0 + i]!, c);
}

function belowLoop(
  xs: Float64Array,
  x0: number,
  c: number,
  n: number,
  { bytes, words }: Mask,
): void {
  const turns = n >> 2;
  let x = x0;
  for (let i = 0; i < turns; i++, x += 4) {
    words[i] =
      below(xs[x]!, c) |
      (below(xs[x + 1]!, c) << 8) |
      (below(xs[x + 2]!, c) << 16) |
      (below(xs[x + 3]!, c) << 24);
  }
  for (let i = turns << 2; i < n; i++) bytes[i] = below(xs[x0 + i]!, c);
}

function atLeastLoop(
  xs: Float64Array,
  x0: number,
  c: number,
  n: number,
  { bytes, words }: Mask,
): void {
  const turns = n >> 2;
  let x = x0;
  for (let i = 0; i < turns; i++, x += 4) {
    words[i] =
      atLeast(xs[x]!, c) |
      (atLeast(xs[x + 1]!, c) << 8) |
      (atLeast(xs[x + 2]!, c) << 16) |
      (atLeast(xs[x + 3]!, c) << 24);
  }
  for (let i = turns << 2; i < n; i++) bytes[i] = atLeast(xs[x0 + i]!, c);
}

function atMostLoop(
  xs: Float64Array,
  x0: number,
  c: number,
  n: number,
  { bytes, words }: Mask,
): void {
  const turns = n >> 2;
  let x = x0;
  for (let i = 0; i < turns; i++, x += 4) {
    words[i] =
      atMost(xs[x]!, c) |
      (atMost(xs[x + 1]!, c) << 8) |
      (atMost(xs[x + 2]!, c) << 16) |
      (atMost(xs[x + 3]!, c) << 24);
  }
  for (let i = turns << 2; i < n; i++) bytes[i] = atMost(xs[x0 + i]!, c);
}

const loops = {
  is: isLoop,
  isNot: isNotLoop,
  above: aboveLoop,
  below: belowLoop,
  atLeast: atLeastLoop,
  atMost: atMostLoop,
};

/** Two quantities: both bits of all six operators come from less, equal and greater. */
export function compareSources(operator: Comparison, left: Source, right: Source): Kernel {
  const a = columnOf(left);
  const b = columnOf(right);
  const whenLess = +(operator === 'below' || operator === 'atMost' || operator === 'isNot') * YES;
  const whenEqual = +(operator === 'is' || operator === 'atLeast' || operator === 'atMost') * YES;
  const whenMore = +(operator === 'above' || operator === 'atLeast' || operator === 'isNot') * YES;
  return (frame, offset, n, out) => {
    const xs = a.prepare(frame, offset, n);
    const ys = b.prepare(frame, offset, n);
    const x0 = a.whole * offset;
    const y0 = b.whole * offset;
    const bytes = out.bytes;
    for (let i = 0; i < n; i++) {
      const x = xs[x0 + i]!;
      const y = ys[y0 + i]!;
      const less = +(x < y);
      const equal = +(x === y);
      const more = +(x > y);
      bytes[i] =
        less * whenLess + equal * whenEqual + more * whenMore + (1 - less - equal - more) * PERHAPS;
    }
  };
}

export function knownKernel(source: Source): Kernel {
  const column = columnOf(source);
  return (frame, offset, n, out) => {
    const xs = column.prepare(frame, offset, n);
    const x0 = column.whole * offset;
    const bytes = out.bytes;
    for (let i = 0; i < n; i++) {
      const x = xs[x0 + i]!;
      bytes[i] = +(x === x) * YES;
    }
  };
}

const TABLE = 256;

/** One of several numbers; codes from 0 to 255, as those of enumerations are, take one look-up. */
export function oneOfKernel(source: Source, values: readonly number[]): Kernel {
  const [only] = values;
  if (only !== undefined && values.length === 1) return compareLiteral('is', source, only);
  const areCodes = values.every((value) => value === (value & (TABLE - 1)));
  return areCodes ? oneOfCodes(source, values) : oneOfNumbers(source, values);
}

function oneOfCodes(source: Source, values: readonly number[]): Kernel {
  const column = columnOf(source);
  const table = new Uint8Array(TABLE);
  for (const value of values) table[value] = YES;
  return (frame, offset, n, out) => {
    const xs = column.prepare(frame, offset, n);
    const x0 = column.whole * offset;
    const bytes = out.bytes;
    for (let i = 0; i < n; i++) {
      const x = xs[x0 + i]!;
      const code = x & (TABLE - 1);
      bytes[i] = table[code]! * +(code === x) + +(x !== x) * PERHAPS;
    }
  };
}

function oneOfNumbers(source: Source, values: readonly number[]): Kernel {
  const column = columnOf(source);
  const list = Float64Array.from(values);
  return (frame, offset, n, out) => {
    const xs = column.prepare(frame, offset, n);
    const x0 = column.whole * offset;
    const bytes = out.bytes;
    for (let i = 0; i < n; i++) {
      const x = xs[x0 + i]!;
      let mask = +(x !== x) * PERHAPS;
      for (const value of list) mask |= +(x === value) * YES;
      bytes[i] = mask;
    }
  };
}

/** Further apart than `distance`, the shorter way round where there is a cycle. */
export function farFromKernel(
  of: Source,
  from: Source,
  distance: number,
  cycle: number | undefined,
): Kernel {
  const a = columnOf(of);
  const b = columnOf(from);
  return (frame, offset, n, out) => {
    const xs = a.prepare(frame, offset, n);
    const ys = b.prepare(frame, offset, n);
    const x0 = a.whole * offset;
    const y0 = b.whole * offset;
    const bytes = out.bytes;
    if (cycle === undefined) {
      for (let i = 0; i < n; i++) {
        const apart = Math.abs(xs[x0 + i]! - ys[y0 + i]!);
        bytes[i] = (+(apart > distance) * YES) | +(apart !== apart);
      }
      return;
    }
    let roundMore = 0;
    // The shorter way is far when both ways are: two comparisons cost less than a minimum.
    for (let i = 0; i < n; i++) {
      const apart = Math.abs(xs[x0 + i]! - ys[y0 + i]!);
      const isFar = +(apart > distance) & +(cycle - apart > distance);
      bytes[i] = (isFar * YES) | +(apart !== apart);
      roundMore |= +(apart >= cycle);
    }
    // Values of a cycle are less than a cycle apart; only arithmetic can say otherwise.
    for (let i = 0; roundMore === 1 && i < n; i++) {
      const apart = Math.abs(xs[x0 + i]! - ys[y0 + i]!) % cycle;
      const isFar = +(apart > distance) & +(cycle - apart > distance);
      bytes[i] = (isFar * YES) | +(apart !== apart);
    }
  };
}

/** Dates in any of the inclusive ranges, which are merged, so that a binary search finds them. */
export function inRangesKernel(
  source: Source,
  ranges: readonly { from: number; to: number }[],
): Kernel {
  const column = columnOf(source);
  const { starts, ends } = merge(ranges);
  const first = starts[0] ?? NaN;
  const last = ends[ends.length - 1] ?? NaN;
  return (frame, offset, n, out) => {
    const xs = column.prepare(frame, offset, n);
    const x0 = column.whole * offset;
    const bytes = out.bytes;
    for (let i = 0; i < n; i++) {
      const x = xs[x0 + i]!;
      const isNear = x >= first && x <= last;
      bytes[i] = isNear ? (isInside(x, starts, ends) ? YES : NO) : x === x ? NO : PERHAPS;
    }
  };
}

function isInside(x: number, starts: Float64Array, ends: Float64Array): boolean {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= x) low = middle;
    else high = middle - 1;
  }
  return x >= starts[low]! && x <= ends[low]!;
}

function merge(ranges: readonly { from: number; to: number }[]) {
  const sorted = ranges.filter(({ from, to }) => from <= to).sort((a, b) => a.from - b.from);
  const merged: { from: number; to: number }[] = [];
  for (const { from, to } of sorted) {
    const before = merged[merged.length - 1];
    if (before !== undefined && from <= before.to) before.to = Math.max(before.to, to);
    else merged.push({ from, to });
  }
  return {
    starts: Float64Array.from(merged, ({ from }) => from),
    ends: Float64Array.from(merged, ({ to }) => to),
  };
}
