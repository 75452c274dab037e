import { createNumberPlaces } from '../statistics/number-places.ts';

/** Values from `low` to `high`, how many of them there were, and the sums of what they brought. */
export interface ValueCell {
  low: number;
  high: number;
  n: number;
  sums: Float64Array;
}

export interface ValueCells {
  add: (value: number, sums: ArrayLike<number>) => void;
  /** In rising order; no two overlap, and so the sums between two cells are exact. */
  finish: () => ValueCell[];
}

const MOST_EXACT = 4096;
const COARSE = 1024;

/**
 * Sums by value in bounded memory. Up to 4096 different values have a cell each. Beyond that,
 * neighbours are merged into about 1024 cells of equal weight, and what comes later goes to the
 * cell that it lies in: a threshold can then stand only between two cells, where its counts are
 * exact. The values beside `apart` are never merged over it.
 */
export function createValueCells(width: number, apart: number): ValueCells {
  let merged: ValueCell[] = [];
  let exact = createNumberPlaces();
  /** Of the exact values by place: how many there were, then the sums. */
  let records = new Float64Array(64 * (1 + width));

  function recordOf(value: number): number {
    const start = exact.add(value) * (1 + width);
    if (start === records.length) {
      const longer = new Float64Array(2 * records.length);
      longer.set(records);
      records = longer;
    }
    return start;
  }

  function merge(): void {
    merged = coarser(sorted());
    exact = createNumberPlaces();
    records.fill(0);
  }

  function sorted(): ValueCell[] {
    const cells = Array.from({ length: exact.count() }, (_, place): ValueCell => {
      const [value, start] = [exact.at(place), place * (1 + width)];
      const sums = records.slice(start + 1, start + 1 + width);
      return { low: value, high: value, n: records[start]!, sums };
    });
    return [...merged, ...cells].sort((left, right) => left.low - right.low);
  }

  function coarser(cells: readonly ValueCell[]): ValueCell[] {
    const weight = cells.reduce((sum, { n }) => sum + n, 0);
    const found: ValueCell[] = [];
    for (const cell of cells) {
      const last = found.at(-1);
      const isFull = !last || last.n + cell.n > weight / COARSE;
      if (isFull || sideOf(last.high) !== sideOf(cell.low)) {
        found.push({ ...cell });
        continue;
      }
      last.high = cell.high;
      last.n += cell.n;
      for (let k = 0; k < width; k++) last.sums[k]! += cell.sums[k]!;
    }
    return found;
  }

  function sideOf(value: number): number {
    return Math.sign(value - apart);
  }

  return {
    add: (value, sums) => {
      const place = exact.find(value);
      if (place < 0 && exact.count() >= MOST_EXACT && !cellOf(merged, value)) merge();
      const cell = place < 0 ? cellOf(merged, value) : undefined;
      if (cell) {
        cell.n++;
        for (let k = 0; k < width; k++) cell.sums[k]! += sums[k]!;
        return;
      }
      let at = place < 0 ? recordOf(value) : place * (1 + width);
      records[at++]!++;
      for (let k = 0; k < width; k++) records[at++]! += sums[k]!;
    },
    finish: sorted,
  };
}

function cellOf(cells: readonly ValueCell[], value: number): ValueCell | undefined {
  let from = 0;
  let to = cells.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (cells[middle]!.high < value) from = middle + 1;
    else to = middle;
  }
  const found = cells[from];
  return found && found.low <= value ? found : undefined;
}
