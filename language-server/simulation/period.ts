import { dateOf } from '../policy/clock.ts';
import type { Simulation } from '../policy/model.ts';
import type { BatchView } from './batch-view.ts';

/**
 * Where a row lies: by the local date of its moment; by the UTC date where its clock is not
 * known, and within where its moment is not, so that no row is lost.
 */
export function placeInTime(
  view: BatchView,
  row: number,
  { from = -Infinity, to = Infinity }: Simulation,
): 'before' | 'within' | 'after' {
  const local = view.locals[row]!;
  const date = dateOf(Number.isNaN(local) ? view.moments[row]! : local);
  if (date < from) return 'before';
  return date >= to ? 'after' : 'within';
}
