import type { JSX } from 'preact';
import { counted, formatNumber, formatValue } from '../policy/format.ts';
import type { RunSummary } from '../protocol.ts';
import type { Axis } from './axis.ts';
import { axisFromZero, dateTicks, tickLabel } from './axis.ts';
import type { LegendItem, Plot } from './chart.tsx';
import { Axes, axisHeight, Chart, Legend, legendHeight, Limit, xOf, yOf } from './chart.tsx';
import { ChartFigure, DataTable, Folded } from './figure.tsx';
import { percent } from './words.ts';

export type Daily = NonNullable<RunSummary['result']['daily']>;
type Day = Daily['days'][number];
type Budget = Daily['budgets'][number];
type Queue = Pick<NonNullable<RunSummary['result']['queues']>[number], 'role' | 'cases'>;
type Verdict = Exclude<keyof Day, 'day'>;

/** From the least strict to the most. */
export const verdicts: readonly Verdict[] = ['act', 'suggest', 'escalate', 'hold', 'block'];

interface Week {
  /** Its Monday, in days since 1970-01-01. */
  monday: number;
  days: Day[];
}

/** How often each verdict was given, week by week. */
export function VerdictsOverTime({ daily, width }: { daily: Daily; width: number }): JSX.Element {
  const title = 'Verdicts by week';
  const weeks = weeksOf(daily);
  if (weeks.length === 0) return <Refused daily={daily} />;
  const summary = spanWords(weeks);
  return (
    <ChartFigure
      summary={summary}
      table={
        <Folded title="Verdicts by week, in figures">
          <DataTable
            caption={title}
            columns={[{ title: 'week from' }, ...verdicts.map((verdict) => ({ title: verdict }))]}
            rows={weeks.map((week) => [
              dateWords(week.monday),
              ...verdicts.map((verdict) => formatNumber(sumOf(week, verdict))),
            ])}
          />
        </Folded>
      }
    >
      <VerdictChart {...{ title, summary, weeks, width }} />
    </ChartFigure>
  );
}

/** Of whole weeks: a week that the period cuts may have a handful of decisions. */
function spanWords(weeks: readonly Week[]): string {
  const whole = weeks.filter(({ days }) => days.length === 7);
  const [of, name] = whole.length > 0 ? [whole, 'whole week'] : [weeks, 'week'];
  const spans = verdicts.flatMap((verdict) => {
    const shares = of.map((week) => sumOf(week, verdict) / totalOf(week));
    const [least, most] = [Math.min(...shares), Math.max(...shares)].map(percent);
    if (most === percent(0)) return [];
    return least === most
      ? [`${verdict} ${most ?? ''}`]
      : [`${verdict} ${least ?? ''} to ${most ?? ''}`];
  });
  return `Share of the decisions, from the least to the most of ${counted(of.length, name)}: ${spans.join(', ')}.`;
}

function VerdictChart({
  title,
  summary,
  weeks,
  width,
}: {
  title: string;
  summary: string;
  weeks: readonly Week[];
  width: number;
}): JSX.Element {
  const items = verdicts.map((verdict): LegendItem => ({
    label: verdict,
    mark: <rect width="20" height="10" fill={`var(--${verdict})`} />,
  }));
  const shift = legendHeight(items, width);
  const y = axisFromZero(weeks.map(totalOf));
  const x = timeAxis(weeks[0]!.monday, weeks.at(-1)!.monday + 7, width - 66);
  const plot: Plot = { left: 52, top: shift + 28, width: width - 66, height: 150, x, y };
  return (
    <Chart {...{ title, summary, width }} height={plot.top + plot.height + axisHeight}>
      <Legend items={items} width={width} />
      <Axes plot={plot} {...timeTexts('week', 'decisions a week', y)} />
      {weeks.map((week) => {
        const from = xOf(plot, week.monday);
        const wide = Math.max(0.5, xOf(plot, week.monday + 7) - from - 1);
        let below = 0;
        return (
          <g key={week.monday}>
            {verdicts.map((verdict) => {
              const count = sumOf(week, verdict);
              const bottom = yOf(plot, below);
              below += count;
              return count === 0 ? null : (
                <rect
                  key={verdict}
                  {...{ x: from, y: yOf(plot, below), width: wide }}
                  height={bottom - yOf(plot, below)}
                  fill={`var(--${verdict})`}
                />
              );
            })}
          </g>
        );
      })}
    </Chart>
  );
}

