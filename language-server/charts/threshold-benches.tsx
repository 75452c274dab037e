import type { JSX } from 'preact';
import { counted } from '../policy/format.ts';
import type { RunSummary } from '../protocol.ts';
import { DataTable } from './figure.tsx';
import { Name } from './name.tsx';
import { idleWords, isIdle, rateWords, spanWords } from './threshold-words.ts';
import { thresholdCounts, ThresholdFigure } from './thresholds.tsx';
import { plainly } from './words.ts';

type Bench = RunSummary['result']['thresholds'][number];

/** Every number in a trigger: those that overrides depend on each with a chart, the rest together. */
export function ThresholdBenches({
  benches,
  width,
}: {
  benches: readonly Bench[];
  width: number;
}): JSX.Element {
  const idle = benches.filter(isIdle);
  return (
    <>
      <p class="hint">{thresholdCounts(benches)}</p>
      {benches.map(
        (bench, at) => !isIdle(bench) && <ThresholdFigure key={at} bench={bench} width={width} />,
      )}
      {idle.length > 0 && <IdleNumbers benches={idle} />}
    </>
  );
}

function IdleNumbers({ benches }: { benches: readonly Bench[] }): JSX.Element {
  return (
    <>
      <h3>No override depends on {benches.length === 1 ? 'this number' : 'these numbers'}</h3>
      <p>{idleWords(benches)}</p>
      <DataTable
        caption="Numbers on which no override depends"
        columns={[
          { title: 'number', isText: true },
          { title: 'escalations per day, now and from least to most' },
        ]}
        rows={benches.map((bench) => [
          <>
            <Name name={bench.rule} />
            <span class="meaning">
              {plainly(bench.words)}; {counted(bench.points.length, 'threshold')} tried
            </span>
            {bench.unknown > 0 && (
              <span class="meaning">
                {counted(bench.unknown, 'decision')} without the value escalate at any
              </span>
            )}
          </>,
          <>
            {rateWords(bench.points.find(({ isPresent }) => isPresent)?.perDay)}
            <span class="range">{spanWords(bench)}</span>
          </>,
        ])}
      />
    </>
  );
}
