export interface Axis {
  low: number;
  high: number;
  step: number;
  ticks: number[];
}

/** An axis over all values with three to six round ticks. */
export function axisOf(values: readonly number[]): Axis {
  const least = Math.min(...values);
  const most = Math.max(...values);
  // A single value gets room on either side of it.
  const span = most - least || Math.abs(most) || 1;
  const step = roundStep(span / 4);
  const low = Math.floor(least / step) * step;
  const high = Math.max(Math.ceil(most / step) * step, low + step);
  const count = Math.round((high - low) / step);
  const ticks = Array.from({ length: count + 1 }, (_, at) => low + at * step);
  return { low, high, step, ticks };
}

/** The smallest of 1, 2, 5 times a power of ten that is not below it. */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return power * ([1, 2, 5, 10].find((factor) => factor * power >= least * (1 - 1e-9)) ?? 10);
}
