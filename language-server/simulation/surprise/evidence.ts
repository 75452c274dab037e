import { falseDiscoveryRates } from '../statistics/benjamini-hochberg.ts';
import { fisherExact } from '../statistics/fisher.ts';
import type { Interval, Proportion } from '../statistics/proportions.ts';
import { newcombe } from '../statistics/proportions.ts';

/** The rate of a choice beside that of the usual one in the same cell. */
export interface Difference {
  /** Of the choice, and of the usual one. */
  first: Proportion;
  second: Proportion;
  /** Rate of the choice minus rate of the usual one, with its 95% Newcombe interval. */
  difference: number;
  interval: Interval;
}

/** What the log says of a choice in a cell, against the usual choice there. */
export interface PatternEvidence {
  /** Cell × lanes + lane. */
  pattern: number;
  /** Rows with that choice in that cell whose goal was observed, held out or not. */
  n: number;
  /** Before the holdout: where patterns are compared, and what `p` and `q` are of. */
  earlier: Difference;
  p: number;
  q: number;
  /** On the last 30% of time; absent where one of the two was not seen there. */
  holdout?: Difference;
  /** What is watched beside the goal, by its place in the policy. */
  watched: { difference: number; q: number }[];
}

/** Sums by pattern, one record of `recordWidth` after the other. */
export interface PatternSums {
  earlier: Float64Array;
  heldOut: Float64Array;
}

/** How patterns are numbered, and how many metrics a record has, the goal's among them. */
export interface PatternShape {
  lanes: number;
  usual: number;
  metrics: number;
}

/** How wide a record of sums is: rows, and three sums for the goal and for each watched metric. */
export function recordWidth(metrics: number): number {
  return 1 + 3 * metrics;
}

/**
 * Compares every choice that was seen with the usual one of its cell, on the earlier part of time.
 * The family of comparisons is all of these, whatever the agent went for: what it picked it picked
 * because it looked good. Goals are shares; where rows are weighted by 1/propensity, a proportion
 * is of the effective number of rows, (Σw)²/Σw².
 */
export function compareAll(
  { earlier, heldOut }: PatternSums,
  { lanes, usual, metrics }: PatternShape,
): PatternEvidence[] {
  const width = recordWidth(metrics);
  const found: PatternEvidence[] = [];
  const watchedPs: number[][] = Array.from({ length: metrics - 1 }, () => []);
  const patterns = Math.floor(earlier.length / width);
  for (let pattern = 0; pattern < patterns; pattern++) {
    if (pattern % lanes === usual) continue;
    const beside = pattern - (pattern % lanes) + usual;
    const inGoal = differenceOf(earlier, pattern, beside, { width, metric: 0 });
    if (!inGoal) continue;
    const holdout = differenceOf(heldOut, pattern, beside, { width, metric: 0 });
    const watched = watchedPs.map((ps, at) => {
      const each = differenceOf(earlier, pattern, beside, { width, metric: at + 1 });
      ps.push(each ? fisherExact(each.first, each.second) : 1);
      return { difference: each?.difference ?? 0, q: 1 };
    });
    found.push({
      pattern,
      n: rowsOf(earlier, pattern, width) + rowsOf(heldOut, pattern, width),
      earlier: inGoal,
      p: fisherExact(inGoal.first, inGoal.second),
      q: 1,
      ...(holdout ? { holdout } : {}),
      watched,
    });
  }
  const qs = falseDiscoveryRates(found.map(({ p }) => p));
  const watchedQs = watchedPs.map(falseDiscoveryRates);
  for (const [index, each] of found.entries()) {
    each.q = qs[index]!;
    for (const [metric, { [index]: q }] of watchedQs.entries()) each.watched[metric]!.q = q!;
  }
  return found;
}

export function rowsOf(sums: Float64Array, pattern: number, width: number): number {
  return sums[pattern * width] ?? 0;
}

/** Undefined where one of the two was not seen. */
export function differenceOf(
  sums: Float64Array,
  pattern: number,
  beside: number,
  at: { width: number; metric: number },
): Difference | undefined {
  const first = proportionOf(sums, pattern, at);
  const second = proportionOf(sums, beside, at);
  if (!first || !second) return undefined;
  return {
    first,
    second,
    difference: first.successes / first.n - second.successes / second.n,
    interval: newcombe(first, second),
  };
}

export function proportionOf(
  sums: Float64Array,
  pattern: number,
  { width, metric }: { width: number; metric: number },
): Proportion | undefined {
  const at = pattern * width + 1 + 3 * metric;
  // Days that were taken out again leave what rounding leaves, of no row.
  const rows = Math.round(rowsOf(sums, pattern, width));
  if (!(rows >= 1)) return undefined;
  const weight = sums[at]!;
  if (!(weight > 1e-9)) return undefined;
  // As many as there are rows at most (Cauchy and Schwarz): more is what rounding leaves of squares.
  const effective = (weight * weight) / sums[at + 1]!;
  const n = effective > 0 ? Math.min(effective, rows) : rows;
  const rate = Math.min(1, Math.max(0, sums[at + 2]! / weight));
  return { successes: rate * n, n };
}
