import type { Leaf, Value } from '../policy/model.ts';
import type { BatchView } from './batch-view.ts';
import type { LanesOfRow } from './lane-conditions.ts';
import type { StateLeaves } from './state-leaves.ts';

/** A row that is being decided; `leaves` hold the values of its active lanes. */
export interface RowOnLanes extends LanesOfRow {
  view: BatchView;
  row: number;
  leaves: StateLeaves;
}

/** Reads what the replay filled in for this row, by lane where a choice moves it. */
export function readerOf({
  view,
  row,
  lanes,
  active,
  leaves,
}: RowOnLanes): (leaf: Leaf, choice: Value) => Value | undefined {
  return (leaf, choice) => {
    if (
      leaf.kind === 'column' ||
      leaf.kind === 'date' ||
      leaf.kind === 'weekday' ||
      leaf.kind === 'month'
    ) {
      return codeValue(view, leaf, row);
    }
    const slot = leaves.slot(leaf);
    slot.ready();
    const value = slot.array[active.places[lanes.laneOf(Number(choice))] ?? -1];
    return value === undefined || Number.isNaN(value) ? undefined : value;
  };
}

/** Texts are carried as codes. */
export function codeValue(view: BatchView, leaf: Leaf, row: number): Value | undefined {
  const code = view.leaf(leaf)[row]!;
  if (Number.isNaN(code)) return undefined;
  const words = view.dictionary(leaf);
  return words ? words[code] : code;
}
