import type { ComponentChildren, JSX } from 'preact';
import type { FinishedRun } from '../../protocol.ts';
import { formatCount } from '../numbers.ts';
import { Name } from '../../../../language-server/charts/name.tsx';

/** Of what all figures below are, and what none of them could take into account. */
export function Denominators({ run }: { run: FinishedRun }): JSX.Element {
  const { result, data } = run.summary;
  const { rows, before, decisions, undecidable, failures } = result;
  return (
    <section class="denominators" aria-label="What the figures are of">
      <p>
        <Count count={rows} what={rows === 1 ? 'row read' : 'rows read'} />
        {before > 0 && <Count count={before} what="before the period" />}
        <Count count={decisions} what={decisions === 1 ? 'decision' : 'decisions'} />
      </p>
      <ul>
        <Left what="could not be judged">
          {undecidable.map(({ column, rows: count }) => (
            <>
              {formatCount(count)} for want of <Name name={column} />
            </>
          ))}
        </Left>
        <Left what="without a proposal">
          {failures.map(({ count, reason }) => `${formatCount(count)} (${reason})`)}
        </Left>
        <Left what="cells empty or unfit, so unknown" title={data.problems.join('\n')}>
          {columnsOf(data.problems).map((column) => (
            <Name name={column} />
          ))}
        </Left>
      </ul>
    </section>
  );
}

function Count({ count, what }: { count: number; what: string }): JSX.Element {
  return (
    <span class="denominator">
      <strong>{formatCount(count)}</strong> {what}
    </span>
  );
}

/** Each problem begins with its column; how many cells and where is in the rows below. */
function columnsOf(problems: readonly string[]): string[] {
  return [...new Set(problems.map((problem) => problem.split(':')[0] ?? problem))];
}

/** Nothing where nothing was left out: the line is for what a reader has to keep in mind. */
function Left({
  what,
  title,
  children,
}: {
  what: string;
  title?: string;
  children: ComponentChildren[];
}): JSX.Element | null {
  if (children.length === 0) return null;
  return (
    <li title={title}>
      {what}:{' '}
      {children.map((one, at) => (
        <span key={at}>
          {at > 0 && ', '}
          {one}
        </span>
      ))}
    </li>
  );
}
