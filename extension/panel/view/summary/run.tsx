import type { JSX } from 'preact';
import { formatCount, formatElapsed } from '../numbers.ts';
import { Facts, Hash } from '../parts/facts.tsx';
import { Name } from '../../../../language-server/charts/name.tsx';
import { Section } from '../parts/section.tsx';
import { agentWords } from '../running.tsx';
import type { SectionProps } from './section-props.ts';

/** What the figures rest on, so that the run can be repeated to the byte. */
export function RunSection({ run, folding }: SectionProps): JSX.Element {
  const { facts, summary } = run;
  return (
    <Section title="Run" aside={formatElapsed(summary.milliseconds)} folding={folding}>
      <Facts
        facts={[
          [
            'policy',
            <>
              <Name name={facts.file} /> <Hash hash={facts.policyHash} />
            </>,
          ],
          [
            'data',
            <>
              <Name name={summary.data.path} /> <Hash hash={summary.data.sha256} />
            </>,
          ],
          ['rows', formatCount(summary.data.rows)],
          ['agent', agentWords(facts)],
          ['seed', String(facts.seed)],
          ['time', formatElapsed(summary.milliseconds)],
        ]}
      />
    </Section>
  );
}
