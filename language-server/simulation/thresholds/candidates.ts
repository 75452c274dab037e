import type { Scale } from './scale.ts';
import type { Swept } from './swept.ts';
import type { ValueCell } from './value-cells.ts';

/** A threshold that stands between two cells: those before `place` are on its one side. */
export interface Candidate {
  threshold: number;
  /** From 0: before the first cell, to the number of cells: after the last. */
  place: number;
}

const MOST = 50;
/** More than any number that is looked for has. */
const EXACT = 100;

/**
 * At most 50 thresholds near the quantiles of the observed values, and the present one. Between
 * two neighbouring values every threshold does the same, so that the one with the fewest digits
 * is taken, and among the places near a quantile the one that needs the fewest.
 */
export function candidatesOf(
  cells: readonly ValueCell[],
  { firesOn, threshold, allows }: Pick<Swept, 'firesOn' | 'threshold' | 'allows'>,
  scale: Scale,
): Candidate[] {
  // `below` and `atLeast` cut before the threshold itself, the others after it.
  const isBefore = firesOn === 'below' || firesOn === 'atLeast';
  const present = cells.findIndex(({ low }) => (isBefore ? low >= threshold : low > threshold));
  const presentPlace = present < 0 ? cells.length : present;
  const found = new Map([[presentPlace, threshold]]);
  for (const places of segments(cells, MOST - 1)) {
    let best: (Candidate & { digits: number }) | undefined;
    for (const place of places) {
      const each = cut(cells, place, { isBefore, scale, fewerThan: best?.digits ?? Infinity });
      if (!each || !Number.isFinite(each.threshold) || !allows(each.threshold)) continue;
      best = { place, ...each };
    }
    if (best && !found.has(best.place)) found.set(best.place, best.threshold);
  }
  return [...found]
    .map(([place, at]) => ({ threshold: at, place }))
    .sort((left, right) => left.place - right.place);
}

/** The places before, between and after the cells, parted into runs of equal weight. */
function segments(cells: readonly ValueCell[], most: number): number[][] {
  const total = cells.reduce((sum, cell) => sum + cell.n, 0);
  const inner = new Map<number, number[]>();
  let passed = 0;
  for (let place = 1; place < cells.length; place++) {
    passed += cells[place - 1]!.n;
    const at = cells.length <= most ? place : Math.floor((passed / total) * (most - 2));
    const places = inner.get(at);
    if (places) places.push(place);
    else inner.set(at, [place]);
  }
  return [[0], ...inner.values(), [cells.length]];
}

interface Cut {
  threshold: number;
  digits: number;
}

interface Cutting {
  isBefore: boolean;
  scale: Scale;
  /** A number with as many digits is not looked for. */
  fewerThan: number;
}

/** The number with the fewest digits between the cells on both sides of a place. */
function cut(cells: readonly ValueCell[], place: number, how: Cutting): Cut | undefined {
  const { isBefore, scale } = how;
  const under = cells[place - 1]?.high;
  const over = cells[place]?.low;
  // Beyond all values the range ends, or the next round number serves.
  if (under === undefined && over !== undefined) {
    const found = within(Math.max(scale.from, beyond(over, -1)), over, how);
    return found ?? (isBefore ? exactly(over) : undefined);
  }
  if (over === undefined && under !== undefined) {
    const found = within(under, Math.min(scale.to, beyond(under, 1)), how);
    return found ?? (isBefore ? undefined : exactly(under));
  }
  if (under === undefined || over === undefined) return undefined;
  // The time since the last of none is infinite.
  const to = over === Infinity ? beyond(under, 1) : over;
  return within(under, to, how);
}

function exactly(threshold: number): Cut {
  return { threshold, digits: EXACT };
}

function beyond(value: number, direction: 1 | -1): number {
  return value + (direction * Math.max(1, Math.abs(value))) / 2;
}

/** In (under, over] where the cut is before the threshold, else in [under, over). */
function within(
  under: number,
  over: number,
  { isBefore, scale, fewerThan }: Cutting,
): Cut | undefined {
  if (!(under < over)) return undefined;
  for (const [digits, size] of sizesFor(under, over, scale).entries()) {
    if (digits >= fewerThan) return undefined;
    const threshold = tidy(isBefore ? Math.floor(over / size) : Math.ceil(under / size), size);
    const fits = isBefore
      ? threshold > under && threshold <= over
      : threshold >= under && threshold < over;
    if (fits) return { threshold, digits };
  }
  return fewerThan > EXACT ? exactly(isBefore ? over : under) : undefined;
}

/** Of whole numbers of these, the larger ones are the rounder. */
function sizesFor(under: number, over: number, { steps = [] }: Scale): number[] {
  const last = steps.at(-1);
  const largest =
    last === undefined
      ? 10 ** (Math.floor(Math.log10(Math.max(Math.abs(under), Math.abs(over)))) + 1)
      : last / 10;
  return [...steps, ...Array.from({ length: 17 }, (_, digits) => largest / 10 ** digits)];
}

/** Without the last bits that a multiplication by a power of ten leaves. */
function tidy(whole: number, size: number): number {
  return Number((whole * size).toPrecision(15));
}
