import type { Conflicts } from '../simulation/conflict-counts.ts';

/** Who goes first, in words that follow those before them. */
export function orderWords({ priority }: Conflicts): string {
  return priority.length === 0
    ? 'taken in order of moment: the guardrails name no priority'
    : `within a day (UTC) taken in this order: ${[...priority, 'all others'].join(', then ')}`;
}
