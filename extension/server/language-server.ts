import type { CancellationToken } from 'vscode';
import type * as z from 'zod';
import type { Ends } from '../signal.ts';
import { createSignal } from '../signal.ts';
import type { Connection } from './connection.ts';
import { afterCrash } from './restarts.ts';

/** `wait` (in milliseconds) is there while a crashed server waits for its next start. */
export type ServerStatus =
  { state: 'starting'; wait?: number } | { state: 'ready' } | { state: 'failed' };

/** The server as everything else in the extension knows it, over all its crashes. */
export interface LanguageServer {
  readonly status: ServerStatus;
  onStatus(listener: (status: ServerStatus) => void): Ends;
  /** Waits while the server starts: true when it answers, false when it has given up. */
  whenReady(): Promise<boolean>;
  /** Rejects at once when no server answers, and when its answer is not what was agreed. */
  request<T>(
    method: string,
    params: object,
    schema: z.ZodType<T>,
    token?: CancellationToken,
  ): Promise<T>;
  onNotification<T>(method: string, schema: z.ZodType<T>, listener: (params: T) => void): void;
  /** Starts it, or another in its place; past crashes are forgiven. */
  restart(): void;
  dispose(): Promise<void>;
}

interface Log {
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

/** Time, which a test brings itself. */
interface Clock {
  now(): number;
  after(milliseconds: number, run: () => void): Ends;
}

const realClock: Clock = {
  now: () => Date.now(),
  after: (milliseconds, run) => {
    const timer = setTimeout(run, milliseconds);
    return { dispose: () => clearTimeout(timer) };
  },
};

/**
 * Keeps a server running. Every start makes a new client: one whose start has failed can never
 * start again, so it is not asked to. Whatever ends a client unasked is one crash. Nothing starts
 * before the first `restart`, so that nobody misses how it goes.
 */
export function keepServer(
  connect: () => Connection,
  log: Log,
  clock: Clock = realClock,
): LanguageServer {
  const changed = createSignal<ServerStatus>();
  const notifications: ((connection: Connection) => void)[] = [];
  let status: ServerStatus = { state: 'starting' };
  let current: Connection | undefined;
  let crashes: number[] = [];
  let waiting: Ends | undefined;

  const become = (next: ServerStatus): void => {
    status = next;
    changed.fire(next);
  };

  const crash = (connection: Connection): void => {
    if (connection !== current) return;
    current = undefined;
    const next = afterCrash(crashes, clock.now());
    crashes = next.crashes;
    if (next.wait === undefined) {
      log.error(`The language server ended ${crashes.length} times: it is not started again`);
      return become({ state: 'failed' });
    }
    log.warn(`The language server ended: it starts again in ${next.wait / 1000} s`);
    waiting = clock.after(next.wait, start);
    become({ state: 'starting', wait: next.wait });
  };

  const start = (): void => {
    const connection = connect();
    current = connection;
    for (const listen of notifications) listen(connection);
    connection.onEnd(() => crash(connection));
    become({ state: 'starting' });
    connection.start().then(
      () => {
        if (connection === current) become({ state: 'ready' });
      },
      (error: unknown) => {
        log.error(`The language server did not start: ${messageOf(error)}`);
        crash(connection);
      },
    );
  };

  const stop = async (): Promise<void> => {
    waiting?.dispose();
    const ended = current;
    current = undefined;
    // One that does not end when told to is killed by the client; there is nothing left to do.
    await ended?.stop().catch((error: unknown) => log.info(messageOf(error)));
  };

  return {
    get status() {
      return status;
    },
    onStatus: changed.on,
    whenReady: () =>
      new Promise((resolve) => {
        if (status.state !== 'starting') return resolve(status.state === 'ready');
        const listening = changed.on(({ state }) => {
          if (state === 'starting') return;
          listening.dispose();
          resolve(state === 'ready');
        });
      }),
    request: async (method, params, schema, token) => {
      if (!current || status.state !== 'ready') throw new Error('no language server is running');
      return schema.parse(await current.request(method, params, token));
    },
    onNotification: (method, schema, listener) => {
      const listen = (connection: Connection): void =>
        connection.onNotification(method, (params) => {
          if (connection !== current) return;
          const parsed = schema.safeParse(params);
          if (parsed.success) listener(parsed.data);
          else log.error(`${method} is not what was agreed: ${parsed.error.message}`);
        });
      notifications.push(listen);
      if (current) listen(current);
    },
    restart: () => {
      crashes = [];
      void stop();
      start();
    },
    dispose: stop,
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
