import type { JSX } from 'preact';
import type { RunSummary } from '../protocol.ts';
import { arms, markSigns, refusalsOf } from '../protocol.ts';

/** Why values are refused, what they rest on, and what their marks mean. */
export function ValueNotes({ result }: { result: RunSummary['result'] }): JSX.Element {
  // One line where estimators are refused for the same reason, as they mostly are.
  const refusals = arms.flatMap((arm) =>
    refusalsOf(result.value[arm]).map(({ reason, estimators }) => ({ arm, reason, estimators })),
  );
  return (
    <>
      {refusals.map(({ arm, reason, estimators }) => (
        <p class="notice warning" key={`${arm} ${reason}`}>
          {arm}: {estimators.join(', ')} refused: {reason}
        </p>
      ))}
      {result.valueNotes.map((note) => (
        <p class="hint" key={note}>
          {note}
        </p>
      ))}
      {result.markMeanings.map(({ mark, meaning }) => (
        <p class="notice warning" key={mark}>
          {markSigns[mark]} {meaning}
        </p>
      ))}
      <p class="hint">
        An arm that does not always act has a SNIPS of the decisions that it carries out, which are
        others than those of the other arms.
      </p>
    </>
  );
}
