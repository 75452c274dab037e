import type { JSX } from 'preact';
import { formatNumber } from '../policy/format.ts';
import type { Arm, Estimate, Estimator, Figure, RunSummary } from '../protocol.ts';
import type { Axis } from './axis.ts';
import { axisOf, tickLabel } from './axis.ts';
import { Chart, colour, rounded } from './chart.tsx';
import { amount, cut, figureOf, intervalWords } from './words.ts';

type Result = RunSummary['result'];

interface NamedEstimate {
  name: string;
  estimate: Estimate;
}

interface Group {
  title?: string;
  rows: readonly NamedEstimate[];
}

const lineHeight = 22;
const axisHeight = 22;
const letterWidth = 6;

/** Point and whiskers for each estimate; nothing where all are refused without a figure. */
export function IntervalChart({
  title,
  groups,
  isShare,
  width,
  sameAxisAs = [],
  marksZero = false,
}: {
  title: string;
  groups: readonly Group[];
  isShare: boolean;
  /** Pixels. */
  width: number;
  /** Estimates of other charts, which this one can then be compared with. */
  sameAxisAs?: readonly Estimate[];
  /** Differences: nothing lies at zero. */
  marksZero?: boolean;
}): JSX.Element | null {
  const own = groups.flatMap(({ rows }) => rows);
  const drawn = [...own.map(({ estimate }) => estimate), ...sameAxisAs].flatMap(
    (estimate) => figureOf(estimate) ?? [],
  );
  if (drawn.length === 0) return null;
  const values = drawn.flatMap(({ low, high, estimate }) => [low, high, estimate]);
  const axis = axisOf(marksZero ? [0, ...values] : values);
  const longest = own.reduce((most, { name }) => Math.max(most, name.length), 0);
  const left = Math.min(longest * letterWidth + 16, Math.round(width * 0.4));
  const most = Math.floor((left - 10) / letterWidth);
  const x = (value: number): number =>
    rounded(left + ((width - left - 24) * (value - axis.low)) / (axis.high - axis.low));
  const lines = groups.flatMap((group) => [
    ...(group.title === undefined ? [] : [{ title: group.title }]),
    ...group.rows,
  ]);
  const bottom = lines.length * lineHeight;
  const summary = groups
    .map((group) => {
      const said = group.rows.map(({ name, estimate }) => `${name} ${describe(estimate, isShare)}`);
      return `${group.title === undefined ? '' : `${group.title}: `}${said.join('; ')}`;
    })
    .join('. ');
  return (
    <Chart title={title} summary={summary} width={width} height={bottom + axisHeight}>
      <Grid {...{ axis, x, bottom, isShare, marksZero }} />
      {lines.map((line, at) => {
        const y = lineHeight * (at + 0.5);
        if ('title' in line) {
          return (
            <text
              key={at}
              {...{ x: 0, y: y + 5, fill: colour.dim }}
              {...{ stroke: colour.page, 'stroke-width': 4, 'paint-order': 'stroke' }}
            >
              {cut(line.title, Math.floor(width / letterWidth))}
            </text>
          );
        }
        const figure = figureOf(line.estimate);
        return (
          <g key={at}>
            <text x="0" y={y + 4} fill={colour.ink}>
              {cut(line.name, most)}
            </text>
            {figure ? (
              <Whisker {...{ figure, isRefused: 'refused' in line.estimate, x, y }} />
            ) : (
              <text x={left} y={y + 4} fill={colour.off}>
                refused
              </text>
            )}
          </g>
        );
      })}
    </Chart>
  );
}

/** How a value is estimated, and of what, in the order of the table. */
const groupTitles: [Estimator, string][] = [
  ['ips', 'IPS, per decision'],
  ['dr', 'DR, per decision'],
  ['dm', 'DM, per decision, by the reward model alone'],
  ['snips', 'SNIPS, per decision carried out'],
];

