import type { ComponentChildren, JSX } from 'preact';
import type { Axis } from './axis.ts';
import { cut } from './words.ts';

/*
 * Charts are pure: data in, SVG out. Colours are variables that whoever shows a chart defines, in
 * presentation attributes, since a strict CSP blocks `style`. The letters of a chart are 11 pixels.
 */

export const colour = {
  ink: 'var(--chart-ink)',
  dim: 'var(--chart-dim)',
  grid: 'var(--chart-grid)',
  page: 'var(--chart-page)',
  main: 'var(--chart-main)',
  second: 'var(--chart-second)',
  limit: 'var(--chart-limit)',
  off: 'var(--chart-off)',
} as const;

/** Where the narrower letters of a sentence end on the average. */
const letterWidth = 6;

/** Pixels; a wider chart cannot be shrunk to a telephone and still be read. */
const wideFrom = 480;

/** What a chart shows is its title, what it says its summary; the table beside it has the figures. */
export function Chart({
  title,
  summary,
  width,
  height,
  children,
}: {
  title: string;
  summary: string;
  /** Pixels. */
  width: number;
  height: number;
  children: ComponentChildren;
}): JSX.Element {
  return (
    <div class="chart-frame">
      <svg
        class={width > wideFrom ? 'chart wide' : 'chart'}
        viewBox={`0 0 ${width} ${height}`}
        width={width}
        height={height}
        font-size="11"
        role="img"
      >
        <title>{title}</title>
        <desc>{summary}</desc>
        {children}
      </svg>
    </div>
  );
}

/** The rectangle that values are drawn in. */
export interface Plot {
  left: number;
  top: number;
  width: number;
  height: number;
  x: Axis;
  y: Axis;
}

export function xOf({ left, width, x }: Plot, value: number): number {
  return rounded(left + (width * (value - x.low)) / (x.high - x.low));
}

export function yOf({ top, height, y }: Plot, value: number): number {
  return rounded(top + height - (height * (value - y.low)) / (y.high - y.low));
}

/** Hundredths of a pixel nobody sees, and every digit is a byte. */
export function rounded(pixels: number): number {
  return Math.round(pixels * 100) / 100;
}

export interface AxisText {
  title: string;
  label: (tick: number) => string;
}

/** Grid lines, ticks and what the axes are. */
export function Axes({ plot, x, y }: { plot: Plot; x: AxisText; y: AxisText }): JSX.Element {
  const { left, top, width, height } = plot;
  const bottom = top + height;
  return (
    <g fill={colour.dim}>
      {plot.y.ticks.map((tick) => (
        <g key={tick}>
          <Line x1={left} x2={left + width} y1={yOf(plot, tick)} y2={yOf(plot, tick)} />
          <text x={left - 6} y={yOf(plot, tick) + 4} text-anchor="end">
            {y.label(tick)}
          </text>
        </g>
      ))}
      {plot.x.ticks.map((tick) => (
        <g key={tick}>
          <Line x1={xOf(plot, tick)} x2={xOf(plot, tick)} y1={bottom} y2={bottom + 4} />
          <text
            x={xOf(plot, tick)}
            y={bottom + 16}
            text-anchor={left + width - xOf(plot, tick) < 24 ? 'end' : 'middle'}
          >
            {x.label(tick)}
          </text>
        </g>
      ))}
      <text x="0" y={top - 10}>
        {y.title}
      </text>
      <text x={left + width} y={bottom + 31} text-anchor="end">
        {x.title}
      </text>
    </g>
  );
}

/** Pixels under a plot that ticks and the title of the x axis take. */
export const axisHeight = 36;

function Line(ends: Record<'x1' | 'x2' | 'y1' | 'y2', number>): JSX.Element {
  return <line {...ends} stroke={colour.grid} />;
}

/** A limit lies over what is drawn, and stands off from it. */
export function Limit(ends: Record<'x1' | 'x2' | 'y1' | 'y2', number>): JSX.Element {
  return (
    <>
      <line {...ends} stroke={colour.page} stroke-width="4" />
      <line {...ends} stroke={colour.limit} stroke-width="2" stroke-dasharray="5 3" />
    </>
  );
}

export interface LegendItem {
  label: string;
  /** Drawn in a box of 20 by 10 pixels from 0, 0. */
  mark: JSX.Element;
}

const legendLine = 17;
const legendMark = 26;

/** Each item with its place; a row of items as wide as there is room. */
function placed(items: readonly LegendItem[], width: number) {
  let x = 0;
  let row = 0;
  return items.map(({ label, mark }) => {
    const text = cut(label, Math.max(4, Math.floor((width - legendMark) / letterWidth)));
    const own = legendMark + text.length * letterWidth + 14;
    if (x > 0 && x + own > width) {
      x = 0;
      row++;
    }
    const at = { text, mark, x, row };
    x += own;
    return at;
  });
}

/** Pixels that a legend takes. */
export function legendHeight(items: readonly LegendItem[], width: number): number {
  return ((placed(items, width).at(-1)?.row ?? -1) + 1) * legendLine;
}

/** What each mark of a chart is, above it. */
export function Legend({
  items,
  width,
}: {
  items: readonly LegendItem[];
  width: number;
}): JSX.Element {
  return (
    <g fill={colour.ink}>
      {placed(items, width).map(({ text, mark, x, row }) => (
        <g key={text} transform={`translate(${x} ${row * legendLine + 3})`}>
          {mark}
          <text x={legendMark} y="9">
            {text}
          </text>
        </g>
      ))}
    </g>
  );
}
