import { cells } from './display-width.ts';
import { printable } from './terminal.ts';

/** A line of source and, below it, the carets that point at a part of it. */
export interface Excerpt {
  line: string;
  carets: string;
}

const ELLIPSIS = '…';
const TAB = 4;

/**
 * Cuts a line to `width` columns around [start, end), UTF-16 units from 0, and points at it. A tab
 * is shown as spaces, wide characters get two carets, and an empty range gets one.
 */
export function excerptOf(
  source: string,
  range: { start: number; end: number },
  width: number,
): Excerpt {
  const shown = layOut(source);
  const before = shown.filter(({ start }) => start < range.start);
  const from = Math.min(before.length, shown.length);
  const until = Math.max(from, shown.filter(({ start }) => start < range.end).length);
  const [first, last] = windowAround(shown, { from, until, width });
  const visible = shown.slice(first, last);
  const [head, tail] = [first > 0 ? ELLIPSIS : '', last < shown.length ? ELLIPSIS : ''];
  const marked = widthOf(shown.slice(from, Math.min(until, last)));
  return {
    line: head + visible.map(({ text }) => text).join('') + tail,
    carets:
      ' '.repeat(head.length + widthOf(shown.slice(first, from))) + '^'.repeat(Math.max(1, marked)),
  };
}

interface Cell {
  text: string;
  width: number;
  /** In the source, UTF-16 units from 0. */
  start: number;
}

function layOut(source: string): Cell[] {
  let column = 0;
  return cells(source).map(({ text, width, start }) => {
    const isTab = text === '\t';
    const taken = isTab ? TAB - (column % TAB) : width;
    column += taken;
    return { text: isTab ? ' '.repeat(taken) : printable(text), width: taken, start };
  });
}

/** First and last (exclusive) cell to show: the place itself, and as much around it as fits. */
function windowAround(
  shown: readonly Cell[],
  { from, until, width }: { from: number; until: number; width: number },
): [first: number, last: number] {
  if (widthOf(shown) <= width) return [0, shown.length];
  const room = width - 2 * ELLIPSIS.length;
  let [first, last] = [from, from];
  let taken = 0;
  const add = (at: number): boolean => {
    const cell = shown[at];
    if (!cell || taken + cell.width > room) return false;
    taken += cell.width;
    return true;
  };
  while (last < until && add(last)) last++;
  // Two thirds of what is left goes before the place: what led there says most about it.
  const before = taken + ((room - taken) * 2) / 3;
  while (first > 0 && taken < before && add(first - 1)) first--;
  while (add(last)) last++;
  while (first > 0 && add(first - 1)) first--;
  return [first, last];
}

function widthOf(shown: readonly Cell[]): number {
  return shown.reduce((sum, cell) => sum + cell.width, 0);
}
