import type { JSX } from 'preact';
import { formatNumber } from '../policy/format.ts';
import type { RunSummary } from '../protocol.ts';
import { armMeanings, arms } from '../protocol.ts';
import { DataTable } from './figure.tsx';

/** On how many decisions the values of each arm effectively rest. */
export function WeightTable({ value }: { value: RunSummary['result']['value'] }): JSX.Element {
  const isClipped = arms.some((arm) => value[arm].clipped > 0);
  return (
    <DataTable
      caption="Weights of the arms"
      columns={[
        { title: 'arm' },
        { title: 'effective sample size' },
        { title: 'mean weight' },
        { title: 'largest weight' },
        ...(isClipped ? [{ title: 'clipped weights' }] : []),
      ]}
      rows={arms.map((arm) => {
        const { ess, meanWeight, maxWeight, clipped } = value[arm];
        return [
          <>
            {arm}
            <span class="meaning">{armMeanings[arm]}</span>
          </>,
          formatNumber(Math.round(ess)),
          meanWeight.toFixed(3),
          formatNumber(Number(maxWeight.toPrecision(4))),
          ...(isClipped ? [formatNumber(clipped)] : []),
        ];
      })}
    />
  );
}
