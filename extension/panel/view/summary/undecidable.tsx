import type { JSX } from 'preact';
import { formatCount, formatPart } from '../numbers.ts';
import { Name } from '../../../../language-server/charts/name.tsx';
import { Section } from '../parts/section.tsx';
import { ShareBar } from '../parts/share-bar.tsx';
import type { SectionProps } from './section-props.ts';

/** What was missing where a rule could not be judged. */
export function UndecidableSection({ run, folding }: SectionProps): JSX.Element | null {
  const { undecidable, decisions } = run.summary.result;
  if (undecidable.length === 0) return null;
  return (
    <Section
      title="Could not be judged"
      aside={`for want of ${undecidable.length === 1 ? '1 field' : `${undecidable.length} fields`}`}
      folding={folding}
    >
      <table class="figures" aria-label="Could not be judged">
        <thead>
          <tr>
            <th scope="col">for want of</th>
            <th scope="col" class="number">
              decisions
            </th>
            <th scope="col" class="number">
              share
            </th>
          </tr>
        </thead>
        <tbody>
          {undecidable.map(({ column, rows }) => (
            <tr key={column}>
              <th scope="row">
                <Name name={column} />
                <ShareBar part={0} and={rows} of={decisions} />
              </th>
              <td class="number">{formatCount(rows)}</td>
              <td class="number share">{formatPart(rows, decisions)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
