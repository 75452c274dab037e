import type { JSX } from 'preact';
import type { ToHost } from '../../protocol.ts';
import { formatCount, formatMoment } from '../numbers.ts';
import { RuleLink } from '../parts/rule-link.tsx';
import { Section } from '../parts/section.tsx';
import type { SectionProps } from './section-props.ts';

/** Feedback rules that people's answers made active. */
export function LearnedSection({
  run,
  folding,
  send,
}: SectionProps & { send: (message: ToHost) => void }): JSX.Element | null {
  const { learned } = run.summary.result;
  if (learned.length === 0) return null;
  return (
    <Section title="Learned" aside={formatCount(learned.length)} folding={folding}>
      <ul class="plain-list">
        {learned.map(({ name, text, at, file, line, did }) => (
          <li key={`${file}:${line}:${name}`}>
            <RuleLink
              {...{ name, file, line, send }}
              text={name === text ? text : `${name}: ${text}`}
            />
            {at !== undefined && <span class="when">since {formatMoment(at)}</span>}
            <span class="when">{did}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
