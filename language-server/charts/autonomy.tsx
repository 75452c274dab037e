import type { JSX } from 'preact';
import { formatMoment, formatNumber } from '../policy/format.ts';
import type { RunSummary } from '../protocol.ts';
import { axisOf, inDays, tickLabel } from './axis.ts';
import type { Plot } from './chart.tsx';
import { Axes, axisHeight, Chart, colour, xOf, yOf } from './chart.tsx';
import { ChartFigure } from './figure.tsx';
import type { Daily } from './over-time.tsx';
import { dateWords, timeAxis } from './over-time.tsx';

export type StageChange = RunSummary['result']['autonomy'][number];

/** From the least that an agent may do by itself to the most. */
const ladder = ['suggest', 'act with review', 'act'] as const;

/** How far the agent was trusted, from the first decision to the last; nothing where it never moved. */
export function AutonomyFigure({
  changes,
  daily,
  decisions,
  width,
}: {
  changes: readonly StageChange[];
  daily: Daily | undefined;
  decisions: number;
  width: number;
}): JSX.Element | null {
  const [first] = changes;
  const last = changes.at(-1);
  if (!first || !last) return null;
  const title = 'Stage of autonomy over time';
  const words = changes.map((change) => `${change.to} from ${whenWords(change)}`);
  const summary = `The agent began with ${first.from}: ${words.join(', ')}; it ended with ${last.to}.`;
  return (
    <ChartFigure summary={summary}>
      <Ladder {...{ title, summary, changes, daily, decisions, width }} />
    </ChartFigure>
  );
}

function whenWords({ moment, decision }: StageChange): string {
  return moment === undefined ? `decision ${formatNumber(decision)}` : formatMoment(moment);
}

function Ladder({
  title,
  summary,
  changes,
  daily,
  decisions,
  width,
}: {
  title: string;
  summary: string;
  changes: readonly StageChange[];
  daily: Daily | undefined;
  decisions: number;
  width: number;
}): JSX.Element {
  const days = daily?.days ?? [];
  const isByTime = days.length > 0 && changes.every(({ moment }) => moment !== undefined);
  const placeOf = ({ moment, decision }: StageChange): number =>
    isByTime ? inDays(moment ?? 0) : decision;
  const places = changes.map(placeOf);
  const x = isByTime
    ? timeAxis(
        Math.min(days[0]!.day, ...places),
        Math.max(days.at(-1)!.day + 1, ...places),
        width - 114,
      )
    : axisOf([0, decisions, ...places]);
  const y = { low: -0.3, high: 2.3, step: 1, ticks: [0, 1, 2] };
  const plot: Plot = { left: 100, top: 10, width: width - 114, height: 84, x, y };
  const heightOf = (stage: StageChange['to']): number => yOf(plot, ladder.indexOf(stage));
  let path = `M${xOf(plot, x.low)} ${heightOf(changes[0]!.from)}`;
  for (const change of changes) path += `H${xOf(plot, placeOf(change))}V${heightOf(change.to)}`;
  path += `H${xOf(plot, x.high)}`;
  return (
    <Chart {...{ title, summary, width }} height={plot.top + plot.height + axisHeight}>
      <Axes
        plot={plot}
        x={
          isByTime
            ? { title: 'day (UTC)', label: dateWords }
            : { title: 'decision', label: (tick) => tickLabel(tick, x.step) }
        }
        y={{ title: '', label: (tick) => ladder[tick] ?? '' }}
      />
      <path d={path} fill="none" stroke={colour.main} stroke-width="2.5" />
      {changes.map((change, at) => (
        <circle
          key={at}
          cx={xOf(plot, placeOf(change))}
          cy={heightOf(change.to)}
          r="3.5"
          fill={colour.main}
        />
      ))}
    </Chart>
  );
}