/** How many decisions a day went to people, against what they take. */
export function EscalationsPerDay({
  daily,
  queues,
  width,
}: {
  daily: Daily;
  queues: readonly Queue[];
  width: number;
}): JSX.Element | null {
  const { days } = daily;
  const budget = budgetOfAll(daily, queues);
  const budgetPerDay = budget?.perDay;
  if (days.length === 0) return <Refused daily={daily} />;
  if (days.every(({ escalate }) => escalate === 0)) return null;
  const title = 'Escalations per day';
  const total = days.reduce((sum, { escalate }) => sum + escalate, 0);
  const most = days.reduce((one, other) => (other.escalate > one.escalate ? other : one));
  const over = days.filter(({ escalate }) => escalate > (budgetPerDay ?? Infinity)).length;
  const overWords =
    budget === undefined
      ? daily.budgets.length === 0
        ? '; the reviewers have no budget'
        : ''
      : `; more than the ${formatNumber(budget.perDay)} that ${budget.role} can take on ${formatNumber(over)} of ${counted(days.length, 'day')}`;
  const summary = `${(total / days.length).toFixed(1)} escalations a day on average, at most ${formatNumber(most.escalate)}, on ${dateWords(most.day)}${overWords}.`;
  return (
    <ChartFigure
      summary={summary}
      table={
        <Folded title="Escalations by week, in figures">
          <DataTable
            caption="Escalations by week"
            columns={[
              { title: 'week from' },
              { title: 'escalations' },
              { title: 'per day' },
              { title: 'most on a day' },
              ...(budgetPerDay === undefined ? [] : [{ title: 'days over budget' }]),
            ]}
            rows={weeksOf(daily).map((week) => [
              dateWords(week.monday),
              formatNumber(sumOf(week, 'escalate')),
              (sumOf(week, 'escalate') / week.days.length).toFixed(1),
              formatNumber(Math.max(...week.days.map(({ escalate }) => escalate))),
              ...(budgetPerDay === undefined
                ? []
                : [formatNumber(week.days.filter((day) => day.escalate > budgetPerDay).length)]),
            ])}
          />
        </Folded>
      }
    >
      <EscalationChart {...{ title, summary, days, budget, width }} />
    </ChartFigure>
  );
}

function EscalationChart({
  title,
  summary,
  days,
  budget,
  width,
}: {
  title: string;
  summary: string;
  days: readonly Day[];
  budget: Budget | undefined;
  width: number;
}): JSX.Element {
  const budgetPerDay = budget?.perDay;
  const items: LegendItem[] = [
    { label: 'escalations', mark: <rect width="20" height="10" fill="var(--escalate)" /> },
    ...(budget === undefined
      ? []
      : [{ label: `budget of ${budget.role}`, mark: <Limit x1={0} x2={20} y1={5} y2={5} /> }]),
  ];
  const shift = legendHeight(items, width);
  const y = axisFromZero([...days.map(({ escalate }) => escalate), budgetPerDay ?? 0]);
  const x = timeAxis(days[0]!.day, days.at(-1)!.day + 1, width - 66);
  const plot: Plot = { left: 52, top: shift + 28, width: width - 66, height: 120, x, y };
  return (
    <Chart {...{ title, summary, width }} height={plot.top + plot.height + axisHeight}>
      <Legend items={items} width={width} />
      <Axes plot={plot} {...timeTexts('day', 'escalations a day', y)} />
      {days.map(({ day, escalate }) => {
        const from = xOf(plot, day);
        const top = yOf(plot, escalate);
        return (
          <rect
            key={day}
            {...{ x: from, y: top, height: plot.top + plot.height - top }}
            width={Math.max(0.5, (xOf(plot, day + 1) - from) * 0.8)}
            fill="var(--escalate)"
          />
        );
      })}
      {budgetPerDay !== undefined && (
        <Limit
          {...{ x1: plot.left, x2: plot.left + plot.width }}
          {...{ y1: yOf(plot, budgetPerDay), y2: yOf(plot, budgetPerDay) }}
        />
      )}
    </Chart>
  );
}

/** Where several roles are asked, the days do not tell whose the escalations are. */
function budgetOfAll({ budgets }: Daily, queues: readonly Queue[]): Budget | undefined {
  const asked = queues.filter(({ cases }) => cases > 0);
  return asked.length === 1 ? budgets.find(({ role }) => role === asked[0]!.role) : undefined;
}

function Refused({ daily }: { daily: Daily }): JSX.Element {
  return <p class="notice warning">not drawn by day: {daily.refused ?? 'there are no days'}</p>;
}

/** Pixels that a date and the space beside it take. */
const dateWidth = 90;

/** An axis of so many pixels whose ticks are dates. */
export function timeAxis(low: number, high: number, width: number): Axis {
  const most = Math.max(1, Math.floor(width / dateWidth));
  return { low, high: Math.max(high, low + 1), step: 1, ticks: dateTicks(low, high, most) };
}

export function dateWords(day: number): string {
  return formatValue(Math.floor(day), { kind: 'date' });
}

function timeTexts(per: string, counts: string, y: Axis) {
  return {
    x: { title: `${per} (UTC)`, label: dateWords },
    y: { title: counts, label: (tick: number) => tickLabel(tick, y.step) },
  };
}

/** Weeks in which something was decided. */
function weeksOf({ days }: Daily): Week[] {
  const weeks: Week[] = [];
  for (const day of days) {
    // 1970-01-05 was a Monday.
    const monday = day.day - ((((day.day - 4) % 7) + 7) % 7);
    if (weeks.at(-1)?.monday === monday) weeks.at(-1)!.days.push(day);
    else weeks.push({ monday, days: [day] });
  }
  return weeks;
}

function sumOf({ days }: Week, verdict: Verdict): number {
  return days.reduce((sum, day) => sum + day[verdict], 0);
}

function totalOf(week: Week): number {
  return verdicts.reduce((sum, verdict) => sum + sumOf(week, verdict), 0);
}
