import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import type { Decisions, Reasoning } from '../../language-server/protocol.ts';
import { methods } from '../../language-server/protocol.ts';
import { dataLines, handoff } from '../support/handoff-texts.ts';
import type { StandInServer } from '../support/stand-in-server.ts';
import { isAlive, processOf, startStandIn } from '../support/stand-in-server.ts';

const names = ['finishes', 'waits', 'floods', 'stubborn', 'crashes', 'fails', 'babbles'];
const simulations = names
  .map((name) => `simulation ${name} of h\n agent is the usual choice\n seed 7\n`)
  .join('');
const policy = handoff(`boundaries\n rule: never when n is 5\n${simulations}`);

let server: StandInServer;

async function serve(files: Record<string, string> = {}, workspace?: string | null) {
  server = await startStandIn({ 'main.handoff': policy, ...files }, workspace);
  return server;
}

afterEach(() => {
  server.process.kill();
});

/** A process that has ended, and that its parent has waited for. */
async function ended(pid: number): Promise<void> {
  while (isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, 10));
}

const decisions = (run: number, subject?: string): Promise<Decisions> =>
  server.request(methods.decisions, {
    run,
    filter: subject === undefined ? {} : { subject },
    from: 2,
    most: 40,
  });
const reasoning = (run: number): Promise<Reasoning> =>
  server.request(methods.reasoning, { run, decision: 3, filter: {} });

describe('a run', () => {
  it('says what it rests on, how far it is, and what it found', async () => {
    await serve();
    const state = await server.run('finishes', 'finished');
    expect(state).toMatchObject({
      isOutdated: false,
      isDataOutdated: false,
      facts: {
        target: { uri: server.uri('main.handoff'), simulation: 'finishes' },
        folder: server.uri('').replace(/\/$/, ''),
        file: 'main.handoff',
        line: dataLines + 8,
        handoff: 'h',
        simulation: 'finishes',
        agent: 'the usual choice',
        seed: 7,
        policyHash: expect.stringMatching(/^[0-9a-f]{64}$/),
        dataFile: 'd.csv',
        goalIsShare: true,
      },
    });
    expect(server.states()[0]).toMatchObject({ state: 'running', rowsDone: 0 });
  });

  it('shows few of many reports of its progress, and the end as the last state', async () => {
    await serve();
    await server.run('floods', 'finished');
    const states = server.states().map(({ state }) => state);
    expect(states.length).toBeLessThan(1000);
    expect(states.lastIndexOf('running')).toBe(states.indexOf('finished') - 1);
  });

  it('simulates what the editor shows, saved or not', async () => {
    await serve();
    await server.open('main.handoff', policy);
    void server.change('main.handoff', policy.replace('rule:', 'typed:'));
    expect(await server.run('finishes', 'finished')).toMatchObject({
      summary: { result: { rules: [{ name: 'typed' }] } },
    });
  });

  it.each([
    ['the workspace folder that holds the file', 'sub/main.handoff', 'sub', 'main.handoff'],
    ['the nearest folder, where there are several above', 'main.handoff', '.', 'main.handoff'],
    ['the folder of the file, outside of the workspace', 'main.handoff', 'sub', 'main.handoff'],
    ['the folder of the file, without a workspace', 'main.handoff', null, 'main.handoff'],
  ])('may read in %s', async (_, path, workspace, file) => {
    await serve({ 'sub/main.handoff': policy }, workspace);
    await server.open(path, policy);
    const started = await server.start({ simulation: 'finishes' }, path);
    expect(started).toEqual({ run: 1 });
    await server.until(() => server.states().some(({ state }) => state === 'finished'));
    const state = server.states().at(-1);
    const folder = server.uri(path).replace('/main.handoff', '');
    expect(state?.facts).toMatchObject({ folder, file });
    const told = state?.state === 'finished' ? state.summary.data.path : '';
    expect(JSON.parse(told)).toEqual({
      workspace: new URL(folder).pathname,
      mayRunCommands: false,
      showSubjects: false,
    });
  });

  it.each([
    ['the first simulation of a handoff', { handoff: 'h' }, policy, 'finishes'],
    ['the log, where a handoff has no simulation', { handoff: 'h' }, handoff(), 'default'],
    ['the log, where nothing is named', {}, handoff(), 'default'],
    ['a simulation of a handoff', { handoff: 'h', simulation: 'waits' }, policy, 'waits'],
  ])('replays %s', async (_, target, text, simulation) => {
    await serve({ 'main.handoff': text });
    expect(await server.start(target)).toEqual({ run: 1 });
    await server.until(() => server.states().length > 0);
    expect(server.states()[0]?.facts.simulation).toBe(simulation);
  });
});

