import type { JSX } from 'preact';
import type { FinishedRun } from '../../protocol.ts';
import { formatCount, formatPart } from '../numbers.ts';
import { Section } from '../parts/section.tsx';
import type { SectionProps } from './section-props.ts';

type Count = [count: number, what: string];

/** The denominators: which rows became decisions, and what came of them. */
export function RowsSection({ run, folding }: SectionProps): JSX.Element {
  const { data } = run.summary;
  return (
    <Section title="Rows" aside={`${formatCount(data.rows)} read`} folding={folding}>
      <table class="figures counts">
        <tbody>
          {countsOf(run).map(([count, what]) => (
            <tr key={what}>
              <td class="number">{formatCount(count)}</td>
              <th scope="row">{what}</th>
            </tr>
          ))}
        </tbody>
      </table>
      {data.undeclared.length > 0 && (
        <p class="hint">
          ignored, for the policy does not declare them: {data.undeclared.join(', ')}
        </p>
      )}
      {data.problems.length > 0 && (
        <ul class="plain-list">
          {data.problems.map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function countsOf({ summary: { result } }: FinishedRun): Count[] {
  const { rows, before, decisions, carriedOut, moved, usual, unusable, failures } = result;
  const beforeLine: Count = [before, 'before the period: learned from, and counted by caps'];
  return [
    [rows, 'rows read'],
    ...(before > 0 ? [beforeLine] : []),
    [decisions, 'decisions'],
    [carriedOut, `carried out, ${formatPart(carriedOut, decisions)} of the decisions`],
    [moved, 'moved to the nearest allowed choice'],
    [usual, 'taken back to the usual choice'],
    ...failures.map(({ count, reason }): Count => [count, `no proposal: ${reason}`]),
    ...unusable.map(({ rows, reason }): Count => [rows, `of no use to the estimates: ${reason}`]),
  ];
}
