export interface Axis {
  low: number;
  high: number;
  step: number;
  ticks: number[];
}

/** Steps of less would have no digits left. */
const leastSpan = 1e-290;

/** An axis over all values with three to six round ticks. */
export function axisOf(values: readonly number[]): Axis {
  const least = values.reduce((least, value) => Math.min(least, value), Infinity);
  const most = values.reduce((most, value) => Math.max(most, value), -Infinity);
  const size = Math.max(Math.abs(least), Math.abs(most));
  // A single value, or one but for rounding, gets room on either side of it.
  const span = [most - least, size].find((one) => one > 1e-9 * size && one > leastSpan) ?? 1;
  const step = roundStep(span / 4);
  const low = Math.floor(least / step) * step;
  const high = Math.max(Math.ceil(most / step) * step, low + step);
  const count = Math.round((high - low) / step);
  const ticks = Array.from({ length: count + 1 }, (_, at) => low + at * step);
  return { low, high, step, ticks };
}

/** An axis from 0, for counts and shares of a whole. */
export function axisFromZero(values: readonly number[]): Axis {
  return axisOf([0, ...values]);
}

/** 0% to 100%. */
export const shareAxis: Axis = { low: 0, high: 1, step: 0.25, ticks: [0, 0.25, 0.5, 0.75, 1] };

/** As many decimals as the ticks differ in. */
export function tickLabel(tick: number, step: number, isShare = false): string {
  const factor = isShare ? 100 : 1;
  const decimals = Math.min(6, Math.max(0, -Math.floor(Math.log10(step * factor) + 1e-9)));
  const [whole = '', ...rest] = Math.abs(tick * factor)
    .toFixed(decimals)
    .split('.');
  const digits = [whole.replace(/\B(?=(?:\d{3})+$)/g, ','), ...rest].join('.');
  const isNegative = tick < 0 && /[1-9]/.test(digits);
  return `${isNegative ? '−' : ''}${digits}${isShare ? '%' : ''}`;
}

const dayMillis = 86_400_000;
/** In days; the weeks begin on a Monday, as 1970-01-05 was one. */
const dateSteps = [1, 2, 7, 14, 28, 56, 91, 182, 364, 728, 3640];
const firstMonday = 4;

/** At least two days, at most one more than `most`, that mark a time axis; in days since 1970-01-01. */
export function dateTicks(from: number, to: number, most: number): number[] {
  const step = dateSteps.find((days) => (to - from) / days <= most) ?? (to - from) / most;
  const first = firstMonday + Math.ceil((from - firstMonday) / step) * step;
  const count = Math.max(0, Math.floor((to - first) / step) + 1);
  const ticks = Array.from({ length: count }, (_, at) => first + at * step);
  return ticks.length < 2 ? [...new Set([from, to])] : ticks;
}

/** 1,234.5 days since 1970-01-01 of milliseconds since then. */
export function inDays(milliseconds: number): number {
  return milliseconds / dayMillis;
}

/** The smallest of 1, 2, 5 times a power of ten that is not below it. */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return power * ([1, 2, 5, 10].find((factor) => factor * power >= least * (1 - 1e-9)) ?? 10);
}
