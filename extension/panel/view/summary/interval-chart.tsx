import type { JSX } from 'preact';
import type { Estimate, Figure, RunResult } from '../../protocol.ts';
import { arms } from '../../protocol.ts';
import { formatAmount } from '../numbers.ts';
import { axisOf } from './axis.ts';
import type { Estimator } from './estimators.ts';

const lineHeight = 22;
const axisHeight = 20;
/** Per cent of the width that the names of the arms take, and that the last label may need. */
const left = 16;
const right = 6;

/** Point and whiskers for each arm; all charts of a run share one axis. The table says the same. */
export function IntervalChart({
  value,
  estimator,
  isShare,
}: {
  value: RunResult['value'];
  estimator: Estimator;
  isShare: boolean;
}): JSX.Element | null {
  const all = arms.flatMap((arm) => [value[arm].ips, value[arm].snips]).flatMap(drawn);
  if (all.length === 0) return null;
  const axis = axisOf(all.flatMap(({ low, high, estimate }) => [low, high, estimate]));
  const x = (at: number): string =>
    `${left + ((100 - left - right) * (at - axis.low)) / (axis.high - axis.low)}%`;
  const bottom = arms.length * lineHeight;
  const words = arms.map((arm) => `${arm} ${describe(value[arm][estimator], isShare)}`).join('; ');
  return (
    <svg class="intervals" width="100%" height={bottom + axisHeight} role="img" aria-label={words}>
      {axis.ticks.map((tick) => (
        <g key={tick}>
          <line class="grid" x1={x(tick)} x2={x(tick)} y1="0" y2={bottom} />
          <text class="tick" x={x(tick)} y={bottom + 14} text-anchor="middle">
            {tickLabel(tick, axis.step, isShare)}
          </text>
        </g>
      ))}
      {arms.map((arm, at) => {
        const y = lineHeight * (at + 0.5);
        const estimate = value[arm][estimator];
        return (
          <g key={arm}>
            <text class="arm" x="0" y={y + 4}>
              {arm}
            </text>
            {drawn(estimate).map((figure) => (
              <Whisker key={arm} figure={figure} isRefused={'refused' in estimate} x={x} y={y} />
            ))}
          </g>
        );
      })}
    </svg>
  );
}

function Whisker({
  figure,
  isRefused,
  x,
  y,
}: {
  figure: Figure;
  isRefused: boolean;
  x: (at: number) => string;
  y: number;
}): JSX.Element {
  const { estimate, low, high } = figure;
  return (
    <g class={isRefused ? 'whisker refused' : 'whisker'}>
      <line x1={x(low)} x2={x(high)} y1={y} y2={y} />
      <line x1={x(low)} x2={x(low)} y1={y - 4} y2={y + 4} />
      <line x1={x(high)} x2={x(high)} y1={y - 4} y2={y + 4} />
      <circle cx={x(estimate)} cy={y} r="4" />
    </g>
  );
}

function drawn(estimate: Estimate): Figure[] {
  if (!('refused' in estimate)) return [estimate];
  return estimate.crossedOut ? [estimate.crossedOut] : [];
}

function describe(estimate: Estimate, isShare: boolean): string {
  if ('refused' in estimate) return 'refused';
  const [at, low, high] = [estimate.estimate, estimate.low, estimate.high].map((figure) =>
    formatAmount(figure, isShare),
  );
  return `${at ?? ''}, from ${low ?? ''} to ${high ?? ''}`;
}

/** As many decimals as the steps differ in. */
function tickLabel(tick: number, step: number, isShare: boolean): string {
  const factor = isShare ? 100 : 1;
  const decimals = Math.min(6, Math.max(0, -Math.floor(Math.log10(step * factor) + 1e-9)));
  return `${(tick * factor).toFixed(decimals)}${isShare ? '%' : ''}`;
}
