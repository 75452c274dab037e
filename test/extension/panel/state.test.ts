import { describe, expect, it } from 'vitest';
import { panelStateSchema } from '../../../extension/panel/protocol.ts';
import type { PanelEvent, PanelModel } from '../../../extension/panel/state.ts';
import {
  initialModel,
  isRunning,
  nextModel,
  panelState,
  problemShown,
  serverRun,
} from '../../../extension/panel/state.ts';
import { failed, finished, runnable, running, target } from '../sample-runs.ts';

const ready: PanelEvent = { type: 'server', state: 'ready' };
const starting: PanelEvent = { type: 'server', state: 'starting' };
const down: PanelEvent = { type: 'server', state: 'failed' };
const asked: PanelEvent = { type: 'asked', runnable };
const run = (state: ReturnType<typeof running>): PanelEvent => ({ type: 'run', run: state });
const problem = { code: 'broken', message: 'main.handoff:3 does not compile' };
const refused: PanelEvent = { type: 'refused', problem, keepsResults: false };

function after(...events: PanelEvent[]): PanelModel {
  return events.reduce(nextModel, initialModel);
}

/** What the view shows, in a few words. */
function shown(model: PanelModel): string {
  const state = panelState(model);
  expect(panelStateSchema.parse(state)).toEqual(state);
  switch (state.kind) {
    case 'empty':
      return `empty, ${state.server}`;
    case 'stopped':
      return `${state.problem.code}, ${state.server}, ${state.label ?? 'nothing'} again`;
    case 'run':
      return `${state.run.state} ${state.run.run}${state.gone ? `, ${state.gone.code}` : ''}`;
  }
}

describe('the panel', () => {
  it.each<[string, PanelEvent[], string]>([
    ['is empty at first', [], 'empty, starting'],
    ['is empty while nothing was run', [ready], 'empty, ready'],
    ['says that a server with nothing run is down', [down], 'empty, failed'],
    ['stays as it is until a run says something', [ready, asked], 'empty, ready'],
    ['shows a run', [ready, asked, run(running(1))], 'running 1'],
    ['shows how a run ended', [ready, asked, run(running(1)), run(finished(1))], 'finished 1'],
    ['shows why a run could not start', [ready, asked, refused], 'broken, ready, s again'],
    [
      'shows the reason, not what an earlier run still says',
      [ready, asked, run(running(1)), asked, refused, run(running(1, 5)), run(finished(1))],
      'broken, ready, s again',
    ],
    [
      'shows the next run, not what the one before still says',
      [ready, asked, run(running(1)), run(running(2)), run(finished(1))],
      'running 2',
    ],
    [
      'says that the server ended while a simulation ran',
      [ready, asked, run(running(1)), starting],
      'server-lost, starting, s again',
    ],
    [
      'still says so when the server is back, and runs again',
      [ready, asked, run(running(1)), starting, ready],
      'server-lost, ready, s again',
    ],
    [
      'says so when the server has given up',
      [ready, asked, run(running(1)), starting, down],
      'server-lost, failed, s again',
    ],
    [
      'keeps results whose server is gone, without their reasoning',
      [ready, asked, run(finished(1)), starting, ready],
      'finished 1, reasoning-gone',
    ],
    [
      'keeps a failure, which has nothing to lose',
      [ready, asked, run(failed(1)), starting, ready],
      'failed 1',
    ],
    [
      'numbers the runs of the next server on',
      [ready, asked, run(finished(7)), starting, ready, asked, run(running(1))],
      'running 9',
    ],
    [
      'forgets a run that nothing shows',
      [ready, asked, run(running(1)), { type: 'closed' }],
      'empty, ready',
    ],
    [
      'does not listen to a run that was forgotten',
      [ready, asked, run(running(1)), { type: 'closed' }, run(finished(1))],
      'empty, ready',
    ],
  ])('%s', (_, events, expected) => {
    expect(shown(after(...events))).toBe(expected);
  });

  it.each<[PanelEvent[], RegExp]>([
    [[starting], /it restarts by itself/],
    [[starting, ready], /is back: run the simulation again/],
    [[starting, down], /restart it, then run/],
  ])('says what to do when a server was lost: %j', (events, words) => {
    const state = panelState(after(ready, asked, run(running(1)), ...events));
    expect(state.kind === 'stopped' && state.problem.message).toMatch(words);
  });

  it('offers what can be simulated in the active policy while it is empty', () => {
    const targets = [{ ...target, label: 's', line: 3 }];
    const active = { uri: target.uri, file: 'team/main.handoff', targets };
    expect(panelState(after({ type: 'active', active }))).toEqual({
      kind: 'empty',
      server: 'starting',
      file: 'team/main.handoff',
      targets,
    });
  });

  it('asks the server by its own number, and only about the run that it shows', () => {
    const model = after(ready, run(finished(7)), starting, ready, run(finished(2)));
    expect(serverRun(model, 10)).toBe(2);
    expect(serverRun(model, 7)).toBeUndefined();
    expect(serverRun(after(ready, run(finished(7)), starting), 7)).toBeUndefined();
  });

  it('runs only while rows are replayed', () => {
    expect(isRunning(after(run(running(1))))).toBe(true);
    expect(isRunning(after(run(finished(1))))).toBe(false);
    expect(isRunning(after(ready, run(running(1)), starting))).toBe(false);
  });

  it('keeps what was found where saving a policy could not run it again, until it can', () => {
    const notRun: PanelEvent = { type: 'refused', problem, keepsResults: true };
    const kept = panelState(after(ready, asked, run(finished(1)), asked, notRun));
    expect(kept).toMatchObject({ kind: 'run', run: { state: 'finished' }, refused: problem });
    expect(problemShown(kept)).toEqual(problem);
    const again = after(ready, asked, run(finished(1)), asked, notRun, run(finished(1)));
    expect(panelState(again)).toMatchObject({ refused: problem });
    const mended = after(ready, asked, run(finished(1)), asked, notRun, run(running(2)));
    expect(panelState(mended)).not.toHaveProperty('refused');
    const nothing = after(ready, asked, run(running(1)), asked, notRun);
    expect(panelState(nothing)).toMatchObject({ kind: 'stopped', problem });
  });

  it('knows the files of a policy until another is run', () => {
    const files = ['team/main.handoff', 'company.handoff', '../law.handoff'];
    const again = after(ready, asked, run(finished(1)), asked, run(running(2)), asked, refused);
    expect(again.sources).toEqual({ folder: 'file:///w', files });
    const other = { target: { uri: 'file:///w/other.handoff' }, label: 'other' };
    expect(nextModel(again, { type: 'asked', runnable: other }).sources).toBeUndefined();
  });
});
