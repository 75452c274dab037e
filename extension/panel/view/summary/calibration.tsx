import type { JSX } from 'preact';
import { CalibrationFigure } from '../../../../language-server/charts/reliability.tsx';
import { Section } from '../parts/section.tsx';
import { chartWidth } from './chart-width.ts';
import type { SectionProps } from './section-props.ts';

/** Whether the agent's confidence says what it means. */
export function CalibrationSection({ run, folding }: SectionProps): JSX.Element | null {
  const { calibration } = run.summary.result;
  if (calibration.length === 0) return null;
  return (
    <Section title="Calibration" aside="of the confidence" folding={folding}>
      {calibration.map((each) => (
        <CalibrationFigure key={each.against} calibration={each} width={chartWidth} />
      ))}
    </Section>
  );
}
