import type { Interval } from '../statistics/proportions.ts';
import { wilson } from '../statistics/proportions.ts';
import type { Tally } from './tally.ts';

/** One bar of a reliability diagram; only those that hold a decision are there. */
export interface ReliabilityBin {
  /** Confidence from `from` up to, not including, `to`; the last one includes 1. */
  from: number;
  to: number;
  n: number;
  meanConfidence: number;
  /** Share of successes, with its 95% Wilson interval. */
  rate: number;
  interval: Interval;
}

export interface Reliability {
  bins: ReliabilityBin[];
  /** Mean distance of confidence and rate over decisions, and the largest over bins. */
  ece: number;
  mce: number;
}

const BINS = 10;

/**
 * A reliability diagram in ten bins of equal width, and the expected and the maximum calibration
 * error over them (Naeini, Cooper and Hauskrecht, AAAI 2015). `independent`: of how many
 * decisions a bin's rate is worth, where they are not independent of each other.
 */
export function reliabilityOf(
  tallies: readonly Tally[],
  independent: (bin: number, n: number) => number = (_, n) => n,
): Reliability {
  const sums = Array.from({ length: BINS }, () => ({ n: 0, confidence: 0, successes: 0 }));
  let total = 0;
  for (const { confidence, n, successes } of tallies) {
    const bin = sums[binOf(confidence)]!;
    bin.n += n;
    bin.confidence += n * confidence;
    bin.successes += successes;
    total += n;
  }
  let ece = 0;
  let mce = 0;
  const bins: ReliabilityBin[] = [];
  for (const [index, { n, confidence, successes }] of sums.entries()) {
    if (n === 0) continue;
    const meanConfidence = confidence / n;
    const rate = successes / n;
    const gap = Math.abs(rate - meanConfidence);
    ece += (n / total) * gap;
    mce = Math.max(mce, gap);
    const worth = independent(index, n);
    const interval = wilson({ successes: rate * worth, n: worth });
    bins.push({ from: index / BINS, to: (index + 1) / BINS, n, meanConfidence, rate, interval });
  }
  return { bins, ece, mce };
}

/** From 0 to 9. */
export function binOf(confidence: number): number {
  return Math.min(Math.floor(confidence * BINS), BINS - 1);
}
