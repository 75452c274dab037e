import { formatNumber } from '../policy/format.ts';
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
