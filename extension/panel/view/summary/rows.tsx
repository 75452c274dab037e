import type { JSX } from 'preact';
import { RowTable } from '../../../../language-server/charts/counts.tsx';
import { formatCount } from '../numbers.ts';
import { Section } from '../parts/section.tsx';
import type { SectionProps } from './section-props.ts';

/** The denominators: which rows became decisions, and what came of them. */
export function RowsSection({ run, folding }: SectionProps): JSX.Element {
  const { data } = run.summary;
  return (
    <Section title="Rows" aside={`${formatCount(data.rows)} read`} folding={folding}>
      <RowTable result={run.summary.result} />
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
