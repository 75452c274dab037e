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
  const exact = new Map<number, ValueCell>();

  function cellFor(value: number): ValueCell {
    const known = exact.get(value) ?? cellOf(merged, value);
    if (known) return known;
    if (exact.size >= MOST_EXACT) {
      merged = coarser(sorted());
      exact.clear();
      return cellFor(value);
    }
    const made = { low: value, high: value, n: 0, sums: new Float64Array(width) };
    exact.set(value, made);
    return made;
  }

  function sorted(): ValueCell[] {
    return [...merged, ...exact.values()].sort((left, right) => left.low - right.low);
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
      const cell = cellFor(value);
      cell.n++;
      for (let k = 0; k < width; k++) cell.sums[k]! += sums[k]!;
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
