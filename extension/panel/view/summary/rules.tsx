import type { JSX } from 'preact';
import type { RuleCount, ToHost } from '../../protocol.ts';
import type { UpdateUi } from '../ui-state.ts';
import { formatCount } from '../numbers.ts';
import { RuleLink } from '../parts/rule-link.tsx';
import { Section } from '../parts/section.tsx';
import { ShareBar } from '../parts/share-bar.tsx';
import type { SectionProps } from './section-props.ts';

type Send = (message: ToHost) => void;

/** Which rules decided, the busiest first; a name leads to its line, a count to its decisions. */
export function RulesSection({
  run,
  folding,
  showLog,
  send,
}: SectionProps & { showLog: UpdateUi; send: Send }): JSX.Element {
  const { rules, decisions } = run.summary.result;
  const busy = rules
    .filter((rule) => rule.fired + rule.unknown > 0)
    .sort((a, b) => b.fired + b.unknown - (a.fired + a.unknown) || (a.name < b.name ? -1 : 1));
  const silent = rules.filter((rule) => rule.fired + rule.unknown === 0);
  return (
    <Section
      title="Rules that fired"
      aside={`${formatCount(busy.length)} of ${formatCount(rules.length)}`}
      folding={folding}
    >
      {busy.length > 0 && (
        <table class="figures rules" aria-label="Rules that fired or could not be judged">
          <thead>
            <tr>
              <th scope="col">rule</th>
              <th scope="col" class="number">
                fired
              </th>
              <th scope="col" class="number">
                unknown
              </th>
              <th scope="col">
                <span class="unseen">decisions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {busy.map((rule) => (
              <tr key={`${rule.file}:${rule.line}:${rule.name}`}>
                <th scope="row">
                  <RuleLink {...rule} send={send} />
                  <ShareBar part={rule.fired} and={rule.unknown} of={decisions} />
                </th>
                <td class="number">{formatCount(rule.fired)}</td>
                <td class={rule.unknown > 0 ? 'number unknown' : 'number none'}>
                  {formatCount(rule.unknown)}
                </td>
                <td>
                  <ShowDecisions rule={rule} showLog={showLog} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {silent.length > 0 && (
        <p class="hint never">
          never:{' '}
          {silent.map((rule, at) => (
            <span key={`${rule.file}:${rule.line}:${rule.name}`}>
              {at > 0 && ', '}
              <RuleLink {...rule} send={send} />
            </span>
          ))}
        </p>
      )}
    </Section>
  );
}

function ShowDecisions({ rule, showLog }: { rule: RuleCount; showLog: UpdateUi }): JSX.Element {
  const { name, file } = rule;
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={`Show decisions of ${name}`}
      title={`Show decisions in which ${name} fired or could not be judged`}
      onClick={() => showLog({ verdicts: [], rule: { name, file }, subject: '' })}
    >
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        <path d="M2.5 4h11M2.5 8h11M2.5 12h7" />
      </svg>
    </button>
  );
}
