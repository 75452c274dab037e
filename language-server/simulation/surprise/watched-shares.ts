import type { Policy } from '../../policy/model.ts';

/** What is watched beside the goal and is a rate, in the order of the handoff. */
export function watchedShares({ watch, data }: Policy): string[] {
  return watch.filter(
    (name) => data.columns.find((column) => column.name === name)?.type.kind === 'yesNo',
  );
}
