import type { ComponentChildren, JSX } from 'preact';

/** A chart, one sentence that says the same, and below them the figures that were drawn. */
export function ChartFigure({
  summary,
  children,
  table,
}: {
  summary: string;
  children: ComponentChildren;
  table?: JSX.Element | undefined;
}): JSX.Element {
  return (
    <figure class="chart-figure">
      <figcaption>{summary}</figcaption>
      {children}
      {table}
    </figure>
  );
}

export interface Column {
  title: string;
  /** Numbers stand under each other, to the right. */
  isText?: boolean;
}

/** A row: what it is of, then its cells. */
export type Row = [head: ComponentChildren, ...cells: ComponentChildren[]];

/** A table that scrolls by keyboard where it is wider than the page. */
export function DataTable({
  caption,
  columns,
  rows,
}: {
  caption: string;
  columns: readonly Column[];
  rows: readonly Row[];
}): JSX.Element {
  return (
    <div class="scroll-x" role="region" aria-label={caption} tabindex={0}>
      <table class="figures">
        <caption class="unseen">{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ title, isText }, at) => (
              <th key={title} scope="col" {...(at === 0 || isText ? {} : { class: 'number' })}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([head, ...cells], at) => (
            <tr key={at}>
              <th scope="row">{head}</th>
              {cells.map((cell, column) => (
                <td key={column} {...(columns[column + 1]?.isText ? {} : { class: 'number' })}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A table to open: it can be longer than what it explains. */
export function Folded({
  title,
  isLong = false,
  children,
}: {
  title: string;
  /** On paper it stays folded: pages of it would hide the rest. */
  isLong?: boolean;
  children: ComponentChildren;
}): JSX.Element {
  return (
    <details class={isLong ? 'folded long' : 'folded'}>
      <summary>{title}</summary>
      {children}
    </details>
  );
}
