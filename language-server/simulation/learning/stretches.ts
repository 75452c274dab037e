import type { Feature, Stretch } from './features.ts';

/** The observed values of a feature in steps, each with the rows that have it. */
export interface Bins {
  feature: Feature;
  /** By row: its bin; -1 where the value is not known. */
  of: Int16Array;
  lows: number[];
  highs: number[];
  /** How many stretches there are to choose among. */
  stretches: number;
}

/** More would make the number of stretches, its square, too large to try. */
const MOST_BINS = 64;

/** Cuts what was observed into bins, each value its own where they are few, else at quantiles. */
export function binned(feature: Feature, rows: Int32Array): Bins {
  const known = Float64Array.from(rows, (row) => feature.values[row]!).filter(
    (value) => !Number.isNaN(value),
  );
  known.sort();
  const distinct = known.filter((value, index) => index === 0 || value !== known[index - 1]);
  const lows: number[] = [];
  const highs: number[] = [];
  if (distinct.length <= MOST_BINS) {
    lows.push(...distinct);
    highs.push(...distinct);
  } else {
    for (let at = 0; at < known.length;) {
      const wanted = Math.ceil(((lows.length + 1) * known.length) / MOST_BINS);
      let end = Math.max(wanted, at + 1);
      while (end < known.length && known[end] === known[end - 1]) end++;
      lows.push(known[at]!);
      highs.push(known[end - 1]!);
      at = end;
    }
  }
  const of = Int16Array.from(rows, (row) => binOf(feature.values[row]!, lows, highs));
  return { feature, of, lows, highs, stretches: stretchesOf(feature.shape, lows.length) };
}

function binOf(value: number, lows: readonly number[], highs: readonly number[]): number {
  if (Number.isNaN(value)) return -1;
  let from = 0;
  let to = lows.length - 1;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (value <= highs[middle]!) to = middle;
    else from = middle + 1;
  }
  return from;
}

function stretchesOf(shape: Feature['shape'], bins: number): number {
  if (shape === 'truth') return 1;
  if (shape === 'category') return bins;
  return shape === 'cycle' ? bins * (bins - 1) : (bins * (bins + 1)) / 2;
}

export interface ScoredStretch {
  bins: Bins;
  /** First and last bin; the first above the last: it goes over the turn. */
  first: number;
  last: number;
  score: number;
}

/**
 * The best stretches of a feature by their rows, `wanted` and `unwanted` by bin. Of stretches that
 * score alike, the one that needs fewer thresholds, then the narrower: a rule says no more than
 * what was seen.
 */
export function bestStretches(
  bins: Bins,
  rows: { wanted: Float64Array; unwanted: Float64Array },
  score: (wanted: number, unwanted: number) => number,
  most: number,
): ScoredStretch[] {
  const count = bins.lows.length;
  const { shape } = bins.feature;
  const found: (ScoredStretch & { cost: number })[] = [];

  function consider(first: number, last: number, width: number, inside: [number, number]): void {
    const value = score(...inside);
    if (!(value > 0)) return;
    const isOneSided = shape === 'ordered' && (first === 0 || last === count - 1);
    const cost = isOneSided ? 0 : width;
    const worst = found[most - 1];
    if (worst && (value < worst.score || (value === worst.score && cost >= worst.cost))) return;
    found.push({ bins, first, last, score: value, cost });
    found.sort((a, b) => b.score - a.score || a.cost - b.cost || a.first - b.first);
    found.length = Math.min(found.length, most);
  }

  if (shape === 'truth') {
    const at = bins.lows.indexOf(1);
    if (at >= 0) consider(at, at, 1, [rows.wanted[at]!, rows.unwanted[at]!]);
    return found;
  }
  for (let first = 0; first < count; first++) {
    let [wanted, unwanted] = [0, 0];
    for (let width = 1; width <= count; width++) {
      if (shape === 'category' && width > 1) break;
      if (shape === 'cycle' ? width === count : first + width > count) break;
      const last = (first + width - 1) % count;
      wanted += rows.wanted[last]!;
      unwanted += rows.unwanted[last]!;
      consider(first, last, width, [wanted, unwanted]);
    }
  }
  return found;
}

export function stretchOf({ bins, first, last }: ScoredStretch): Stretch {
  const isOrdered = bins.feature.shape === 'ordered';
  const isWhole = first === 0 && last === bins.lows.length - 1;
  return {
    low: bins.lows[first]!,
    high: bins.highs[last]!,
    isOpen:
      !isOrdered || isWhole
        ? undefined
        : first === 0
          ? 'below'
          : last === bins.lows.length - 1
            ? 'above'
            : undefined,
  };
}
