import type { JSX } from 'preact';
import type { Estimate } from '../protocol.ts';
import { markSigns } from '../protocol.ts';
import { intervalWords } from './words.ts';

/** An estimate with its interval; one that would mislead is crossed out, in words too. */
export function EstimateCell({
  estimate,
  words,
}: {
  estimate: Estimate;
  words: (value: number) => string;
}): JSX.Element {
  const signs = (estimate.marks ?? []).map((mark) => markSigns[mark]).join('');
  if (!('refused' in estimate)) {
    return (
      <>
        {words(estimate.estimate)}
        {signs}
        <span class="range">{intervalWords(estimate, words)}</span>
      </>
    );
  }
  const { crossedOut, refused } = estimate;
  return (
    <span class="refused" title={refused}>
      {crossedOut && (
        <s>
          {words(crossedOut.estimate)}
          {signs}
          <span class="range">{intervalWords(crossedOut, words)}</span>
        </s>
      )}
      refused
    </span>
  );
}
