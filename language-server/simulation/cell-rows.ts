import type { BatchView } from './batch-view.ts';
import type { Cells } from './cells.ts';
import type { Patterns } from './surprise/patterns.ts';

/** The rows of a replay in the cells of their contexts. */
export interface CellRows {
  begin: (view: BatchView) => void;
  /** Opens the cell of a row. */
  open: (row: number) => void;
  /** Counts the logged choice of a row, whose cell is open; -1 where it is not known. */
  count: (row: number, lane: number) => void;
}

/** `isRead`: whether a rule reads what cells tell; patterns read it wherever they can be compared. */
export function createCellRows(
  { cells, patterns }: { cells: Cells; patterns: Patterns },
  { columns, isRead }: { columns: readonly string[]; isRead: boolean },
): CellRows {
  const isUsed = isRead || patterns.refused === undefined;
  const context = new Float64Array(columns.length);
  let values: Float64Array[] = [];
  let view!: BatchView;
  return {
    begin: (next) => {
      view = next;
      values = columns.map((name) => view.leaf({ kind: 'column', name }));
      patterns.begin(view);
    },
    open: (row) => {
      if (!isUsed) return;
      for (let i = 0; i < context.length; i++) context[i] = values[i]![row]!;
      cells.open(context);
    },
    count: (row, lane) => {
      if (!isUsed) return;
      cells.count(lane);
      patterns.count(view, row, lane);
    },
  };
}