/** What each arm is worth, by every estimator, on one axis. */
export function ValueChart({
  value,
  isShare,
  width,
}: {
  value: Result['value'];
  isShare: boolean;
  width: number;
}): JSX.Element | null {
  const arms = Object.keys(value) as Arm[];
  const groups = groupTitles.map(([estimator, title]) => ({
    title,
    rows: arms.map((arm) => ({ name: arm, estimate: value[arm][estimator] })),
  }));
  return <IntervalChart title="Value of the arms" {...{ groups, isShare, width }} />;
}

/** Rules that changed a decision, those that changed most first. */
export function rulesByChanges({ rules }: NonNullable<Result['boundaryCosts']>) {
  return rules
    .filter(({ changed }) => changed > 0)
    .sort((a, b) => b.changed - a.changed || (a.name < b.name ? -1 : 1));
}

/** What the policy and each of its rules costs, by DR. */
export function CostChart({
  costs,
  isShare,
  width,
}: {
  costs: NonNullable<Result['boundaryCosts']>;
  isShare: boolean;
  width: number;
}): JSX.Element | null {
  const rows = [
    { name: 'all rules', estimate: costs.all.dr },
    ...rulesByChanges(costs).map(({ name, dr }) => ({ name, estimate: dr })),
  ];
  return (
    <IntervalChart
      title="What each boundary costs"
      groups={[{ rows }]}
      marksZero
      {...{ isShare, width }}
    />
  );
}

/** Below it a share is shown as 0.00%, which nobody would read as off zero. */
const leastShown = 0.00005;

/** In one sentence what the costs come to. */
export function costSummary(costs: NonNullable<Result['boundaryCosts']>): string {
  const { length } = costs.rules.filter(({ changed }) => changed > 0);
  const told = rulesByChanges(costs).filter(
    ({ dr }) => !('refused' in dr) && (dr.low > leastShown || dr.high < -leastShown),
  );
  const names = told.map(({ name }) => name).join(', ');
  const which =
    told.length === 0
      ? 'none has an interval off zero'
      : `${names} ${told.length === 1 ? 'has an interval' : 'have intervals'} off zero`;
  return `The value without a rule, less that with it, by DR with 95% intervals. ${formatNumber(length)} of ${formatNumber(costs.rules.length)} rules changed a decision; ${which}.`;
}

function Grid({
  axis,
  x,
  bottom,
  isShare,
  marksZero,
}: {
  axis: Axis;
  x: (value: number) => number;
  bottom: number;
  isShare: boolean;
  marksZero: boolean;
}): JSX.Element {
  return (
    <g>
      {axis.ticks.map((tick) => {
        const isZero = marksZero && Math.abs(tick) < axis.step / 2;
        return (
          <g key={tick}>
            <line
              {...{ x1: x(tick), x2: x(tick), y1: 0, y2: bottom }}
              stroke={isZero ? colour.dim : colour.grid}
            />
            <text x={x(tick)} y={bottom + 15} text-anchor="middle" fill={colour.dim}>
              {tickLabel(tick, axis.step, isShare)}
            </text>
          </g>
        );
      })}
    </g>
  );
}

/** A refused figure is hollow and dashed, so that no one takes it for an estimate. */
function Whisker({
  figure: { estimate, low, high },
  isRefused,
  x,
  y,
}: {
  figure: Figure;
  isRefused: boolean;
  x: (value: number) => number;
  y: number;
}): JSX.Element {
  const stroke = isRefused ? colour.off : colour.main;
  return (
    <g
      class={isRefused ? 'whisker refused' : 'whisker'}
      stroke={stroke}
      stroke-width="1.5"
      {...(isRefused ? { 'stroke-dasharray': '3 2' } : {})}
    >
      <line x1={x(low)} x2={x(high)} y1={y} y2={y} />
      <line x1={x(low)} x2={x(low)} y1={y - 4} y2={y + 4} />
      <line x1={x(high)} x2={x(high)} y1={y - 4} y2={y + 4} />
      <circle cx={x(estimate)} cy={y} r="4" fill={isRefused ? colour.page : stroke} />
    </g>
  );
}

function describe(estimate: Estimate, isShare: boolean): string {
  if ('refused' in estimate) return 'refused';
  return `${amount(estimate.estimate, isShare)}, from ${intervalWords(estimate, isShare)}`;
}
