import type { JSX } from 'preact';
import { counted, formatNumber } from '../policy/format.ts';
import type { RunSummary } from '../protocol.ts';
import { axisFromZero, shareAxis, tickLabel } from './axis.ts';
import type { LegendItem, Plot } from './chart.tsx';
import {
  Axes,
  axisHeight,
  Chart,
  colour,
  Legend,
  legendHeight,
  Limit,
  xOf,
  yOf,
} from './chart.tsx';
import { ChartFigure, DataTable, Folded, mostPrinted } from './figure.tsx';
import { alikeWords, pointWords } from './threshold-words.ts';
import { percent, plainly } from './words.ts';

type Bench = RunSummary['result']['thresholds'][number];
type Point = Bench['points'][number];

/** A number in a trigger: what it comes to, and what others would come to. */
export function ThresholdFigure({ bench, width }: { bench: Bench; width: number }): JSX.Element {
  const { rule, words, unknown, refused, points } = bench;
  return (
    <>
      <h3>
        {rule}: {plainly(words)}
      </h3>
      {unknown > 0 && (
        <p class="hint">{counted(unknown, 'decision')} without the value escalate at any</p>
      )}
      {refused !== undefined || points.length === 0 ? (
        <p class="notice warning">
          refused: {refused ?? 'there is no other number to compare with'}
        </p>
      ) : (
        <ChartFigure
          summary={sweepSummary(bench)}
          table={
            <Folded
              title={`${counted(points.length, 'threshold')}, in figures`}
              isLong={points.length > mostPrinted}
            >
              <SweepTable bench={bench} />
            </Folded>
          }
        >
          <SweepChart bench={bench} width={width} />
        </ChartFigure>
      )}
    </>
  );
}

/** What it is of, once for all thresholds of a run. */
export function thresholdCounts([first]: readonly Bench[]): string {
  if (!first) return '';
  const { decisions, overrides, days } = first;
  return `${counted(decisions, 'decision')} on ${counted(days, 'day')}, of which the reviewer would override ${formatNumber(overrides)}; each number alone is moved, and all else held fixed.`;
}

function sweepSummary(bench: Bench): string {
  const { recommended, noRecommendation, points, budgetPerDay } = bench;
  const present = points.find(({ isPresent }) => isPresent);
  const now = present ? `Now: ${pointWords(present, bench)}. ` : '';
  const best = recommended && points[recommended.best];
  if (!recommended || !best)
    return `${now}None is recommended: ${plainly(noRecommendation ?? '')}.`;
  const others = recommended.alike.map((at) => points[at]!).filter((point) => point !== best);
  const alike =
    others.length === 0
      ? 'The sample tells it from every other one inside the budget.'
      : `The sample cannot tell it from ${alikeWords(others)}.`;
  return `${now}Recommended: ${plainly(best.words)}, with the fewest misses inside ${formatNumber(budgetPerDay ?? 0)} a day: ${pointWords(best, bench)}. ${alike}`;
}

/** Escalations a day against overrides caught, one point a threshold, with Wilson intervals. */
export function SweepChart({ bench, width }: { bench: Bench; width: number }): JSX.Element | null {
  const { points, recommended, budgetPerDay, rule } = bench;
  const drawn = points.filter(({ perDay }) => perDay !== undefined);
  if (drawn.length === 0) return null;
  const best = recommended && points[recommended.best];
  const present = drawn.find(({ isPresent }) => isPresent);
  const items = [
    marks.point,
    ...(present ? [marks.present] : []),
    ...(best ? [marks.best] : []),
    ...(budgetPerDay === undefined ? [] : [marks.budget]),
  ];
  const shift = legendHeight(items, width);
  const x = axisFromZero([...drawn.map(({ perDay }) => perDay ?? 0), budgetPerDay ?? 0]);
  const y = shareAxis;
  const plot: Plot = { left: 44, top: shift + 28, width: width - 62, height: 170, x, y };
  const at = (point: Point) => ({
    x: xOf(plot, point.perDay ?? 0),
    y: yOf(plot, point.caughtShare),
  });
  return (
    <Chart
      title={`Thresholds of ${rule}`}
      summary={sweepSummary(bench)}
      width={width}
      height={plot.top + plot.height + axisHeight}
    >
      <Legend items={items} width={width} />
      <Axes
        plot={plot}
        x={{ title: 'escalations per day', label: (tick) => tickLabel(tick, x.step) }}
        y={{ title: 'overrides caught', label: (tick) => tickLabel(tick, y.step, true) }}
      />
      {drawn.map((point, index) => (
        <g key={index} stroke={colour.main}>
          <line
            {...{ x1: at(point).x, x2: at(point).x }}
            y1={yOf(plot, point.caughtInterval.low)}
            y2={yOf(plot, point.caughtInterval.high)}
            stroke-opacity="0.45"
          />
          <circle cx={at(point).x} cy={at(point).y} r="2.5" fill={colour.main} />
        </g>
      ))}
      {budgetPerDay !== undefined && (
        <Limit
          {...{ x1: xOf(plot, budgetPerDay), x2: xOf(plot, budgetPerDay) }}
          {...{ y1: plot.top, y2: plot.top + plot.height }}
        />
      )}
      {present && <Square {...at(present)} />}
      {best?.perDay !== undefined && <Diamond {...at(best)} />}
    </Chart>
  );
}

