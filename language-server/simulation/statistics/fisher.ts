import type { Proportion } from './proportions.ts';

/** Beyond this the rest of a tail adds nothing that a double could hold. */
const NEGLIGIBLE = 1e-25;
/** Tables that are as likely as the observed one up to rounding count as such, as in R. */
const TIE = 1 + 1e-7;

/**
 * The two-sided p of Fisher's exact test that two proportions are the same: the probability, given
 * all four margins, of every table that is no likelier than the observed one (Fisher 1935;
 * as `fisher.test` in R). It is used rather than a z or χ² test, whose p is far too small where
 * successes are few, as clicks are. Counts are rounded to whole ones; 1 without any, and where one
 * is not finite. A p below about 1e-25 is 0. Tables too far out to count are left out, so that it
 * takes about as many steps as twenty standard deviations: a million for two groups of a billion.
 */
export function fisherExact(first: Proportion, second: Proportion): number {
  const n1 = Math.round(first.n);
  const n2 = Math.round(second.n);
  const observed = Math.min(Math.round(first.successes), n1);
  const total = observed + Math.min(Math.round(second.successes), n2);
  const lowest = Math.max(0, total - n2);
  const highest = Math.min(total, n1);
  if (!Number.isFinite(n1 + n2 + total) || lowest >= highest) return 1;
  const mode = Math.min(
    highest,
    Math.max(lowest, Math.floor(((total + 1) * (n1 + 1)) / (n1 + n2 + 2))),
  );
  const margins = { n1, n2, total };
  const bar = likelihoodOf(observed, mode, margins) * TIE;
  // Likelihoods are relative to the likeliest table, and added from it outwards on both sides.
  let all = 0;
  let asExtreme = 0;
  const count = (likelihood: number): void => {
    all += likelihood;
    if (likelihood <= bar) asExtreme += likelihood;
  };
  for (let k = mode, likelihood = 1; k < highest; k++) {
    likelihood *= rise(k, margins);
    if (likelihood < NEGLIGIBLE) break;
    count(likelihood);
  }
  count(1);
  for (let k = mode, likelihood = 1; k > lowest; k--) {
    likelihood *= 1 / rise(k - 1, margins);
    if (likelihood < NEGLIGIBLE) break;
    count(likelihood);
  }
  return Math.min(1, asExtreme / all);
}

interface Margins {
  n1: number;
  n2: number;
  total: number;
}

/** How many times likelier than a table with k successes in its first row one with k + 1 is. */
function rise(k: number, { n1, n2, total }: Margins): number {
  return ((n1 - k) / (k + 1)) * ((total - k) / (n2 - total + k + 1));
}

/** Beside the likeliest table, which has `mode` successes in its first row; likelihoods fall from it. */
function likelihoodOf(successes: number, mode: number, margins: Margins): number {
  let likelihood = 1;
  for (let k = mode; k < successes && likelihood >= NEGLIGIBLE; k++) likelihood *= rise(k, margins);
  for (let k = mode; k > successes && likelihood >= NEGLIGIBLE; k--) {
    likelihood *= 1 / rise(k - 1, margins);
  }
  return likelihood < NEGLIGIBLE ? 0 : likelihood;
}
