import { poolAdjacentViolators } from './isotonic.ts';
import type { Step } from './isotonic.ts';
import type { Tally } from './tally.ts';

/** Scores of probabilities against what came of them; all are means over decisions. */
export interface Scores {
  /** Mean of (confidence − outcome)². */
  brier: number;
  /** What the Brier score is made of: miscalibration − discrimination + uncertainty. */
  parts: { miscalibration: number; discrimination: number; uncertainty: number };
  /** Mean of −ln of the confidence in what happened, each clipped to [1e-15, 1 − 1e-15]. */
  logLoss: number;
  /** Decisions of a confidence of 0 or 1 that were wrong, without clipping an infinite loss each. */
  certainAndWrong: number;
  /** The isotonic map from what was said to what happened. */
  recalibrated: Step[];
}

/** As scikit-learn did before it went by the type of the number: 0 and 1 cost 34.5, not infinity. */
const CLIP = 1e-15;

/**
 * The Brier score with its CORP decomposition: the score is compared with that of the isotonic
 * recalibration and that of the constant base rate (Dimitriadis, Gneiting and Jordan, "Stable
 * reliability diagrams for probabilistic classifiers", PNAS 118(8), 2021, equation 5).
 */
export function scoresOf(tallies: readonly Tally[]): Scores {
  const n = sum(tallies, (tally) => tally.n);
  const base = sum(tallies, ({ successes }) => successes) / n;
  const recalibrated = poolAdjacentViolators(tallies);
  const brier = sum(tallies, (tally) => squares(tally, tally.confidence)) / n;
  const afterwards = sum(recalibrated, (step) => squares(step, step.rate)) / n;
  const uncertainty = base * (1 - base);
  return {
    brier,
    parts: {
      // Neither is below 0, which the isotonic map has over both, but for rounding.
      miscalibration: Math.max(0, brier - afterwards),
      discrimination: Math.max(0, uncertainty - afterwards),
      uncertainty,
    },
    logLoss: sum(tallies, logarithms) / n,
    certainAndWrong: sum(tallies, ({ confidence, n: all, successes }) =>
      confidence === 1 ? all - successes : confidence === 0 ? successes : 0,
    ),
    recalibrated,
  };
}

/** Sum of (share − outcome)² over so many outcomes. */
function squares({ n, successes }: { n: number; successes: number }, share: number): number {
  return successes * (1 - share) ** 2 + (n - successes) * share ** 2;
}

function logarithms({ confidence, n, successes }: Tally): number {
  const share = Math.min(Math.max(confidence, CLIP), 1 - CLIP);
  return -successes * Math.log(share) - (n - successes) * Math.log1p(-share);
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  let total = 0;
  for (const item of items) total += of(item);
  return total;
}
