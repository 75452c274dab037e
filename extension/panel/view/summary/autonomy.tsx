import type { JSX } from 'preact';
import { AutonomyFigure } from '../../../../language-server/charts/autonomy.tsx';
import { formatCount, formatMoment } from '../numbers.ts';
import { Section } from '../parts/section.tsx';
import { chartWidth } from './chart-width.ts';
import type { SectionProps } from './section-props.ts';

/** When the agent was trusted with more, or with less, and why. */
export function AutonomySection({ run, folding }: SectionProps): JSX.Element | null {
  const { autonomy, daily, decisions } = run.summary.result;
  if (autonomy.length === 0) return null;
  return (
    <Section title="Autonomy" aside={`now ${autonomy.at(-1)?.to ?? ''}`} folding={folding}>
      <AutonomyFigure {...{ changes: autonomy, daily, decisions, width: chartWidth }} />
      <ol class="timeline">
        {autonomy.map(({ moment, decision, from, to, because }) => (
          <li key={`${decision} ${to}`}>
            <span class="when">
              {moment === undefined ? `decision ${formatCount(decision)}` : formatMoment(moment)}
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
