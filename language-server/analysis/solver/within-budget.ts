import type { Solver } from './solve.ts';

/**
 * A solver that answers `unknown` to everything once its answers have taken `budget` milliseconds
 * together: what could not be decided by then is said so, and nothing waits for hours.
 */
export function withinBudget(
  solver: Solver,
  { budget, now }: { budget: number; now: () => number },
): Solver {
  let spent = 0;
  return {
    solve: async (script, limit) => {
      if (spent >= budget) return { verdict: 'unknown' };
      const start = now();
      const answer = await solver.solve(script, limit);
      spent += now() - start;
      return answer;
    },
  };
}
