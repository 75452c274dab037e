import type { JSX } from 'preact';
import { CostFigure } from '../../../../language-server/charts/costs.tsx';
import { Section } from '../parts/section.tsx';
import { chartWidth } from './chart-width.ts';
import type { SectionProps } from './section-props.ts';

/** What the policy would be worth without each rule that changed a decision. */
export function CostsSection({ run, folding }: SectionProps): JSX.Element | null {
  const costs = run.summary.result.boundaryCosts;
  if (!costs) return null;
  return (
    <Section title="What each boundary costs" folding={folding}>
      <CostFigure costs={costs} isShare={run.facts.goalIsShare} width={chartWidth} />
    </Section>
  );
}
