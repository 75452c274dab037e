import type { JSX } from 'preact';
import { EscalationsPerDay } from '../../../../language-server/charts/over-time.tsx';
import { Queues } from '../../../../language-server/charts/queues.tsx';
import { formatCount, formatPart } from '../numbers.ts';
import { Section } from '../parts/section.tsx';
import { chartWidth } from './chart-width.ts';
import type { SectionProps } from './section-props.ts';

/** What people were asked, and how they answered. */
export function PeopleSection({ run, folding }: SectionProps): JSX.Element {
  const { daily, queues = [] } = run.summary.result;
  const { asked, approved, overridden, unanswered, reasons } = run.summary.result.people;
  if (asked === 0) {
    return (
      <Section title="People" folding={folding}>
        <p class="hint">nobody was asked</p>
      </Section>
    );
  }
  return (
    <Section title="People" aside={`${formatCount(asked)} asked`} folding={folding}>
      <table class="figures">
        <tbody>
          <Answer what="approved" count={approved} of={asked} />
          <Answer what="overridden" count={overridden} of={asked} />
          {reasons.map(({ reason, count }) => (
            <tr key={reason} class="part-of">
              <th scope="row">{reason}</th>
              <td class="number">{formatCount(count)}</td>
              <td />
            </tr>
          ))}
          <Answer what="unanswered" count={unanswered} of={asked} />
        </tbody>
      </table>
      <Queues queues={queues} />
      {daily && <EscalationsPerDay daily={daily} width={chartWidth} />}
    </Section>
  );
}

function Answer({ what, count, of }: { what: string; count: number; of: number }): JSX.Element {
  return (
    <tr>
      <th scope="row">{what}</th>
      <td class="number">{formatCount(count)}</td>
      <td class="number share">{formatPart(count, of)}</td>
    </tr>
  );
}
