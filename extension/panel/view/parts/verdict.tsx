import type { JSX } from 'preact';
import type { Verdict } from '../../protocol.ts';

/** Each verdict has a shape of its own, so that no one needs to see its colour. */
const shapes: Record<Verdict, string> = {
  // A tick.
  act: 'M2.2 6.4 4.9 9.2 9.9 3',
  // A speech bubble.
  suggest: 'M2 2.5h8v5.4H6L3.8 10V7.9H2z',
  // An arrow upwards.
  escalate: 'M6 10.2V2.2M2.8 5.2 6 2l3.2 3.2',
  // Two bars.
  hold: 'M4 2.2v7.6M8 2.2v7.6',
  // A cross.
  block: 'M2.8 2.8l6.4 6.4M9.2 2.8 2.8 9.2',
};

/** What each verdict means, for a tooltip. */
export const meanings: Record<Verdict, string> = {
  act: 'the agent acts alone',
  suggest: 'the agent suggests, a person confirms',
  escalate: 'a person decides',
  hold: 'it waits',
  block: 'it is not carried out',
};

export function VerdictIcon({ verdict }: { verdict: Verdict }): JSX.Element {
  return (
    <svg
      class={`verdict-icon ${verdict}`}
      viewBox="0 0 12 12"
      width="12"
      height="12"
      aria-hidden="true"
    >
      <path d={shapes[verdict]} />
    </svg>
  );
}

export function VerdictBadge({ verdict }: { verdict: Verdict }): JSX.Element {
  return (
    <span class={`badge verdict ${verdict}`} title={meanings[verdict]}>
      <VerdictIcon verdict={verdict} />
      {verdict}
    </span>
  );
}
