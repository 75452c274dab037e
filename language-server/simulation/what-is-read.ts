import { leavesOf } from '../policy/leaves.ts';
import type { Condition, Policy, Simulation } from '../policy/model.ts';

/** Lengths in milliseconds of the rolling windows that a rule reads. */
function rollingWindows(condition: Condition): number[] {
  return leavesOf(condition).flatMap((leaf) =>
    leaf.kind === 'sent' && leaf.window.kind === 'rolling' ? [leaf.window.milliseconds] : [],
  );
}

/** The longest of them, in milliseconds; 0 where there is none. */
export function longestWindowOf(conditions: readonly Condition[]): number {
  return Math.max(0, ...conditions.flatMap(rollingWindows));
}

export function readsWord(condition: Condition, words: readonly string[]): boolean {
  return leavesOf(condition).some((leaf) => leaf.kind === 'word' && words.includes(leaf.word));
}

/** Everything that reads the state: rules, what people answer and whom first, and what was learned from it. */
export function conditionsOf(policy: Policy, simulation: Simulation): Condition[] {
  const optional = [
    ...simulation.reviewer.map(({ when }) => when),
    ...policy.feedback.flatMap(({ what, when }) => [what, when]),
    ...policy.escalations.map(({ budget }): Condition | undefined =>
      budget?.first ? { kind: 'known', of: budget.first.of } : undefined,
    ),
  ];
  return [
    ...policy.rules.map(({ fires }) => fires),
    ...optional.filter((condition) => condition !== undefined),
  ];
}
