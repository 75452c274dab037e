import { PERHAPS, YES } from './frame.ts';
import type { Kernel } from './frame.ts';
import { columnOf } from './quantities.ts';
import type { Source } from './quantities.ts';

export interface Ends {
  ends: 'closed' | 'halfOpen';
  wraps: boolean;
}

/** Between two literals: whether it wraps, and where it ends, is settled before the first row. */
export function betweenLiterals(source: Source, low: number, high: number, how: Ends): Kernel {
  const column = columnOf(source);
  const isOutside = how.wraps && low > high;
  const isClosed = how.ends === 'closed';
  return (frame, offset, n, { bytes, words }) => {
    const xs = column.prepare(frame, offset, n);
    const x0 = column.whole * offset;
    const turns = n >> 2;
    let x = x0;
    // Four rows a turn: see `compareWith`.
    if (isOutside && isClosed) {
      for (let i = 0; i < turns; i++, x += 4) {
        words[i] =
          outsideClosed(xs[x]!, low, high) |
          (outsideClosed(xs[x + 1]!, low, high) << 8) |
          (outsideClosed(xs[x + 2]!, low, high) << 16) |
          (outsideClosed(xs[x + 3]!, low, high) << 24);
      }
      for (let i = turns << 2; i < n; i++) bytes[i] = outsideClosed(xs[x0 + i]!, low, high);
    } else if (isOutside) {
      for (let i = 0; i < turns; i++, x += 4) {
        words[i] =
          outside(xs[x]!, low, high) |
          (outside(xs[x + 1]!, low, high) << 8) |
          (outside(xs[x + 2]!, low, high) << 16) |
          (outside(xs[x + 3]!, low, high) << 24);
      }
      for (let i = turns << 2; i < n; i++) bytes[i] = outside(xs[x0 + i]!, low, high);
    } else if (isClosed) {
      for (let i = 0; i < turns; i++, x += 4) {
        words[i] =
          insideClosed(xs[x]!, low, high) |
          (insideClosed(xs[x + 1]!, low, high) << 8) |
          (insideClosed(xs[x + 2]!, low, high) << 16) |
          (insideClosed(xs[x + 3]!, low, high) << 24);
      }
      for (let i = turns << 2; i < n; i++) bytes[i] = insideClosed(xs[x0 + i]!, low, high);
    } else {
      for (let i = 0; i < turns; i++, x += 4) {
        words[i] =
          inside(xs[x]!, low, high) |
          (inside(xs[x + 1]!, low, high) << 8) |
          (inside(xs[x + 2]!, low, high) << 16) |
          (inside(xs[x + 3]!, low, high) << 24);
      }
      for (let i = turns << 2; i < n; i++) bytes[i] = inside(xs[x0 + i]!, low, high);
    }
  };
}

const outsideClosed = (x: number, low: number, high: number): number =>
  ((+(x >= low) | +(x <= high)) * YES) | +(x !== x);
const outside = (x: number, low: number, high: number): number =>
  ((+(x >= low) | +(x < high)) * YES) | +(x !== x);
const insideClosed = (x: number, low: number, high: number): number =>
  ((+(x >= low) & +(x <= high)) * YES) | +(x !== x);
const inside = (x: number, low: number, high: number): number =>
  ((+(x >= low) & +(x < high)) * YES) | +(x !== x);

/** Between two quantities that change from row to row. */
export function betweenSources(of: Source, low: Source, high: Source, how: Ends): Kernel {
  const a = columnOf(of);
  const b = columnOf(low);
  const c = columnOf(high);
  const wraps = +how.wraps;
  const closed = +(how.ends === 'closed');
  return (frame, offset, n, out) => {
    const xs = a.prepare(frame, offset, n);
    const lows = b.prepare(frame, offset, n);
    const highs = c.prepare(frame, offset, n);
    const x0 = a.whole * offset;
    const low0 = b.whole * offset;
    const high0 = c.whole * offset;
    const bytes = out.bytes;
    for (let i = 0; i < n; i++) {
      const x = xs[x0 + i]!;
      const from = lows[low0 + i]!;
      const to = highs[high0 + i]!;
      const isAfter = +(x >= from);
      const isBefore = +(x < to) | (+(x === to) & closed);
      const isOutside = +(from > to) & wraps;
      const holds = (isAfter & isBefore) | (isOutside & (isAfter | isBefore));
      const isKnown = +(x === x) & +(from === from) & +(to === to);
      bytes[i] = isKnown * holds * YES + (1 - isKnown) * PERHAPS;
    }
  };
}
