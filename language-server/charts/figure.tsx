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
  /** Numbers stand under each other, to the right; the head of a row is a sentence and takes room. */
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
    <div class="scroll-x" role="group" aria-label={caption} tabindex={0}>
      <table class="figures">
        <caption class="unseen">{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ title, isText }, at) => (
              <th key={title} scope="col" {...classOf(at === 0 || isText === true)}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([head, ...cells], at) => (
            <tr key={at}>
              <th scope="row" {...(columns[0]?.isText ? { class: 'text' } : {})}>
                {head}
              </th>
              {cells.map((cell, column) => (
                <td key={column} {...classOf(columns[column + 1]?.isText === true)}>
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

function classOf(isText: boolean): { class?: string } {
  return isText ? {} : { class: 'number' };
}

/** Rows of a folded table on paper, where nothing can be opened. */
export const mostPrinted = 20;

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
