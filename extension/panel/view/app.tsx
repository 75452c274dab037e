import type { JSX } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { PanelState } from '../protocol.ts';
import type { Connection, ShowDecisions, WebviewApi } from './connection.ts';
import { connect } from './connection.ts';
import { Empty } from './empty.tsx';
import { Ended } from './ended.tsx';
import { Finished } from './finished.tsx';
import { Running } from './running.tsx';
import { keyOf } from './ui-state.ts';

/** The panel: one complete state at a time, as the host last gave it. */
export function App({ api }: { api: WebviewApi }): JSX.Element {
  const [state, setState] = useState<PanelState>();
  const [wish, setWish] = useState<ShowDecisions>();
  const [unreadable, setUnreadable] = useState<string>();
  const connection = useConnection(api, {
    onState: (message) => {
      setState(message.state);
      setUnreadable(undefined);
    },
    onShowDecisions: setWish,
    onUnreadable: setUnreadable,
  });
  return (
    <>
      {unreadable !== undefined && (
        <p class="notice error" role="alert">
          The extension said something that this panel cannot read ({unreadable}). Reload the
          window; the log has the details.
        </p>
      )}
      {state === undefined || connection === undefined ? (
        <p class="waiting" role="status">
          Waiting for Handoff…
        </p>
      ) : (
        <State state={state} api={api} connection={connection} wish={wish} />
      )}
    </>
  );
}

function State({
  state,
  api,
  connection,
  wish,
}: {
  state: PanelState;
  api: WebviewApi;
  connection: Connection;
  wish: ShowDecisions | undefined;
}): JSX.Element {
  if (state.kind === 'empty') return <Empty state={state} send={connection.send} />;
  if (state.kind === 'stopped') return <Ended ending={state} send={connection.send} />;
  const { run, gone, refused } = state;
  switch (run.state) {
    case 'running':
      return <Running run={run} send={connection.send} />;
    case 'finished':
      return (
        <Finished
          key={keyOf(run)}
          run={run}
          gone={gone}
          refused={refused}
          api={api}
          connection={connection}
          wish={wish?.run === run.run ? wish : undefined}
        />
      );
    case 'failed':
    case 'cancelled':
      return <Ended ending={{ kind: 'run', run }} send={connection.send} />;
  }
}

/** One connection as long as the panel is there. */
function useConnection(
  api: WebviewApi,
  listeners: Parameters<typeof connect>[1],
): Connection | undefined {
  const [connection, setConnection] = useState<Connection>();
  // The listeners only set states, so that those of the first rendering serve all.
  const first = useMemo(() => listeners, []);
  useEffect(() => {
    const opened = connect(api, first);
    setConnection(opened);
    return opened.close;
  }, [api, first]);
  return connection;
}
