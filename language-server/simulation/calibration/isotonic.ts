import type { Tally } from './tally.ts';

/** Confidences from `from` to `to` come to `rate`; between two steps nothing was said. */
export interface Step {
  from: number;
  to: number;
  rate: number;
  n: number;
  successes: number;
}

/**
 * Isotonic regression of the outcome on what was said by the pool-adjacent-violators algorithm
 * (Ayer et al. 1955; de Leeuw, Hornik and Mair, Journal of Statistical Software 32(5), 2009): the
 * map that never falls and has the least squared error. Tallies rise in confidence.
 */
export function poolAdjacentViolators(tallies: readonly Tally[]): Step[] {
  const steps: Step[] = [];
  for (const { confidence, n, successes } of tallies) {
    steps.push({ from: confidence, to: confidence, rate: successes / n, n, successes });
    while (steps.length > 1 && steps.at(-2)!.rate >= steps.at(-1)!.rate) {
      const last = steps.pop()!;
      const before = steps.at(-1)!;
      before.to = last.to;
      before.n += last.n;
      before.successes += last.successes;
      before.rate = before.successes / before.n;
    }
  }
  return steps;
}
