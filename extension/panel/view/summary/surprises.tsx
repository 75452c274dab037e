import type { JSX } from 'preact';
import { Surprises } from '../../../../language-server/charts/surprises.tsx';
import { formatCount } from '../numbers.ts';
import { Section } from '../parts/section.tsx';
import { chartWidth } from './chart-width.ts';
import type { SectionProps } from './section-props.ts';

/** What surprised, and which of it is sound. */
export function SurprisesSection({ run, folding }: SectionProps): JSX.Element | null {
  const { surprises, decisions } = run.summary.result;
  if (!surprises) return null;
  const sound = surprises.patterns.filter(({ isSound }) => isSound).length;
  return (
    <Section title="Surprises" aside={`${formatCount(sound)} sound`} folding={folding}>
      <Surprises report={surprises} decisions={decisions} width={chartWidth} />
    </Section>
  );
}
