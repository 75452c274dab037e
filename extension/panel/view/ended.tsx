import type { JSX } from 'preact';
import type { PanelState, RunState, ToHost } from '../protocol.ts';
import { Button } from './parts/button.tsx';
import { ProblemNotice } from './parts/problem-notice.tsx';
import { formatCount } from './numbers.ts';
import { RunFactsList, RunName } from './running.tsx';

type Stopped = Extract<PanelState, { kind: 'stopped' }>;
type EndedRun = Extract<RunState, { state: 'failed' | 'cancelled' }>;
type Send = (message: ToHost) => void;

/** A run without a result, or none at all: why, and what can be done. */
export function Ended({
  ending,
  send,
}: {
  ending: Stopped | { kind: 'run'; run: EndedRun };
  send: Send;
}): JSX.Element {
  if (ending.kind === 'stopped') return <StoppedRun stopped={ending} send={send} />;
  const { run } = ending;
  return (
    <main class="page">
      <h1>
        <RunName facts={run.facts} /> {run.state === 'failed' ? 'failed' : 'was cancelled'}
      </h1>
      {run.state === 'failed' ? (
        <ProblemNotice problem={run.problem} send={send} />
      ) : (
        <p role="status">{howFar(run)}</p>
      )}
      <div class="buttons">
        <Button onClick={() => send({ type: 'runAgain' })}>Run again</Button>
        {run.state === 'failed' && <ShowLog send={send} />}
      </div>
      <RunFactsList facts={run.facts} />
    </main>
  );
}

function StoppedRun({ stopped, send }: { stopped: Stopped; send: Send }): JSX.Element {
  const { server, problem, label } = stopped;
  return (
    <main class="page">
      <h1>{label ?? 'Nothing is running'}</h1>
      <ProblemNotice problem={problem} send={send} />
      {server === 'starting' && (
        <p class="waiting" role="status">
          The language server is starting…
        </p>
      )}
      <div class="buttons">
        {server === 'failed' ? (
          <Button onClick={() => send({ type: 'restartServer' })}>Restart</Button>
        ) : (
          label !== undefined && (
            <Button onClick={() => send({ type: 'runAgain' })}>Run again</Button>
          )
        )}
        <ShowLog send={send} />
      </div>
    </main>
  );
}

function ShowLog({ send }: { send: Send }): JSX.Element {
  return (
    <Button plain onClick={() => send({ type: 'showLog' })}>
      Show log
    </Button>
  );
}

function howFar({ rowsDone, rowsTotal }: Extract<EndedRun, { state: 'cancelled' }>): string {
  if (rowsTotal === undefined) return 'It was cancelled before the first row was read.';
  const rows = `${formatCount(rowsDone)} of ${formatCount(rowsTotal)} rows`;
  return `It had replayed ${rows}. Of a part nothing is shown: figures of a part mislead.`;
}
