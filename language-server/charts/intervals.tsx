import type { JSX } from 'preact';
import type { Arm, Estimate, Estimator, Figure, RunSummary } from '../protocol.ts';
import type { Axis } from './axis.ts';
import { axisOf, tickLabel } from './axis.ts';
import { Chart, colour, rounded } from './chart.tsx';
import { amount, cut, difference, figureOf, goalWords, intervalWords } from './words.ts';

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
/** Ticks, and below them what they are of. */
const axisHeight = 38;
const letterWidth = 6;

/** Point and whiskers for each estimate; nothing where all are refused without a figure. */
export function IntervalChart({
  title,
  groups,
  isShare,
  width,
  axisTitle,
  sameAxisAs = [],
  isDifference = false,
}: {
  title: string;
  groups: readonly Group[];
  isShare: boolean;
  /** Pixels. */
  width: number;
  /** What the values are, and in which unit. */
  axisTitle: string;
  /** Estimates of other charts, which this one can then be compared with. */
  sameAxisAs?: readonly Estimate[];
  /** Nothing lies at zero, and shares differ by percentage points. */
  isDifference?: boolean;
}): JSX.Element | null {
  const own = groups.flatMap(({ rows }) => rows);
  const drawn = [...own.map(({ estimate }) => estimate), ...sameAxisAs].flatMap(
    (estimate) => figureOf(estimate) ?? [],
  );
  if (drawn.length === 0) return null;
  const values = drawn.flatMap(({ low, high, estimate }) => [low, high, estimate]);
  const axis = axisOf(isDifference ? [0, ...values] : values);
  const longest = own.reduce((most, { name }) => Math.max(most, name.length), 0);
  const left = Math.min(longest * letterWidth + 16, Math.round(width * 0.4));
  const most = Math.floor((left - 10) / letterWidth);
  const x = (value: number): number =>
    rounded(left + ((width - left - 24) * (value - axis.low)) / (axis.high - axis.low));
  const lines = groups.flatMap((group) => [
    ...titleLines(group.title, Math.floor(width / letterWidth)),
    ...group.rows,
  ]);
  const bottom = lines.length * lineHeight;
  const words = (value: number): string => (isDifference ? difference : amount)(value, isShare);
  const summary = groups
    .map((group) => {
      const said = group.rows.map(({ name, estimate }) => `${name} ${describe(estimate, words)}`);
      return `${group.title === undefined ? '' : `${group.title}: `}${said.join('; ')}`;
    })
    .join('. ');
  return (
    <Chart title={title} summary={summary} width={width} height={bottom + axisHeight}>
      <Grid {...{ axis, x, bottom, isShare, isDifference }} />
      <text x={width - 24} y={bottom + 31} text-anchor="end" fill={colour.dim}>
        {cut(axisTitle, Math.floor(width / letterWidth))}
      </text>
      {lines.map((line, at) => {
        const y = lineHeight * (at + 0.5);
        if ('title' in line) {
          return (
            <text
              key={at}
              {...{ x: 0, y: y + 5, fill: colour.dim }}
              {...{ stroke: colour.page, 'stroke-width': 4, 'paint-order': 'stroke' }}
            >
              {line.title}
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

/** Patterns often differ in their last word, so a long title rather breaks than loses it. */
function titleLines(title: string | undefined, most: number): { title: string }[] {
  if (title === undefined) return [];
  const at = title.length <= most ? -1 : title.lastIndexOf(' ', most);
  const lines = at <= 0 ? [title] : [title.slice(0, at), title.slice(at + 1)];
  return lines.map((line) => ({ title: cut(line, most) }));
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
  goal,
  isShare,
  width,
}: {
  value: Result['value'];
  goal: { column: string };
  isShare: boolean;
  width: number;
}): JSX.Element | null {
  const arms = Object.keys(value) as Arm[];
  const groups = groupTitles.map(([estimator, title]) => ({
    title,
    rows: arms.map((arm) => ({ name: arm, estimate: value[arm][estimator] })),
  }));
  return (
    <IntervalChart
      title="Value of the arms"
      axisTitle={goalWords(goal, isShare)}
      {...{ groups, isShare, width }}
    />
  );
}

function Grid({
  axis,
  x,
  bottom,
  isShare,
  isDifference,
}: {
  axis: Axis;
  x: (value: number) => number;
  bottom: number;
  isShare: boolean;
  isDifference: boolean;
}): JSX.Element {
  const inPoints = isShare && isDifference ? 100 : 1;
  return (
    <g>
      {axis.ticks.map((tick) => {
        const isZero = isDifference && Math.abs(tick) < axis.step / 2;
        return (
          <g key={tick}>
            <line
              {...{ x1: x(tick), x2: x(tick), y1: 0, y2: bottom }}
              stroke={isZero ? colour.dim : colour.grid}
            />
            <text x={x(tick)} y={bottom + 15} text-anchor="middle" fill={colour.dim}>
              {tickLabel(tick * inPoints, axis.step * inPoints, isShare && !isDifference)}
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

function describe(estimate: Estimate, words: (value: number) => string): string {
  if ('refused' in estimate) return 'refused';
  return `${words(estimate.estimate)}, from ${intervalWords(estimate, words)}`;
}
