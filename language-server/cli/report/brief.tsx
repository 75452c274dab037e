import type { JSX } from 'preact';
import { findingsOf } from '../../charts/brief.ts';
import { concernsOf } from '../../charts/concerns.ts';
import type { RunSummary } from '../../protocol.ts';
import { plainly } from '../../charts/words.ts';
import type { Part } from './part.ts';

/** What came out, and what to look at before the agent may act alone. */
export function Brief({
  result,
  isShare,
  parts,
  prefix,
}: {
  result: RunSummary['result'];
  isShare: boolean;
  /** The sections of the same run, which its concerns lead to. */
  parts: readonly Part[];
  /** Of the ids of those sections on the page. */
  prefix: string;
}): JSX.Element {
  const concerns = concernsOf(result);
  return (
    <>
      <dl class="findings">
        {findingsOf(result, isShare).map(({ title, words }) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      <h3>To look at before the agent may act alone</h3>
      {concerns.length === 0 ? (
        <p>No check of this run found anything.</p>
      ) : (
        <ul>
          {concerns.map(({ section, words }) => {
            const part = parts.find(({ id }) => id === section);
            return (
              <li key={words}>
                {plainly(words)} {part && <a href={`#${prefix}${section}`}>{part.title}</a>}
              </li>
            );
          })}
        </ul>
      )}
    </>
  );
}
