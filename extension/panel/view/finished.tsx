import type { JSX } from 'preact';
import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { FinishedRun, Problem } from '../protocol.ts';
import type { Connection, ShowDecisions, WebviewApi } from './connection.ts';
import { Gone } from './gone.tsx';
import { Decisions } from './log/decisions.tsx';
import { formatCount } from './numbers.ts';
import { Button } from './parts/button.tsx';
import { ProblemNotice } from './parts/problem-notice.tsx';
import { Tabs } from './parts/tabs.tsx';
import { createUnits } from './readings.ts';
import { RunName } from './running.tsx';
import { Summary } from './summary/summary.tsx';
import type { UiState, UpdateUi } from './ui-state.ts';
import { fromTheStart, restoreUi, withFilter } from './ui-state.ts';

/** A run with its result: the figures in one tab, the reasoning log in the other. */
export function Finished({
  run,
  gone,
  refused,
  api,
  connection,
  wish,
}: {
  run: FinishedRun;
  /** Why it was not run again when its policy was saved. */
  refused: Problem | undefined;
  /** Why nothing more can be asked about it. */
  gone: Problem | undefined;
  api: WebviewApi;
  connection: Connection;
  wish: ShowDecisions | undefined;
}): JSX.Element {
  const [ui, update] = useUi(run, api);
  const [takesFocus, setTakesFocus] = useState(false);
  const granted = useRef<ShowDecisions>(null);
  useEffect(() => {
    if (wish === undefined || granted.current === wish) return;
    granted.current = wish;
    update(withFilter(ui, wish.filter, run));
    setTakesFocus(true);
  }, [wish]);

  const units = useMemo(() => createUnits(run.facts), [run]);
  const { decisions } = run.summary.result;
  const changed = changedWords(run);
  const showLog: UpdateUi = (change) => {
    update({ ...change, ...fromTheStart, opened: undefined, tab: 'decisions' });
    setTakesFocus(true);
  };
  return (
    <main class="finished">
      <header class="head">
        <div class="title-line">
          <h1>
            <RunName facts={run.facts} />
          </h1>
          {gone === undefined && (
            <Button
              plain={changed === undefined}
              onClick={() => connection.send({ type: 'runAgain' })}
            >
              Run again
            </Button>
          )}
        </div>
        {gone !== undefined && <Gone gone={gone} send={connection.send} />}
        {changed !== undefined && (
          <p class="notice warning" role="status">
            {changed} changed since this run.
          </p>
        )}
        {refused && (
          <ProblemNotice lead="Not run again: " problem={refused} send={connection.send} />
        )}
        <Tabs
          label="Result of the run"
          tabs={[
            { id: 'summary', title: 'Summary' },
            { id: 'decisions', title: 'Decisions', count: formatCount(decisions) },
          ]}
          chosen={ui.tab}
          onChoose={(tab) => update({ tab })}
        />
      </header>
      {ui.tab === 'summary' ? (
        <Summary run={run} ui={ui} update={update} showLog={showLog} send={connection.send} />
      ) : (
        <Decisions
          run={run}
          gone={gone}
          ui={ui}
          update={update}
          connection={connection}
          units={units}
          takesFocus={takesFocus}
          onFocused={() => setTakesFocus(false)}
        />
      )}
    </main>
  );
}

/** What the run rests on that is another by now; undefined: nothing. */
function changedWords({ isOutdated, isDataOutdated }: FinishedRun): string | undefined {
  if (isOutdated) return isDataOutdated ? 'The policy and its data have' : 'The policy has';
  return isDataOutdated ? 'The data has' : undefined;
}

/** Where the person is, kept by VS Code so that a hidden view comes back as it was. */
function useUi(run: FinishedRun, api: WebviewApi): [UiState, UpdateUi] {
  const [ui, setUi] = useState(() => restoreUi(api.getState(), run));
  useEffect(() => api.setState(ui), [api, ui]);
  const update = useCallback<UpdateUi>((change) => setUi((now) => ({ ...now, ...change })), []);
  return [ui, update];
}
