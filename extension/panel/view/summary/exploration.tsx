import type { JSX } from 'preact';
import { ExplorationTable, ReviewTables } from '../../../../language-server/charts/queues.tsx';
import { Section } from '../parts/section.tsx';
import type { SectionProps } from './section-props.ts';

/** What the agent tried out, and what reviewers made of it. */
export function ExplorationSection({ run, folding }: SectionProps): JSX.Element | null {
  const { exploration, reviews } = run.summary.result;
  if (!exploration && !reviews) return null;
  return (
    <Section title="Exploration" folding={folding}>
      {exploration && <ExplorationTable exploration={exploration} />}
      {reviews && <ReviewTables reviews={reviews} />}
    </Section>
  );
}
