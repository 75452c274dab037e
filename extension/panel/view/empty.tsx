import type { JSX } from 'preact';
import type { PanelState, ToHost } from '../protocol.ts';
import { Button } from './parts/button.tsx';

type EmptyState = Extract<PanelState, { kind: 'empty' }>;
type Send = (message: ToHost) => void;

/** Nothing was run yet: what Simulate does, and what there is to simulate. */
export function Empty({ state, send }: { state: EmptyState; send: Send }): JSX.Element {
  return (
    <main class="page">
      <h1>Simulate a handoff</h1>
      <p>
        Simulate replays logged decisions through a policy. It shows what the agent would have done,
        under which rules and with what effect, decision by decision; nothing is sent.
      </p>
      {state.server === 'failed' ? (
        <Failed send={send} />
      ) : (
        <>
          {state.server === 'starting' && (
            <p class="waiting" role="status">
              The language server is starting…
            </p>
          )}
          <Choices state={state} send={send} />
        </>
      )}
    </main>
  );
}

function Failed({ send }: { send: Send }): JSX.Element {
  return (
    <>
      <p class="notice error" role="alert">
        The language server is not running, so nothing can be simulated.
      </p>
      <div class="buttons">
        <Button onClick={() => send({ type: 'restartServer' })}>Restart</Button>
        <Button plain onClick={() => send({ type: 'showLog' })}>
          Show log
        </Button>
      </div>
    </>
  );
}

function Choices({ state, send }: { state: EmptyState; send: Send }): JSX.Element {
  const { file, targets, server } = state;
  if (file === undefined) {
    return <p class="hint">Open a .handoff file to see what can be simulated.</p>;
  }
  if (targets.length > 0) {
    return (
      <>
        <p class="hint">In {file}:</p>
        <div class="choices">
          {targets.map(({ label }, target) => (
            <Button
              key={target}
              plain={target > 0}
              onClick={() => send({ type: 'simulate', target })}
            >
              {label}
            </Button>
          ))}
        </div>
      </>
    );
  }
  return server === 'starting' ? (
    <p class="hint">What {file} declares will be listed here.</p>
  ) : (
    <p class="hint">
      {file} declares nothing to simulate. Write a <code>handoff</code> that says which decision it
      hands over, and a <code>simulation</code> that says with which agent and data.
    </p>
  );
}
