import type { Policy } from '../../policy/model.ts';
import type { PatternEvidence } from './evidence.ts';
import type { PatternFindings } from './patterns.ts';
import { soundnessOf } from './soundness.ts';
import { watchedShares } from './watched-shares.ts';

/** A choice in a cell beside the usual one there, as the whole log has it. */
export interface SurprisePattern {
  /** The cell in words. */
  context: string;
  choice: string;
  /** Surprising decisions for it, and those of them that its state at that time made unsound. */
  decisions: number;
  unsoundThen: number;
  /** Rows that tell of it. */
  n: number;
  /** Rate of the choice minus rate of the usual one, before the holdout, with Newcombe's 95%. */
  difference: number;
  low: number;
  high: number;
  p: number;
  q: number;
  /** The same on the last 30% of time; absent where one of the two was not seen there. */
  holdout?: { difference: number; low: number; high: number };
  watched: { column: string; difference: number; q: number }[];
  holdsOnHoldout: boolean;
  movesGoal: boolean;
  isSound: boolean;
  /** Why not. */
  reasons: string[];
}

export interface SurpriseReport {
  /** In bits: from where on a choice surprises. */
  above: number;
  /** Decisions whose choice surprised; those that were sound by what was known that day. */
  surprising: number;
  sound: number;
  unsound: number;
  /** Decisions of which the log cannot tell whether they are sound: they count as unsound. */
  untold: number;
  /**
   * Decisions for a choice that is in no pattern compared: before the holdout it was not seen in
   * that cell, or the usual one was not.
   */
  uncompared: number;
  /** Patterns compared on the whole log. */
  compared: number;
  /** First day of the holdout, in days since 1970-01-01; absent where there is none. */
  heldOutFrom?: number;
  /** Those that the agent surprised by and those that look like one, sound ones first. */
  patterns: SurprisePattern[];
  /** How many such patterns are not listed. */
  unlisted: number;
  refused?: string;
}

export interface SurpriseCounts {
  surprising: number;
  sound: number;
  untold: number;
  byPattern: ReadonlyMap<number, { decisions: number; unsound: number }>;
}

const MOST_LISTED = 300;
/** A pattern looks like one where it would pass alone, had nothing else been compared. */
const LOOKS_LIKE_ONE = 0.05;

export function surpriseReport(
  policy: Policy,
  { surprising, sound, untold, byPattern }: SurpriseCounts,
  {
    findings: { evidence, heldOutFrom },
    refused,
    wordsOf,
  }: {
    findings: PatternFindings;
    refused: string | undefined;
    wordsOf: (pattern: number) => { context: string; choice: string };
  },
): SurpriseReport | undefined {
  const above = policy.surprises?.surprisingAbove;
  if (above === undefined) return undefined;
  const shown = evidence.filter(({ pattern, p }) => byPattern.has(pattern) || p <= LOOKS_LIKE_ONE);
  const patterns = shown
    .map((each) => patternOf(each, { policy, compared: evidence.length, byPattern, wordsOf }))
    .sort(
      (left, right) =>
        Number(right.isSound) - Number(left.isSound) ||
        right.decisions - left.decisions ||
        left.p - right.p,
    );
  const compared = new Set(evidence.map(({ pattern }) => pattern));
  let uncompared = 0;
  if (refused === undefined) {
    for (const [pattern, { decisions }] of byPattern) {
      if (!compared.has(pattern)) uncompared += decisions;
    }
  }
  return {
    ...{ above, surprising, sound, unsound: surprising - sound, untold, uncompared },
    compared: evidence.length,
    ...(Number.isNaN(heldOutFrom) ? {} : { heldOutFrom }),
    patterns: patterns.slice(0, MOST_LISTED),
    unlisted: Math.max(0, patterns.length - MOST_LISTED),
    ...(refused === undefined ? {} : { refused }),
  };
}

function patternOf(
  evidence: PatternEvidence,
  {
    policy,
    compared,
    byPattern,
    wordsOf,
  }: {
    policy: Policy;
    compared: number;
    byPattern: SurpriseCounts['byPattern'];
    wordsOf: (pattern: number) => { context: string; choice: string };
  },
): SurprisePattern {
  const { pattern, n, earlier, p, q, holdout } = evidence;
  const { isSound, holdsOnHoldout, movesGoal, reasons } = soundnessOf(evidence, compared, policy);
  const watched = watchedShares(policy);
  const counts = byPattern.get(pattern);
  return {
    ...wordsOf(pattern),
    decisions: counts?.decisions ?? 0,
    unsoundThen: counts?.unsound ?? 0,
    n,
    difference: earlier.difference,
    ...earlier.interval,
    p,
    q,
    ...(holdout ? { holdout: { difference: holdout.difference, ...holdout.interval } } : {}),
    watched: evidence.watched.map((each, index) => ({ column: watched[index]!, ...each })),
    ...{ holdsOnHoldout, movesGoal, isSound, reasons },
  };
}