/** Thresholds that come to the same share a row; the present and the recommended one have their own. */
function SweepTable({ bench }: { bench: Bench }): JSX.Element {
  const { points, recommended, rule } = bench;
  const best = recommended && points[recommended.best];
  const start = commonStart(points.map(({ words }) => plainly(words)));
  const rows: { first: Point; last: Point }[] = [];
  for (const point of points) {
    const before = rows.at(-1);
    const isSame =
      before !== undefined &&
      ![before.last, point].some((each) => each.isPresent || each === best) &&
      before.last.perDay === point.perDay &&
      before.last.caught === point.caught &&
      before.last.valueAtRisk === point.valueAtRisk;
    if (isSame) before.last = point;
    else rows.push({ first: point, last: point });
  }
  const words = (point: Point): string => plainly(point.words).slice(start.length);
  return (
    <DataTable
      caption={`Thresholds of ${rule}`}
      columns={[
        { title: start.trim() === '' ? 'threshold' : `${start.trim()} …` },
        { title: 'escalations per day' },
        { title: 'caught' },
        { title: 'missed' },
        { title: 'share caught' },
        { title: 'value at risk' },
      ]}
      rows={rows.map(({ first, last }) => [
        <>
          {first === last ? words(first) : `${words(first)} to ${words(last)}`}
          {first.isPresent && <strong> (now)</strong>}
          {first === best && <strong> (recommended)</strong>}
        </>,
        first.perDay?.toFixed(1) ?? 'unknown',
        formatNumber(first.caught),
        formatNumber(first.missed),
        <>
          {percent(first.caughtShare)}
          <span class="range">
            {percent(first.caughtInterval.low)} to {percent(first.caughtInterval.high)}
          </span>
        </>,
        first.valueAtRisk === undefined
          ? 'unknown'
          : formatNumber(Number(first.valueAtRisk.toFixed(1))),
      ])}
    />
  );
}

/** Whole words that all texts begin with. */
function commonStart(texts: readonly string[]): string {
  const [first = '', ...others] = texts;
  let length = first.length;
  for (const other of others) {
    while (!other.startsWith(first.slice(0, length))) length--;
  }
  return first.slice(0, first.lastIndexOf(' ', length - 1) + 1);
}

function Square({ x, y }: { x: number; y: number }): JSX.Element {
  return (
    <rect
      {...{ x: x - 5, y: y - 5, width: 10, height: 10 }}
      fill="none"
      stroke={colour.ink}
      stroke-width="2"
    />
  );
}

function Diamond({ x, y }: { x: number; y: number }): JSX.Element {
  return (
    <path
      d={`M${x} ${y - 8}L${x + 8} ${y}L${x} ${y + 8}L${x - 8} ${y}Z`}
      fill="none"
      stroke={colour.second}
      stroke-width="2"
    />
  );
}

const marks = {
  point: {
    label: 'a threshold, 95% interval',
    mark: (
      <g stroke={colour.main}>
        <line x1="10" x2="10" y1="0" y2="10" stroke-opacity="0.45" />
        <circle cx="10" cy="5" r="2.5" fill={colour.main} />
      </g>
    ),
  },
  present: { label: 'now', mark: <Square x={10} y={5} /> },
  best: { label: 'recommended', mark: <Diamond x={10} y={5} /> },
  budget: {
    label: 'budget of the reviewers',
    mark: <Limit x1={10} x2={10} y1={-2} y2={12} />,
  },
} satisfies Record<string, LegendItem>;
