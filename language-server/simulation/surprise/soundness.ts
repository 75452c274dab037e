import { counted } from '../../policy/format.ts';
import type { Policy, SoundCondition } from '../../policy/model.ts';
import type { PatternEvidence } from './evidence.ts';
import { watchedShares } from './watched-shares.ts';

/** A discovery is made at a false discovery rate of 5%. */
const LEVEL = 0.05;

/** What of the evidence soundness rests on. */
type Weighed = Pick<PatternEvidence, 'n' | 'earlier' | 'q'> & {
  holdout?: PatternEvidence['holdout'] | undefined;
};

export interface Soundness {
  isSound: boolean;
  holdsOnHoldout: boolean;
  movesGoal: boolean;
  /** Why it is not sound, in the order of the handoff's conditions; empty where it is. */
  reasons: string[];
}

/**
 * Whether the handoff's own `sound when` holds for a pattern. A handoff that does not say when a
 * surprise is sound has no sound ones.
 */
export function isSound(evidence: Weighed, policy: Policy): boolean {
  const conditions = policy.surprises?.soundWhen ?? [];
  return (
    conditions.length > 0 && conditions.every((condition) => passes(condition, evidence, policy))
  );
}

/** The same with its reasons; `compared`: how many patterns were. */
export function soundnessOf(
  evidence: PatternEvidence,
  compared: number,
  policy: Policy,
): Soundness {
  const conditions = policy.surprises?.soundWhen ?? [];
  const reasons = conditions
    .filter((condition) => !passes(condition, evidence, policy))
    .map((condition) => reasonOf(condition, evidence, compared, policy));
  if (conditions.length === 0) reasons.push('the handoff does not say when a surprise is sound');
  return {
    isSound: isSound(evidence, policy),
    holdsOnHoldout: holds(evidence),
    movesGoal: moves(evidence, policy),
    reasons: [...new Set(reasons)],
  };
}

function passes(condition: SoundCondition, evidence: Weighed, policy: Policy): boolean {
  switch (condition.kind) {
    case 'evidence':
      return evidence.n >= condition.atLeast;
    case 'holdsOnHoldout':
      return holds(evidence);
    case 'movesGoal':
      return moves(evidence, policy);
  }
}

/** Same sign and interval off zero, on time that took no part in the comparison. */
function holds({ earlier, holdout }: Weighed): boolean {
  if (!holdout) return false;
  const { low, high } = holdout.interval;
  return earlier.difference > 0 ? low > 0 : earlier.difference < 0 && high < 0;
}

/** A discovery among all patterns compared, and one that does the goal good. */
function moves({ earlier, q }: Weighed, { goal }: Policy): boolean {
  const sign = goal?.direction === 'less' ? -1 : 1;
  return q <= LEVEL && sign * earlier.difference > 0;
}

/** With as many digits as it takes to be above the level, which a rounded one would not be. */
function above(q: number): string {
  let digits = 2;
  while (digits < 15 && Number(q.toFixed(digits)) <= LEVEL) digits++;
  return q.toFixed(digits);
}

function reasonOf(
  condition: SoundCondition,
  { n, q, holdout, watched }: PatternEvidence,
  compared: number,
  policy: Policy,
): string {
  const { data, goal } = policy;
  switch (condition.kind) {
    case 'evidence':
      return `only ${counted(n, data.singular, data.plural)}`;
    case 'holdsOnHoldout':
      return holdout ? 'does not hold on the holdout' : 'was not seen in the holdout';
    case 'movesGoal': {
      if (q <= LEVEL) return `moves ${goal?.column ?? 'the goal'} the wrong way`;
      const beside = watchedShares(policy).filter((_, index) => (watched[index]?.q ?? 1) <= LEVEL);
      if (beside.length > 0) return `moves ${beside.join(', ')}, not ${goal?.column ?? 'the goal'}`;
      return `1 of ${counted(compared, 'pattern')} compared, q = ${above(q)}`;
    }
  }
}
