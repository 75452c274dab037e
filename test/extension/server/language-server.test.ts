import * as z from 'zod';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Connection } from '../../../extension/server/connection.ts';
import { keepServer } from '../../../extension/server/language-server.ts';
import { deferred } from '../deferred.ts';

interface FakeConnection extends Connection {
  isStopped: boolean;
  up(): void;
  failToStart(): void;
  end(): void;
  notify(params: unknown): void;
}

/** A server process that does what the test says. */
function fakeConnection(answer: unknown): FakeConnection {
  const { promise, resolve, reject } = deferred<undefined>();
  let onEnd = (): void => {};
  let listener: (params: unknown) => void = () => {};
  const connection: FakeConnection = {
    isStopped: false,
    start: () => promise,
    stop: () => {
      connection.isStopped = true;
      onEnd();
      return Promise.resolve();
    },
    request: () => Promise.resolve(answer),
    onNotification: (_, given) => (listener = given),
    onEnd: (given) => (onEnd = given),
    up: () => resolve(undefined),
    failToStart: () => reject(new Error('no such file')),
    end: () => onEnd(),
    notify: (params) => listener(params),
  };
  return connection;
}

let connections: FakeConnection[];
let pending: (() => void)[];
let now: number;
let logged: string[];

function keep(answer: unknown = 1): ReturnType<typeof keepServer> {
  const log = (line: string): unknown => logged.push(line);
  return keepServer(
    () => {
      const connection = fakeConnection(answer);
      connections.push(connection);
      return connection;
    },
    { info: log, warn: log, error: log },
    {
      now: () => now,
      after: (_, run) => {
        pending.push(run);
        return { dispose: () => (pending = pending.filter((one) => one !== run)) };
      },
    },
  );
}

const soon = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));
/** What waits for its time, as if it had come. */
const passTime = (): void => pending.splice(0).forEach((run) => run());

beforeEach(() => {
  [connections, pending, logged, now] = [[], [], [], 0];
});

describe('the keeper of the language server', () => {
  it('starts nothing before it is told to', () => {
    expect(keep().status).toEqual({ state: 'starting' });
    expect(connections).toEqual([]);
  });

  it('is ready when the server answers', async () => {
    const server = keep();
    server.restart();
    const ready = server.whenReady();
    connections[0]?.up();
    expect(await ready).toBe(true);
    expect(server.status).toEqual({ state: 'ready' });
  });

  it.each<[string, ('up' | 'end' | 'failToStart')[]]>([
    ['ended after it was ready', ['up', 'end']],
    ['ended before it was', ['end']],
    ['never came up', ['failToStart']],
  ])('starts another after a pause for one that %s', async (_, life) => {
    const server = keep();
    server.restart();
    for (const step of life) {
      connections[0]?.[step]();
      await soon();
    }
    expect(server.status).toEqual({ state: 'starting', wait: 1000 });
    expect(connections).toHaveLength(1);
    passTime();
    expect(connections).toHaveLength(2);
    connections[1]?.up();
    expect(await server.whenReady()).toBe(true);
  });

  it('counts an end that is told twice as one crash', async () => {
    const server = keep();
    server.restart();
    connections[0]?.end();
    connections[0]?.failToStart();
    await soon();
    expect(server.status).toEqual({ state: 'starting', wait: 1000 });
    expect(pending).toHaveLength(1);
  });

  it('gives up after five crashes, and begins anew when the person restarts it', async () => {
    const server = keep();
    const states: string[] = [];
    server.onStatus(({ state }) => states.push(state));
    server.restart();
    const ready = server.whenReady();
    for (let crash = 0; crash < 5; crash++) {
      connections.at(-1)?.end();
      passTime();
    }
    expect(await ready).toBe(false);
    expect(connections).toHaveLength(5);
    expect(states.filter((state) => state === 'failed')).toHaveLength(1);
    await expect(server.request('x', {}, z.number())).rejects.toThrow('no language server');
    server.restart();
    connections[5]?.end();
    expect(server.status).toEqual({ state: 'starting', wait: 1000 });
  });

  it('does not take its own restart for a crash, nor the late end of the old one', async () => {
    const server = keep();
    server.restart();
    connections[0]?.up();
    await soon();
    server.restart();
    expect(connections.map(({ isStopped }) => isStopped)).toEqual([true, false]);
    connections[1]?.up();
    await soon();
    connections[0]?.end();
    expect(server.status).toEqual({ state: 'ready' });
  });

  it('starts no more once it is disposed of', async () => {
    const server = keep();
    server.restart();
    connections[0]?.end();
    await server.dispose();
    passTime();
    expect(connections).toHaveLength(1);
  });

  it('hands on what a server says, of the one that runs and if it is what was agreed', () => {
    const server = keep();
    const heard: number[] = [];
    server.onNotification('n', z.number(), (value) => heard.push(value));
    server.restart();
    connections[0]?.notify(1);
    connections[0]?.notify('one');
    expect(logged.at(-1)).toMatch(/^n is not what was agreed/);
    connections[0]?.end();
    connections[0]?.notify(2);
    passTime();
    connections[1]?.notify(3);
    expect(heard).toEqual([1, 3]);
  });

  it('refuses an answer that is not what was agreed', async () => {
    const server = keep('one');
    server.restart();
    connections[0]?.up();
    await server.whenReady();
    await expect(server.request('x', {}, z.number())).rejects.toThrow(/expected number/);
    expect(await server.request('x', {}, z.string())).toBe('one');
  });
});