describe('a run is refused', () => {
  const broken = policy.replace('n is 5', 'k is 5');
  const importing = `import "main.handoff"\nsimulation later of h\n agent is the logged choice\n`;

  it.each([
    [
      'for an error',
      'main.handoff',
      broken,
      { simulation: 'waits' },
      'unknown-name',
      dataLines + 7,
    ],
    ['for a name', 'main.handoff', policy, { simulation: 'none' }, 'unknown-simulation', undefined],
    ['for a handoff', 'main.handoff', policy, { handoff: 'k' }, 'unknown-handoff', undefined],
    ['for a choice', 'main.handoff', policy, {}, 'ambiguous', undefined],
    ['for nothing', 'main.handoff', '', {}, 'no-handoff', undefined],
    ['where nothing is open', 'none.handoff', policy, {}, 'not-open', undefined],
  ])('%s', async (_, path, text, target, code, line) => {
    await serve({ 'main.handoff': text });
    expect(await server.start(target, path)).toEqual({
      problem: {
        code,
        message: expect.stringMatching(/^.+$/),
        uri: server.uri(path),
        ...(line === undefined ? {} : { line }),
      },
    });
    expect(server.states()).toEqual([]);
  });

  it('for an error in what it imports, at its place there', async () => {
    await serve({ 'main.handoff': broken, 'later.handoff': importing });
    expect(await server.start({ simulation: 'later' }, 'later.handoff')).toMatchObject({
      problem: { code: 'unknown-name', uri: server.uri('main.handoff'), line: dataLines + 7 },
    });
  });

  it('for a file that was never saved', async () => {
    await serve();
    await server.open('untitled:Untitled-1', policy);
    expect(await server.start({ handoff: 'h' }, 'untitled:Untitled-1')).toMatchObject({
      problem: {
        code: 'not-saved',
        message: 'Data is looked for beside the file: save Untitled-1 to the disk first',
      },
    });
  });

  it('and leaves the one before as it was', async () => {
    await serve();
    await server.run('finishes', 'finished');
    await server.start({ simulation: 'none' });
    expect(await decisions(1)).toEqual({ total: 42, rows: [] });
  });
});

describe('the end of a run', () => {
  it('is where it is cancelled', async () => {
    await serve();
    const pid = processOf(await server.run('waits', 'running'));
    await server.request(methods.cancelRun, { run: 1 });
    expect(server.states().at(-1)).toMatchObject({ state: 'cancelled', rowsTotal: pid });
    await ended(pid);
    expect(server.states().at(-1)).toMatchObject({ state: 'cancelled' });
    expect(await decisions(1)).toMatchObject({ problem: { code: 'not-finished' } });
  });

  it.each(['waits', 'finishes'])('is where another starts, of one that %s', async (name) => {
    await serve();
    const pid = processOf(await server.run(name, name === 'waits' ? 'running' : 'finished'));
    expect(await server.run('finishes', 'finished')).toMatchObject({ run: 2 });
    await ended(pid);
    expect(await decisions(1)).toMatchObject({ problem: { code: 'unknown-run' } });
    expect(await decisions(2)).toEqual({ total: 42, rows: [] });
  });

  it('comes by force where the process does not listen', async () => {
    await serve();
    const pid = processOf(await server.run('stubborn', 'running'));
    await server.run('finishes', 'finished');
    expect(isAlive(pid)).toBe(false);
  });

  it('is where it is closed', async () => {
    await serve();
    const pid = processOf(await server.run('finishes', 'finished'));
    await server.request(methods.closeRun, { run: 1 });
    await ended(pid);
    expect(await decisions(1)).toMatchObject({ problem: { code: 'unknown-run' } });
  });

  it.each([
    ['crashes', 'background-died', 'ended with code 3'],
    ['fails', 'HD101', 'd.csv does not exist'],
    ['babbles', 'background-died', 'summary'],
  ])('says why where it %s', async (name, code, words) => {
    await serve();
    expect(await server.run(name, 'failed')).toMatchObject({
      problem: { code, message: expect.stringContaining(words) },
    });
    expect(await decisions(1)).toMatchObject({ problem: { code } });
    expect(await server.run('finishes', 'finished')).toMatchObject({ run: 2 });
  });

  it.each([
    ['while it runs', 'waits', 'running'],
    ['after it has finished', 'finishes', 'finished'],
  ] as const)('says so where its process is killed %s', async (_, name, when) => {
    await serve();
    process.kill(processOf(await server.run(name, when)), 'SIGKILL');
    await server.until(() => server.states().at(-1)?.state === 'failed');
    const problem = {
      code: 'background-died',
      message: expect.stringMatching(/ended with SIGKILL.*run it again/),
    };
    expect(server.states().at(-1)).toMatchObject({ problem });
    expect(await decisions(1)).toEqual({ problem });
    expect(await reasoning(1)).toEqual({ problem });
  });

  it.each([
    ['told to', (): Promise<unknown> => server.stop()],
    ['killed', (): unknown => server.process.kill('SIGKILL')],
    ['terminated', (): unknown => server.process.kill('SIGTERM')],
    ['left alone', (): unknown => server.process.stdin?.end()],
  ])('is where the server ends because it is %s', async (_, end) => {
    await serve();
    const pid = processOf(await server.run('waits', 'running'));
    const exit = once(server.process, 'exit');
    await end();
    await exit;
    await ended(pid);
  });
});

