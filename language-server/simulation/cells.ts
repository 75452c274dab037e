/**
 * How people's logged choices lie in the cells of the context, counted as the replay goes on:
 * only rows before the one that is decided.
 */
export interface Cells {
  /** Opens the cell of a context: one code per dimension, NaN a value of its own. */
  open: (context: ArrayLike<number>) => void;
  /** The number of the open cell, from 0 in the order in which they were first met. */
  current: () => number;
  /** The context of a cell by its number. */
  contextOf: (cell: number) => readonly number[];
  /**
   * In bits: −log2 of the Laplace-smoothed share with which people made that choice in the open
   * cell, (n + 1) / (N + lanes).
   */
  surpriseOf: (lane: number) => number;
  /**
   * Share of the rows so far that lie in commoner cells than the open one; 1 in a cell that has
   * no row yet, so that what was never seen is novel.
   */
  novelty: () => number;
  /** Counts a logged choice in the open cell; -1 where it is not known. */
  count: (lane: number) => void;
}

/** Cells by one dimension after the other; a Map takes NaN as a key like any number. */
interface Level {
  next: Map<number, Level>;
  cell: number;
}

export function createCells(lanes: number): Cells {
  const first: Level = { next: new Map(), cell: -1 };
  const totals: number[] = [];
  const counts: Float64Array[] = [];
  const contexts: number[][] = [];
  let open = 0;
  let rows = 0;
  return {
    open(context) {
      let level = first;
      for (let i = 0; i < context.length; i++) {
        let next = level.next.get(context[i]!);
        if (!next) level.next.set(context[i]!, (next = { next: new Map(), cell: -1 }));
        level = next;
      }
      if (level.cell < 0) {
        level.cell = totals.push(0) - 1;
        counts.push(new Float64Array(lanes));
        contexts.push(Array.from(context));
      }
      open = level.cell;
    },
    current: () => open,
    contextOf: (cell) => contexts[cell] ?? [],
    surpriseOf(lane) {
      return -Math.log2((counts[open]![lane]! + 1) / (totals[open]! + lanes));
    },
    novelty() {
      const own = totals[open]!;
      if (own === 0) return 1;
      let commoner = 0;
      for (const total of totals) if (total > own) commoner += total;
      return commoner / rows;
    },
    count(lane) {
      rows++;
      totals[open]!++;
      if (lane >= 0) counts[open]![lane]!++;
    },
  };
}
