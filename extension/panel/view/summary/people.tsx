import type { JSX } from 'preact';
import { AnswerTable } from '../../../../language-server/charts/counts.tsx';
import { EscalationsPerDay } from '../../../../language-server/charts/over-time.tsx';
import { Queues } from '../../../../language-server/charts/queues.tsx';
import { formatCount } from '../numbers.ts';
import { Section } from '../parts/section.tsx';
import { chartWidth } from './chart-width.ts';
import type { SectionProps } from './section-props.ts';

/** What people were asked, how they answered, and how their queues came along. */
export function PeopleSection({ run, folding }: SectionProps): JSX.Element {
  const { people, daily, queues = [] } = run.summary.result;
  return (
    <Section title="People" aside={`${formatCount(people.asked)} asked`} folding={folding}>
      <AnswerTable people={people} />
      <Queues queues={queues} />
      {daily && <EscalationsPerDay daily={daily} queues={queues} width={chartWidth} />}
    </Section>
  );
}
