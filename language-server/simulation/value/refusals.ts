const FEWEST_EFFECTIVE_ROWS = 100;
const SMALLEST_EFFECTIVE_SHARE = 0.01;
const LARGEST_WEIGHT_ERROR = 0.05;
/** A bootstrap over fewer gives intervals that are too narrow (Cameron, Gelbach and Miller 2008). */
const FEWEST_SUBJECTS = 20;

export const WHY_NO_PROPENSITY =
  'the data has no propensity, so what a choice that was not logged is worth cannot be estimated';

/** What an estimate rests on. */
export interface Sample {
  rows: number;
  /** Subjects, or bundles of them. */
  groups: number;
  /** Every reward is the same. */
  isConstant: boolean;
  ess: number;
  meanWeight: number;
  /** What the mean weight must be near: how likely the arm is to do anything at all. */
  expected: number;
}

/**
 * Why a figure would mislead; undefined where it does not. `needsWeights`: not so for DM. With what
 * the arm leaves undone its weights average 1, from which they may be off by 5%.
 */
export function refusal(
  { rows, groups, isConstant, ess, meanWeight, expected }: Sample,
  { needsWeights }: { needsWeights: boolean },
): string | undefined {
  if (rows === 0) return 'no row has an observed outcome and a usable propensity';
  if (needsWeights && ess === 0) return 'no logged choice is one that this arm would carry out';
  if (needsWeights && ess < FEWEST_EFFECTIVE_ROWS) {
    return `the effective sample size is ${ess.toFixed(1)}, under ${FEWEST_EFFECTIVE_ROWS} rows`;
  }
  if (groups < FEWEST_SUBJECTS) {
    const subjects = groups === 1 ? 'one subject' : `${String(groups)} subjects`;
    return `all rows are of ${subjects}, so how far the figure may be off cannot be estimated`;
  }
  if (isConstant) {
    return 'every outcome is the same, so how far the figure may be off cannot be estimated';
  }
  if (!needsWeights) return undefined;
  if (ess < rows * SMALLEST_EFFECTIVE_SHARE) {
    return `the effective sample size is ${((100 * ess) / rows).toFixed(2)}% of ${rows} rows, under 1%`;
  }
  if (Math.abs(meanWeight - expected) > LARGEST_WEIGHT_ERROR) {
    return `the mean weight is ${meanWeight.toFixed(3)} where ${expected.toFixed(3)} is expected, off by more than 0.05`;
  }
  return undefined;
}
