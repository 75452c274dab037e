/**
 * Browsers end an element near 33 million pixels. A longer list is given that much less height
 * than its rows need; a pixel of the scroll bar is then several of the list.
 */
const tallest = 15_000_000;

export interface ListSize {
  rows: number;
  rowHeight: number;
  /** Of what is in sight. */
  viewport: number;
}

/** Of the element that scrolls. */
export function scrollHeight({ rows, rowHeight }: ListSize): number {
  return Math.min(rows * rowHeight, tallest);
}

/** How many pixels of the list one of the scroll bar stands for. */
export function scaleOf(size: ListSize): number {
  const scrolled = scrollHeight(size) - size.viewport;
  return scrolled <= 0 ? 1 : Math.max(1, mostOffset(size) / scrolled);
}

export function mostOffset({ rows, rowHeight, viewport }: ListSize): number {
  return Math.max(0, rows * rowHeight - viewport);
}

/** The rows in sight at an offset, those cut at the edges included. */
export function rowsInSight(
  { rows, rowHeight, viewport }: ListSize,
  offset: number,
): { first: number; last: number } {
  const first = Math.max(0, Math.floor(offset / rowHeight));
  const last = Math.min(rows - 1, Math.floor((offset + viewport - 1) / rowHeight));
  return { first, last: Math.max(first, last) };
}

/** The offset nearest to this one that has the row wholly in sight. */
export function offsetToShow(size: ListSize, offset: number, row: number): number {
  const top = row * size.rowHeight;
  const bottom = top + size.rowHeight - size.viewport;
  return Math.max(0, Math.min(Math.max(offset, bottom), top));
}
