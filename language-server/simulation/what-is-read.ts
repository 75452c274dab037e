import { leavesOf } from '../policy/leaves.ts';
import type { Condition, Policy, Simulation } from '../policy/model.ts';

/** Lengths in milliseconds of the rolling windows that a rule reads. */
export function rollingWindows(condition: Condition): number[] {
  return leavesOf(condition).flatMap((leaf) =>
    leaf.kind === 'sent' && leaf.window.kind === 'rolling' ? [leaf.window.milliseconds] : [],
  );
}

export function readsWord(condition: Condition, words: readonly string[]): boolean {
  return leavesOf(condition).some((leaf) => leaf.kind === 'word' && words.includes(leaf.word));
}

/** The columns whose combinations are the cells of surprise and novelty. */
export function cellColumnsOf(policy: Policy, simulation: Simulation): string[] {
  if (simulation.agent.kind === 'thompson') return simulation.agent.by;
  return policy.data.columns
    .filter(
      ({ type, role }) => role === undefined && (type.kind === 'oneOf' || type.kind === 'yesNo'),
    )
    .map(({ name }) => name);
}
