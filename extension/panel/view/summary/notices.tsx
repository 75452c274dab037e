import type { JSX } from 'preact';
import { formatCount } from '../numbers.ts';
import { Section } from '../parts/section.tsx';
import type { SectionProps } from './section-props.ts';

/** What the figures rest on or leave out. */
export function NoticesSection({ run, folding }: SectionProps): JSX.Element | null {
  const { notices } = run.summary.result;
  if (notices.length === 0) return null;
  return (
    <Section title="Notices" aside={formatCount(notices.length)} folding={folding}>
      <ul class="plain-list">
        {notices.map((notice) => (
          <li key={notice}>{notice}</li>
        ))}
      </ul>
    </Section>
  );
}
