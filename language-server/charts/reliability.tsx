import type { JSX } from 'preact';
import { formatNumber } from '../policy/format.ts';
import type { RunSummary } from '../protocol.ts';
import { shareAxis } from './axis.ts';
import type { LegendItem, Plot } from './chart.tsx';
import { Axes, axisHeight, Chart, colour, Legend, legendHeight, xOf, yOf } from './chart.tsx';
import { ChartFigure, DataTable, Folded } from './figure.tsx';
import { boundWords, certainWords } from './calibration-words.ts';
import { percent } from './words.ts';

type Calibration = RunSummary['result']['calibration'][number];
type Calibrated = Extract<Calibration, { bins: unknown }>;

/** Whether the agent's confidence says what it means, against one kind of truth. */
export function CalibrationFigure({
  calibration,
  width,
}: {
  calibration: Calibration;
  width: number;
}): JSX.Element {
  const { against, n, left } = calibration;
  const out = left.filter(({ decisions }) => decisions > 0);
  return (
    <>
      <h3>Against {against}</h3>
      <p class="hint">
        {formatNumber(n)} decisions
        {out.length > 0 &&
          `; left out: ${out.map(({ decisions, reason }) => `${formatNumber(decisions)}, ${reason}`).join('; ')}`}
      </p>
      {'refused' in calibration ? (
        <p class="notice warning">refused: {calibration.refused}</p>
      ) : (
        <Reliability calibration={calibration} width={width} />
      )}
    </>
  );
}

function Reliability({
  calibration,
  width,
}: {
  calibration: Calibrated;
  width: number;
}): JSX.Element {
  const { against, bins, brier, parts, ece, mce, recalibrated } = calibration;
  const { logLoss, certainAndWrong } = calibration;
  const title = `Reliability of the confidence against ${against}`;
  const summary = summaryOf(calibration);
  const bound = boundWords(recalibrated);
  return (
    <>
      <ChartFigure
        summary={summary}
        table={
          <DataTable
            caption={title}
            columns={columns}
            rows={bins.map(({ from, to, n, meanConfidence, rate, interval }) => [
              <>
                {Math.round(100 * from)}–{Math.round(100 * to)}%
                <span class="range">mean {percent(meanConfidence)}</span>
              </>,
              formatNumber(n),
              <>
                {percent(rate)}
                <span class="range">
                  {percent(interval.low)} to {percent(interval.high)}
                </span>
              </>,
            ])}
          />
        }
      >
        <ReliabilityChart {...{ title, summary, calibration, width }} />
      </ChartFigure>
      <DataTable
        caption={`Scores of the confidence against ${against}`}
        columns={[{ title: 'score' }, { title: 'value' }]}
        rows={[
          ['Brier score', digits(brier)],
          ['= miscalibration (CORP)', digits(parts.miscalibration)],
          ['− discrimination', digits(parts.discrimination)],
          ['+ uncertainty', digits(parts.uncertainty)],
          ['calibration error on average (ECE)', digits(ece)],
          ['calibration error at most', digits(mce)],
          [
            <>
              log loss
              {certainWords(certainAndWrong).map((words) => (
                <span class="meaning" key={words}>
                  {words}
                </span>
              ))}
            </>,
            digits(logLoss),
          ],
        ]}
      />
      <Folded title="Recalibrated confidence, on offer and not applied">
        <DataTable
          caption={`Recalibrated confidence against ${against}`}
          columns={[{ title: 'confidence' }, { title: 'decisions' }, { title: 'recalibrated' }]}
          rows={recalibrated.map(({ from, to, rate, n }) => [
            from === to ? bound(from) : `${bound(from)} to ${bound(to)}`,
            formatNumber(n),
            percent(rate),
          ])}
        />
      </Folded>
    </>
  );
}

const columns = ['confidence', 'decisions', 'came true'].map((title) => ({ title }));

/** Which way confidence errs, where the interval tells that it does. */
function summaryOf({ against, bins, ece }: Calibrated): string {
  const over = bins.filter(({ meanConfidence, interval }) => meanConfidence > interval.high);
  const under = bins.filter(({ meanConfidence, interval }) => meanConfidence < interval.low);
  const said = `Against ${against}, confidence is off by ${percent(ece)} on average`;
  return `${said}: too high in ${formatNumber(over.length)} of ${formatNumber(bins.length)} bins, too low in ${formatNumber(under.length)}, and inside the 95% interval in the rest.`;
}

/** Bins with Wilson intervals, the isotonic (CORP) line, and where a perfect one would lie. */
export function ReliabilityChart({
  title,
  summary,
  calibration: { bins, recalibrated },
  width: most,
}: {
  title: string;
  summary: string;
  calibration: Calibrated;
  width: number;
}): JSX.Element {
  const width = Math.min(most, 420);
  const shift = legendHeight(legend, width);
  const share = shareAxis;
  const side = width - 44 - 14;
  const plot: Plot = { left: 44, top: shift + 28, width: side, height: side, x: share, y: share };
  const label = (tick: number): string => `${String(Math.round(100 * tick))}%`;
  const line = recalibrated
    .flatMap(({ from, to, rate }) => [[from, rate] as const, [to, rate] as const])
    .map(([x, y]) => `${xOf(plot, x)},${yOf(plot, y)}`);
  return (
    <Chart {...{ title, summary, width }} height={plot.top + side + axisHeight}>
      <Legend items={legend} width={width} />
      <Axes
        plot={plot}
        x={{ title: 'confidence', label }}
        y={{ title: 'share that came true', label }}
      />
      <line
        {...{ x1: xOf(plot, 0), y1: yOf(plot, 0), x2: xOf(plot, 1), y2: yOf(plot, 1) }}
        stroke={colour.dim}
        stroke-dasharray="2 3"
      />
      <polyline points={line.join(' ')} fill="none" stroke={colour.second} stroke-width="2" />
      {bins.map(({ from, meanConfidence, rate, interval }) => (
        <g key={from} stroke={colour.main} stroke-width="1.5">
          <line
            x1={xOf(plot, meanConfidence)}
            x2={xOf(plot, meanConfidence)}
            y1={yOf(plot, interval.low)}
            y2={yOf(plot, interval.high)}
          />
          <circle cx={xOf(plot, meanConfidence)} cy={yOf(plot, rate)} r="3.5" fill={colour.main} />
        </g>
      ))}
    </Chart>
  );
}

const legend: LegendItem[] = [
  {
    label: 'bins, 95% intervals',
    mark: (
      <g stroke={colour.main} stroke-width="1.5">
        <line x1="10" x2="10" y1="0" y2="10" />
        <circle cx="10" cy="5" r="3.5" fill={colour.main} />
      </g>
    ),
  },
  {
    label: 'isotonic fit (CORP)',
    mark: <line x1="0" x2="20" y1="5" y2="5" stroke={colour.second} stroke-width="2" />,
  },
  {
    label: 'as it should be',
    mark: <line x1="0" x2="20" y1="5" y2="5" stroke={colour.dim} stroke-dasharray="2 3" />,
  },
];

function digits(value: number): string {
  return value.toFixed(4);
}
