import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSimulations } from '../../../extension/panel/simulations.ts';
import { panelState } from '../../../extension/panel/state.ts';
import { methods } from '../../../language-server/protocol.ts';
import { deferred } from '../deferred.ts';
import type { FakeServer } from '../fake-server.ts';
import { fakeServer } from '../fake-server.ts';
import { finished, runnable, running } from '../sample-runs.ts';

let server: FakeServer;
let rights = { mayRunCommands: false, showSubjects: false };
let logged: string[];
const soon = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));
const methodsAsked = (): string[] => server.asked.map(([method]) => method);

function simulations(): ReturnType<typeof createSimulations> {
  return createSimulations(server, () => rights, { error: (line) => logged.push(line) });
}

beforeEach(() => {
  server = fakeServer();
  logged = [];
  rights = { mayRunCommands: false, showSubjects: false };
});

afterEach(() => {
  vi.useRealTimers();
});

describe('the simulations of a window', () => {
  it('ask at each run what it may do, so that trust needs no reload', async () => {
    const { start, runAgain } = simulations();
    await start(runnable);
    rights = { mayRunCommands: true, showSubjects: true };
    await runAgain();
    expect(server.asked.map(([, params]) => params)).toEqual([
      { target: runnable.target, mayRunCommands: false, showSubjects: false },
      { target: runnable.target, mayRunCommands: true, showSubjects: true },
    ]);
  });

  it('wait for a server that is starting', async () => {
    const { start } = simulations();
    server.become({ state: 'starting' });
    const started = start(runnable);
    await soon();
    expect(server.asked).toEqual([]);
    server.become({ state: 'ready' });
    await started;
    expect(methodsAsked()).toEqual([methods.startRun]);
  });

  it('say what to do when there is no server', async () => {
    const own = simulations();
    server.become({ state: 'failed' });
    await own.start(runnable);
    expect(panelState(own.model)).toMatchObject({
      kind: 'stopped',
      label: 's',
      problem: { code: 'server-failed' },
    });
  });

  it('show why a run was refused, and end the one before it', async () => {
    const own = simulations();
    await own.start(runnable);
    server.say(running(1));
    server.answers[methods.startRun] = { problem: { code: 'broken', message: 'line 3' } };
    await own.start(runnable);
    expect(panelState(own.model)).toMatchObject({ kind: 'stopped', problem: { code: 'broken' } });
    expect(server.asked.at(-1)).toEqual([methods.closeRun, { run: 1 }]);
  });

  it('show nothing of a start that a later one has replaced', async () => {
    const own = simulations();
    const { promise, resolve } = deferred<object>();
    server.answers[methods.startRun] = promise;
    const first = own.start(runnable);
    await soon();
    server.answers[methods.startRun] = { run: 2 };
    await own.start(runnable);
    server.say(running(2));
    resolve({ problem: { code: 'broken', message: 'line 3' } });
    await first;
    expect(panelState(own.model)).toMatchObject({ kind: 'run', run: { run: 2 } });
  });

  it('say that the server ended when it ended under a question', async () => {
    const own = simulations();
    await own.start(runnable);
    server.say(finished(1));
    const { promise, reject } = deferred<object>();
    server.answers[methods.decisions] = promise;
    const answer = own.decisions({ run: 1, filter: {}, from: 0, most: 10 });
    await soon();
    server.become({ state: 'starting', wait: 1000 });
    reject(new Error('the connection is gone'));
    expect(await answer).toMatchObject({ problem: { code: 'server-lost' } });
    expect(logged).toEqual([]);
  });

  it('answer about a lost run without asking anyone', async () => {
    const own = simulations();
    server.say(finished(1));
    server.become({ state: 'starting' });
    server.become({ state: 'ready' });
    const answers = [
      await own.decisions({ run: 1, filter: {}, from: 0, most: 10 }),
      await own.reasoning({ run: 1, filter: {}, decision: 0 }),
    ];
    expect(answers.map((answer) => 'problem' in answer && answer.problem.code)).toEqual([
      'reasoning-gone',
      'reasoning-gone',
    ]);
    expect(server.asked).toEqual([]);
  });

  it('log an answer that is not what was agreed, and say so', async () => {
    const own = simulations();
    server.say(finished(1));
    server.answers[methods.decisions] = { total: 'many' };
    expect(await own.decisions({ run: 1, filter: {}, from: 0, most: 10 })).toMatchObject({
      problem: { code: 'unexpected-answer' },
    });
    expect(logged).toEqual([expect.stringContaining(methods.decisions)]);
  });

  it('cancel the run that is under way, and no other', async () => {
    const { start, cancel } = simulations();
    await cancel();
    await start(runnable);
    server.say(running(3));
    await cancel();
    server.say(finished(3));
    await cancel();
    expect(server.asked.filter(([method]) => method === methods.cancelRun)).toEqual([
      [methods.cancelRun, { run: 3 }],
    ]);
  });

  it('keep a run as long as something shows it', () => {
    vi.useFakeTimers();
    const own = simulations();
    const [view, editor] = [own.shownBy(), own.shownBy()];
    server.say(finished(1));
    view.dispose();
    vi.runAllTimers();
    expect(panelState(own.model).kind).toBe('run');
    editor.dispose();
    vi.runAllTimers();
    expect(panelState(own.model).kind).toBe('empty');
    expect(server.asked).toEqual([[methods.closeRun, { run: 1 }]]);
  });

  it('keep a run when the view that shows it is moved', () => {
    vi.useFakeTimers();
    const own = simulations();
    const before = own.shownBy();
    server.say(finished(1));
    before.dispose();
    vi.advanceTimersByTime(1000);
    own.shownBy();
    vi.runAllTimers();
    expect(panelState(own.model).kind).toBe('run');
    expect(server.asked).toEqual([]);
  });

  it('end a run that the server began when nothing showed it any more', async () => {
    vi.useFakeTimers();
    const own = simulations();
    const view = own.shownBy();
    const { promise, resolve } = deferred<object>();
    server.answers[methods.startRun] = promise;
    const started = own.start(runnable);
    view.dispose();
    await vi.runAllTimersAsync();
    server.say(running(1));
    resolve({ run: 1 });
    await started;
    expect(panelState(own.model).kind).toBe('empty');
    expect(server.asked.at(-1)).toEqual([methods.closeRun, { run: 1 }]);
  });
});
