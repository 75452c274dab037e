import type { JSX } from 'preact';
import { findingsOf } from '../../../../language-server/charts/brief.ts';
import { concernsOf } from '../../../../language-server/charts/concerns.ts';
import { plainly } from '../../../../language-server/charts/words.ts';
import { formatCount } from '../numbers.ts';
import { Section } from '../parts/section.tsx';
import type { SectionProps } from './section-props.ts';

/** What came out, and what to look at before the agent may act alone. */
export function BriefSection({ run, folding }: SectionProps): JSX.Element {
  const { result } = run.summary;
  const concerns = concernsOf(result);
  return (
    <Section
      title="In short"
      aside={`${formatCount(concerns.length)} to look at`}
      folding={folding}
    >
      <dl class="findings">
        {findingsOf(result, run.facts.goalIsShare).map(({ title, words }) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      {concerns.length > 0 && (
        <>
          <h3>To look at before the agent may act alone</h3>
          <ul class="concerns">
            {concerns.map(({ words }) => (
              <li key={words}>{plainly(words)}</li>
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}
