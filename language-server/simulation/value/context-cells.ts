import type { BatchView } from '../batch-view.ts';

/** Numbers for the combinations of some columns' values, dense from 0, as they are met. */
export interface ContextCells {
  begin: (view: BatchView) => void;
  of: (row: number) => number;
}

type Level = Map<number, Level | number>;

/**
 * An unknown value is a value of its own: a Map takes NaN as a key like any number. From `most`
 * cells on, whatever is new shares the last one.
 */
export function createContextCells(columns: readonly string[], most: number): ContextCells {
  const first: Level = new Map();
  let count = 0;
  let values: Float64Array[] = [];
  return {
    begin: (view) => {
      values = columns.map((name) => view.leaf({ kind: 'column', name }));
    },
    of: (row) => {
      if (values.length === 0) return 0;
      let level = first;
      for (let depth = 0; depth < values.length - 1; depth++) {
        const code = values[depth]![row]!;
        let next = level.get(code) as Level | undefined;
        if (!next) {
          if (count >= most) return most - 1;
          level.set(code, (next = new Map()));
        }
        level = next;
      }
      const code = values[values.length - 1]![row]!;
      const known = level.get(code) as number | undefined;
      if (known !== undefined) return known;
      if (count >= most) return most - 1;
      level.set(code, count);
      return count++;
    },
  };
}
