import type { JSX } from 'preact';
import type { RunFacts, RunState, ToHost } from '../protocol.ts';
import { Button } from './parts/button.tsx';
import { Facts } from './parts/facts.tsx';
import { Name } from '../../../language-server/charts/name.tsx';
import { formatCount, formatPart } from './numbers.ts';

type Started = Extract<RunState, { state: 'running' }>;

/** A run at work: what it is, how far it came, and how to end it. */
export function Running({
  run,
  send,
}: {
  run: Started;
  send: (message: ToHost) => void;
}): JSX.Element {
  const { facts, rowsDone, rowsTotal } = run;
  const words = progressWords(run);
  return (
    <main class="page">
      <h1>
        Simulating <RunName facts={facts} />
      </h1>
      <div
        class={rowsTotal === undefined ? 'progress indeterminate' : 'progress'}
        role="progressbar"
        aria-label="Rows replayed"
        aria-valuemin={0}
        aria-valuemax={rowsTotal}
        aria-valuenow={rowsTotal === undefined ? undefined : rowsDone}
        aria-valuetext={words}
      >
        <div
          class="progress-bar"
          style={rowsTotal === undefined ? {} : { width: `${share(rowsDone, rowsTotal)}%` }}
        />
      </div>
      <div class="progress-line">
        <span>{words}</span>
        <Button plain onClick={() => send({ type: 'cancel' })}>
          Cancel
        </Button>
      </div>
      <RunFactsList facts={facts} />
    </main>
  );
}

export function RunName({ facts }: { facts: RunFacts }): JSX.Element {
  return (
    <>
      <span class="name">
        <Name name={facts.simulation} />
      </span>{' '}
      of{' '}
      <span class="name">
        <Name name={facts.handoff} />
      </span>
    </>
  );
}

/** What a run rests on, as far as it is known before its end. */
export function RunFactsList({ facts }: { facts: RunFacts }): JSX.Element {
  return (
    <Facts
      facts={[
        ['policy', <Name name={facts.file} />],
        ['data', <Name name={facts.dataFile} />],
        ['agent', agentWords(facts)],
        ['seed', String(facts.seed)],
      ]}
    />
  );
}

/** The words are Markdown, whose code marks mean nothing here. */
export function agentWords({ agent }: RunFacts): string {
  return agent.replaceAll('`', '');
}

export function progressWords({
  rowsDone,
  rowsTotal,
}: {
  rowsDone: number;
  rowsTotal?: number;
}): string {
  if (rowsTotal === undefined) return 'Opening the data…';
  const part = formatPart(rowsDone, rowsTotal);
  return `${formatCount(rowsDone)} of ${formatCount(rowsTotal)} rows, ${part}`;
}

function share(part: number, of: number): number {
  return of === 0 ? 100 : Math.min(100, (100 * part) / of);
}
