import type { Feature, Stretch } from './features.ts';
import type { Bins, ScoredStretch } from './stretches.ts';
import { bestStretches, stretchOf } from './stretches.ts';

/** A conjunction of stretches, each of another feature. */
export interface Conjunction {
  parts: { feature: Feature; stretch: Stretch }[];
  score: number;
}

export interface SearchOptions {
  bins: readonly Bins[];
  /** By row of the bins: 1 where the rule is to hold, 0 where it is not, -1 where it may. */
  labels: Int8Array;
  /** Fewer wanted rows than that are no support. */
  fewest: number;
  /** A rule that does better without it has nothing to say about choices. */
  mustReadChoice: boolean;
}

interface State {
  rows: Int32Array;
  parts: ScoredStretch[];
  score: number;
}

const MOST_CONDITIONS = 3;
const BEAM = 10;
const BEST_OF_FEATURE = 2;
/** The chi-square of one degree of freedom at 1%. */
const SIGNIFICANT = 6.635;

/**
 * The shortest conjunction that tells wanted rows from unwanted ones, by beam search; undefined
 * where none does better than chance. It is scored by the likelihood ratio G = 2 Σ o·ln(o/e) of
 * the two by two table (Wilks 1938); each condition has to earn 2·ln(m) beside, m being the number
 * of conditions that it was chosen among, which is Bonferroni's correction for large G.
 */
export function findConjunction(options: SearchOptions): Conjunction | undefined {
  const { bins, labels, fewest, mustReadChoice } = options;
  const known = Int32Array.from(labels.keys()).filter((row) => labels[row]! >= 0);
  const total = known.reduce((sum, row) => sum + labels[row]!, 0);
  const score = gainOver(total, known.length - total, fewest);
  const price = 2 * Math.log(bins.reduce((sum, each) => sum + each.stretches, 2));
  let best: State | undefined;
  let beam: State[] = [{ rows: known, parts: [], score: 0 }];
  for (let depth = 1; depth <= MOST_CONDITIONS && beam.length > 0; depth++) {
    beam = widest(beam.flatMap((state) => refinements(state, bins, labels, score)));
    for (const state of beam) {
      const net = state.score - price * depth;
      const isBetter = !best || net > best.score - price * best.parts.length;
      if (net > SIGNIFICANT && isBetter) best = state;
    }
  }
  const isUsable = !mustReadChoice || best?.parts.some((part) => part.bins.feature.readsChoice);
  return best && isUsable ? { parts: best.parts.map(partOf), score: best.score } : undefined;
}

function partOf(part: ScoredStretch): Conjunction['parts'][number] {
  return { feature: part.bins.feature, stretch: stretchOf(part) };
}

/** Two by two: wanted or not, within or not; 0 where those within are not the more often wanted. */
function gainOver(wanted: number, unwanted: number, fewest: number) {
  const rows = wanted + unwanted;
  const term = (observed: number, expected: number): number =>
    observed === 0 ? 0 : observed * Math.log(observed / expected);
  return (wantedIn: number, unwantedIn: number): number => {
    const within = wantedIn + unwantedIn;
    if (wantedIn < fewest || wantedIn * rows <= wanted * within) return 0;
    const [wantedOut, unwantedOut] = [wanted - wantedIn, unwanted - unwantedIn];
    const share = within / rows;
    return (
      2 *
      (term(wantedIn, wanted * share) +
        term(unwantedIn, unwanted * share) +
        term(wantedOut, wanted * (1 - share)) +
        term(unwantedOut, unwanted * (1 - share)))
    );
  };
}

interface Refinement {
  state: State;
  by: ScoredStretch;
}

function refinements(
  state: State,
  bins: readonly Bins[],
  labels: Int8Array,
  score: ReturnType<typeof gainOver>,
): Refinement[] {
  return bins.flatMap((each) => {
    if (state.parts.some((part) => part.bins === each)) return [];
    const wanted = new Float64Array(each.lows.length);
    const unwanted = new Float64Array(each.lows.length);
    for (const row of state.rows) {
      const bin = each.of[row]!;
      if (bin >= 0) (labels[row] === 1 ? wanted : unwanted)[bin]!++;
    }
    return bestStretches(each, { wanted, unwanted }, score, BEST_OF_FEATURE)
      .filter((by) => by.score > state.score)
      .map((by) => ({ state, by }));
  });
}

/** The best refinements; of those that come to the same rows, the first found. */
function widest(found: Refinement[]): State[] {
  const kept: State[] = [];
  for (const { state, by } of found.sort((a, b) => b.by.score - a.by.score)) {
    const rows = state.rows.filter((row) => isInside(by.bins.of[row]!, by));
    const isKnown = kept.some(
      ({ score, rows: other }) => score === by.score && isSame(other, rows),
    );
    if (!isKnown) kept.push({ rows, parts: [...state.parts, by], score: by.score });
    if (kept.length === BEAM) break;
  }
  return kept;
}

function isInside(bin: number, { first, last }: ScoredStretch): boolean {
  if (bin < 0) return false;
  return first <= last ? bin >= first && bin <= last : bin >= first || bin <= last;
}

function isSame(left: Int32Array, right: Int32Array): boolean {
  return left.length === right.length && left.every((row, index) => row === right[index]);
}
