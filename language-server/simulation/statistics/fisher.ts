import type { Proportion } from './proportions.ts';

/** Beyond this the rest of a tail adds nothing that a double could hold. */
const NEGLIGIBLE = 1e-25;
/** Tables that are as likely as the observed one up to rounding count as such, as in R. */
const TIE = 1 + 1e-7;

/**
 * The two-sided p of Fisher's exact test that two proportions are the same: the probability, given
 * all four margins, of every table that is no likelier than the observed one (Fisher 1935;
 * as `fisher.test` in R). It is used rather than a z or χ² test, whose p is far too small where
 * successes are few, as clicks are. Counts are rounded to whole ones; 1 without any. A p below
 * about 1e-25 is 0.
 */
export function fisherExact(first: Proportion, second: Proportion): number {
  const n1 = Math.round(first.n);
  const n2 = Math.round(second.n);
  const observed = Math.min(Math.round(first.successes), n1);
  const total = observed + Math.min(Math.round(second.successes), n2);
  const lowest = Math.max(0, total - n2);
  const highest = Math.min(total, n1);
  if (lowest >= highest) return 1;
  const mode = Math.min(
    highest,
    Math.max(lowest, Math.floor(((total + 1) * (n1 + 1)) / (n1 + n2 + 2))),
  );
  // Likelihoods relative to the likeliest table, from it outwards on both sides.
  const up = (k: number): number => ((n1 - k) / (k + 1)) * ((total - k) / (n2 - total + k + 1));
  const rising = walk(mode, highest, 1, up);
  const falling = walk(mode, lowest, -1, (k) => 1 / up(k - 1));
  const side = observed >= mode ? rising : falling;
  const bar = side[Math.abs(observed - mode)] ?? 0;
  let all = -1; // The likeliest table is on both sides.
  let asExtreme = bar * TIE >= 1 ? -1 : 0;
  for (const likelihood of [...rising, ...falling]) {
    all += likelihood;
    if (likelihood <= bar * TIE) asExtreme += likelihood;
  }
  return Math.min(1, asExtreme / all);
}

function walk(from: number, to: number, step: number, ratio: (k: number) => number): number[] {
  const found = [1];
  let likelihood = 1;
  for (let k = from; k !== to; k += step) {
    likelihood *= ratio(k);
    if (likelihood < NEGLIGIBLE) break;
    found.push(likelihood);
  }
  return found;
}
