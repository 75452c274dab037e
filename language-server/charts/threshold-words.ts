import { counted, formatNumber } from '../policy/format.ts';
import type { RunSummary } from '../protocol.ts';
import { percent, plainly } from './words.ts';

type Bench = RunSummary['result']['thresholds'][number];
type Point = Bench['points'][number];

/** What one threshold comes to. */
export function pointWords(point: Point, { role }: Pick<Bench, 'role'>): string {
  const { perDay, caught, missed, caughtInterval, valueAtRisk } = point;
  const rate = perDay === undefined ? '' : `${perDay.toFixed(1)} a day to ${role}, `;
  const interval = `[${percent(caughtInterval.low)}, ${percent(caughtInterval.high)}]`;
  const risk =
    missed === 0
      ? ''
      : valueAtRisk === undefined
        ? '; value at risk unknown'
        : `; value at risk ${formatNumber(Number(valueAtRisk.toFixed(1)))} goals`;
  return `${rate}catches ${formatNumber(caught)} of ${formatNumber(caught + missed)} overrides ${interval}, misses ${formatNumber(missed)}${risk}`;
}

/** Thresholds in the order of their values, so that two ends say it all. */
export function alikeWords(alike: readonly Point[]): string {
  const hasPresent = alike.some(({ isPresent }) => isPresent);
  if (alike.length === 1 && hasPresent) return 'the present one';
  const [first = '', last = ''] = [alike[0], alike.at(-1)].map(
    (point) => `“${plainly(point?.words ?? '')}”`,
  );
  const span =
    alike.length === 1 ? first : `${formatNumber(alike.length)} others, from ${first} to ${last}`;
  return hasPresent ? `${span}, the present one among them` : span;
}

/** Whether people see the same overrides at each threshold, so that a chart would be a flat line. */
export function isIdle({ points }: Bench): boolean {
  return points.length > 1 && points.every(({ missed }) => missed === points[0]!.missed);
}

/** All of them see the same overrides, for each sees at its present number what the policy shows. */
export function idleWords([first]: readonly Bench[]): string {
  const point = first?.points[0];
  if (!first || !point) return '';
  const { caught, missed } = point;
  const seen =
    missed === 0
      ? `all ${counted(caught, 'override')}`
      : `${formatNumber(caught)} of the ${counted(caught + missed, 'override')}`;
  return `0 of the ${counted(first.overrides, 'override')} among ${counted(first.decisions, 'decision')} depend on the number: at every threshold tried people see ${seen}, by other rules. It moves only how many decisions are escalated, so this run recommends none.`;
}

/** How many escalations a day the thresholds come to, from least to most. */
export function spanWords({ points }: Bench): string {
  const rates = points.flatMap(({ perDay }) => (perDay === undefined ? [] : [perDay]));
  if (rates.length === 0) return 'unknown';
  const [least, most] = [Math.min(...rates), Math.max(...rates)].map(rateWords);
  return least === most ? (least ?? '') : `${least ?? ''} to ${most ?? ''}`;
}

export function rateWords(perDay: number | undefined): string {
  return perDay?.toFixed(1) ?? 'unknown';
}
