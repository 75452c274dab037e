import type { Policy } from '../../policy/model.ts';
import type { PatternFindings } from '../surprise/patterns.ts';
import { scoresOf } from './brier.ts';
import type { Scores } from './brier.ts';
import type { OutcomeSample } from './outcome-sample.ts';
import type { Reliability } from './reliability.ts';
import { binOf, reliabilityOf } from './reliability.ts';
import type { Tally } from './tally.ts';
import { createTallies } from './tally.ts';

/** How well confidence tells what reviewers would say, or whether a choice does as well as usual. */
export type Calibration = {
  against: 'reviewers' | 'outcomes';
  /** Decisions that the figures are of, and those that they leave out, by reason. */
  n: number;
  left: { reason: string; decisions: number }[];
} & ({ refused: string } | (Reliability & Scores));

/** Fewer decisions fill no ten bins. */
const FEWEST_DECISIONS = 100;
/** Decisions of one pattern stand or fall together: of fewer patterns nothing is said. */
const FEWEST_PATTERNS = 10;
const TOLD_SHARE = 0.5;

export function calibrationOf(
  against: Calibration['against'],
  { tallies, left }: { tallies: readonly Tally[]; left: Calibration['left'] },
  independent?: (bin: number, n: number) => number,
): Calibration {
  const n = tallies.reduce((sum, tally) => sum + tally.n, 0);
  const shared = { against, n, left: left.filter(({ decisions }) => decisions > 0) };
  if (n < FEWEST_DECISIONS) {
    const refused = `${String(n)} decisions with a confidence can be held against ${against}; at least ${String(FEWEST_DECISIONS)} are needed`;
    return { ...shared, refused };
  }
  return { ...shared, ...reliabilityOf(tallies, independent), ...scoresOf(tallies) };
}

/**
 * Whether a choice was at least as good as the usual one is never observed of a decision, since
 * only one of the two was made. What the log can tell is which of the two has the better rate in
 * that cell: on the last 30% of time, which the confidence of an earlier decision cannot rest on,
 * and only where the 95% interval of the difference is off zero. Decisions of one pattern share
 * one answer, so that a bin is worth as many decisions as it has patterns, (Σn)²/Σn² of them.
 */
export function calibrationOnOutcomes(
  sample: OutcomeSample,
  {
    heldOutFrom,
    onHoldout,
    left: others,
  }: Pick<PatternFindings, 'heldOutFrom' | 'onHoldout'> & Pick<Calibration, 'left'>,
  policy: Policy,
): Calibration {
  const sign = policy.goal?.direction === 'less' ? -1 : 1;
  const tallies = createTallies();
  const byBin = Array.from({ length: 10 }, () => new Map<number, number>());
  const answers = new Map<number, boolean | undefined>();
  const asGood = (pattern: number): boolean | undefined => {
    if (!answers.has(pattern)) {
      const { low, high } = onHoldout(pattern)?.interval ?? { low: -1, high: 1 };
      answers.set(pattern, low > 0 ? sign > 0 : high < 0 ? sign < 0 : undefined);
    }
    return answers.get(pattern);
  };
  const counts = { told: 0, untold: 0 };
  const later = sample.before(heldOutFrom, (pattern, confidence) => {
    const isAsGood = asGood(pattern);
    if (isAsGood === undefined) {
      counts.untold++;
      return;
    }
    counts.told++;
    tallies.add(confidence, isAsGood);
    const bin = byBin[binOf(confidence)]!;
    bin.set(pattern, (bin.get(pattern) ?? 0) + 1);
  });
  const left = [
    ...others,
    {
      reason: 'decided in the holdout, which its confidence may rest on',
      decisions: Number.isNaN(heldOutFrom) ? 0 : later,
    },
    { reason: 'the log cannot tell which of the two does better', decisions: counts.untold },
  ].filter(({ decisions }) => decisions > 0);
  const all = counts.told + counts.untold;
  const patterns = [...answers.values()].filter((answer) => answer !== undefined).length;
  const refuse = (refused: string): Calibration => ({
    ...{ against: 'outcomes', n: counts.told, left, refused },
  });
  if (Number.isNaN(heldOutFrom))
    return refuse('no time is held out: the data has no moment, or one day');
  if (all === 0)
    return refuse('no decision before the holdout was for another choice than the usual one');
  if (counts.told < TOLD_SHARE * all) {
    const share = Math.round((100 * counts.told) / all);
    return refuse(
      `the last 30% of time tells of ${String(share)}% of the decisions whether the choice is at least as good as usual; at least 50% are needed`,
    );
  }
  if (patterns < FEWEST_PATTERNS) {
    return refuse(
      `the decisions are of ${String(patterns)} patterns that the log can tell of; at least ${String(FEWEST_PATTERNS)} are needed`,
    );
  }
  return calibrationOf('outcomes', { tallies: tallies.finish(), left }, (bin) =>
    effective([...byBin[bin]!.values()]),
  );
}

/** (Σn)²/Σn²: Kish's effective number, of groups that stand or fall together. */
function effective(counts: readonly number[]): number {
  const sum = counts.reduce((total, count) => total + count, 0);
  const squares = counts.reduce((total, count) => total + count * count, 0);
  return squares === 0 ? 0 : (sum * sum) / squares;
}
