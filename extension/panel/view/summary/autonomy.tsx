import type { JSX } from 'preact';
import { AutonomyFigure } from '../../../../language-server/charts/autonomy.tsx';
import { formatCount, formatMoment } from '../numbers.ts';
import { Section } from '../parts/section.tsx';
import { chartWidth } from './chart-width.ts';
import type { SectionProps } from './section-props.ts';

/** When the agent was trusted with more, or with less, and why. */
export function AutonomySection({ run, folding }: SectionProps): JSX.Element | null {
  const { autonomy, ladder, daily, decisions } = run.summary.result;
  if (autonomy.length === 0 && ladder === undefined) return null;
  const last = autonomy.at(-1);
  return (
    <Section
      title="Autonomy"
      aside={last === undefined ? 'never changed' : `now ${last.to}`}
      folding={folding}
    >
      {ladder !== undefined && <p class="hint">The ladder {ladder}.</p>}
      <AutonomyFigure {...{ changes: autonomy, daily, decisions, width: chartWidth }} />
      <ol class="timeline">
        {autonomy.map(({ moment, decision, from, to, because }) => (
          <li key={`${decision} ${to}`}>
            <span class="when">
              {moment !== undefined && `${formatMoment(moment)}, `}decision {formatCount(decision)}
            </span>
            <span>
              <strong>
                {from} → {to}
              </strong>
              : {because}
            </span>
          </li>
        ))}
      </ol>
    </Section>
  );
}
