import type { Solver } from './solve.ts';

/**
 * A solver that is asked nothing twice, `unknown` answers included: after one rule has changed,
 * only what is about that rule is asked anew. The answer used longest ago goes first.
 */
export function remembered(solver: Solver, most: number): Solver {
  const known = new Map<string, Awaited<ReturnType<Solver['solve']>>>();
  return {
    solve: async (script, limit) => {
      const answer = known.get(script) ?? (await solver.solve(script, limit));
      known.delete(script);
      known.set(script, answer);
      const [oldest] = known.keys();
      if (known.size > most && oldest !== undefined) known.delete(oldest);
      return answer;
    },
  };
}