describe('a question about a run', () => {
  it('is answered by the process that did it', async () => {
    await serve();
    await server.run('finishes', 'finished');
    const answers = await Promise.all([decisions(1), reasoning(1), decisions(1)]);
    expect(answers).toEqual([
      { total: 42, rows: [] },
      { problem: { code: 'echo', message: '3' } },
      { total: 42, rows: [] },
    ]);
  });

  it.each([
    ['that is not there', 9, 'unknown-run'],
    ['that has not finished', 1, 'not-finished'],
  ])('is refused for one %s', async (_, run, code) => {
    await serve();
    await server.run('waits', 'running');
    const problem = { code, message: expect.stringMatching(/^.+$/) };
    expect(await decisions(run)).toEqual({ problem });
    expect(await reasoning(run)).toEqual({ problem });
  });

  it.each([
    ['its process ends', (pid: number) => void process.kill(pid), 'background-died'],
    ['its process is confused', () => void decisions(1, 'confused'), 'background-died'],
    ['it is closed', () => void server.request(methods.closeRun, { run: 1 }), 'unknown-run'],
  ])('is answered also where %s meanwhile', async (_, happen, code) => {
    await serve();
    const pid = processOf(await server.run('finishes', 'finished'));
    const open = decisions(1, 'nobody');
    happen(pid);
    expect(await open).toMatchObject({ problem: { code } });
  });
});

describe('what a run found is outdated', () => {
  const outdated = (): (boolean | undefined)[] =>
    server.states().flatMap((state) => (state.state === 'finished' ? [state.isOutdated] : []));

  it.each([
    ['its policy', policy.replace('n is 5', 'n is 6')],
    ['its simulation', policy.replace('seed 7', 'seed 8')],
    ['the name of its simulation', policy.replace('finishes', 'other')],
  ])('when %s changes, until that is taken back', async (_, changed) => {
    await serve();
    await server.open('main.handoff', policy);
    await server.run('finishes', 'finished');
    await server.change('main.handoff', changed);
    await server.until(() => outdated().length === 2);
    await server.change('main.handoff', policy);
    await server.until(() => outdated().length === 3);
    expect(outdated()).toEqual([false, true, false]);
  });

  it('when what its file imports changes', async () => {
    const text = `import "main.handoff"\nsimulation later of h\n agent is the logged choice\n`;
    await serve({ 'later.handoff': text });
    await server.start({ simulation: 'later' }, 'later.handoff');
    await server.until(() => outdated().length === 1);
    await server.disk('main.handoff', policy.replace('n is 5', 'n is 6'));
    await server.until(() => outdated().length === 2);
    expect(outdated()).toEqual([false, true]);
  });

  it('when its data, or the proposals it reads, change on the disk, until it is run again', async () => {
    const recorded = policy.replace('is the usual choice', 'is recorded in "p.jsonl"');
    await serve({ 'main.handoff': recorded, 'p.jsonl': '' });
    const changed = (): boolean[] =>
      server
        .states()
        .flatMap((state) => (state.state === 'finished' ? [state.isDataOutdated] : []));
    await server.start({ simulation: 'finishes' }, 'main.handoff');
    await server.until(() => changed().length === 1);
    await server.disk('other.csv', '');
    await server.disk('p.jsonl', '{}');
    await server.until(() => changed().length === 2);
    expect(changed()).toEqual([false, true]);
  });

  it('when the same words come to name another data file', async () => {
    const [data, handoff] = [
      policy.slice(0, policy.indexOf('handoff h')),
      policy.slice(policy.indexOf('handoff h')),
    ];
    await serve({
      'a/d.handoff': data,
      'b/d.handoff': data,
      'main.handoff': `import "a/d.handoff"\n${handoff}`,
    });
    await server.open('main.handoff', `import "a/d.handoff"\n${handoff}`);
    await server.run('finishes', 'finished');
    await server.change('main.handoff', `import "b/d.handoff"\n${handoff}`);
    await server.until(() => outdated().length === 2);
    expect(outdated()).toEqual([false, true]);
  });

  it('when its file is deleted', async () => {
    await serve();
    await server.run('finishes', 'finished');
    await server.disk('main.handoff');
    await server.until(() => outdated().length === 2);
    expect(outdated()).toEqual([false, true]);
  });

  it('and not when its lines move, or another simulation changes', async () => {
    await serve();
    await server.open('main.handoff', policy);
    await server.run('finishes', 'finished');
    await server.change(
      'main.handoff',
      `\n${policy.replace('simulation waits', 'simulation wait')}`,
    );
    await server.lenses();
    expect(outdated()).toEqual([false]);
  });
});
