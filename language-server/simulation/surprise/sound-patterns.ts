import type { Policy } from '../../policy/model.ts';
import { falseDiscoveryRates } from '../statistics/benjamini-hochberg.ts';
import { fisherExact } from '../statistics/fisher.ts';
import type { Proportion } from '../statistics/proportions.ts';
import type { Difference, PatternShape, PatternSums } from './evidence.ts';
import { differenceOf, proportionOf, recordWidth, rowsOf } from './evidence.ts';
import { isSound } from './soundness.ts';

/**
 * The numbers of the patterns of `compareAll` for which the handoff's `sound when` holds. This is
 * asked for every day of a replay, so that only what the answer hangs on is worked out: a q is
 * never below its p, and thus what would not be sound at its p, or at no p at all, needs no q.
 */
export function soundPatterns(sums: PatternSums, shape: PatternShape, policy: Policy): number[] {
  const compared = comparedIn(sums.earlier, shape);
  const evidence = createEvidence(sums, shape);
  const isSoundAt = (each: Compared, q: number): boolean => isSound(evidence(each, q), policy);
  const likely = compared.filter(
    (each) => isSoundAt(each, 0) && isSoundAt(each, fisherExact(each.first, each.second)),
  );
  if (likely.length === 0) return [];
  const qs = falseDiscoveryRates(compared.map(({ first, second }) => fisherExact(first, second)));
  return likely
    .filter((each) => isSoundAt(each, qs[compared.indexOf(each)]!))
    .map(({ pattern }) => pattern);
}

/** A pattern and its usual choice, both of which were seen before the holdout. */
interface Compared {
  pattern: number;
  beside: number;
  first: Proportion;
  second: Proportion;
}

function comparedIn(earlier: Float64Array, { lanes, usual, metrics }: PatternShape): Compared[] {
  const at = { width: recordWidth(metrics), metric: 0 };
  const found: Compared[] = [];
  const patterns = Math.floor(earlier.length / at.width);
  for (let cell = 0; cell < patterns; cell += lanes) {
    const beside = cell + usual;
    const second = proportionOf(earlier, beside, at);
    for (let pattern = cell; second && pattern < Math.min(cell + lanes, patterns); pattern++) {
      const first = pattern === beside ? undefined : proportionOf(earlier, pattern, at);
      if (first) found.push({ pattern, beside, first, second });
    }
  }
  return found;
}

/** What `isSound` reads of a pattern, which need not ask for all of it; one object for all of them. */
function createEvidence(
  { earlier, heldOut }: PatternSums,
  { metrics }: PatternShape,
): (of: Compared, q: number) => Parameters<typeof isSound>[0] {
  const at = { width: recordWidth(metrics), metric: 0 };
  let pattern = 0;
  let beside = 0;
  const evidence = {
    n: 0,
    q: 1,
    get earlier(): Difference {
      return differenceOf(earlier, pattern, beside, at)!;
    },
    get holdout(): Difference | undefined {
      return differenceOf(heldOut, pattern, beside, at);
    },
  };
  return (of, q) => {
    ({ pattern, beside } = of);
    evidence.n = rowsOf(earlier, pattern, at.width) + rowsOf(heldOut, pattern, at.width);
    evidence.q = q;
    return evidence;
  };
}
