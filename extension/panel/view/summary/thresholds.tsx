import type { JSX } from 'preact';
import { ThresholdBenches } from '../../../../language-server/charts/threshold-benches.tsx';
import { formatCount } from '../numbers.ts';
import { Section } from '../parts/section.tsx';
import { chartWidth } from './chart-width.ts';
import type { SectionProps } from './section-props.ts';

/** What other numbers in the triggers would come to. */
export function ThresholdsSection({ run, folding }: SectionProps): JSX.Element | null {
  const { thresholds } = run.summary.result;
  if (thresholds.length === 0) return null;
  return (
    <Section title="Thresholds" aside={formatCount(thresholds.length)} folding={folding}>
      <ThresholdBenches benches={thresholds} width={chartWidth} />
    </Section>
  );
}
