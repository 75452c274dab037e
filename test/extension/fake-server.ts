import type { LanguageServer, ServerStatus } from '../../extension/server/language-server.ts';
import { createSignal } from '../../extension/signal.ts';
import { methods } from '../../language-server/protocol.ts';

export interface FakeServer extends LanguageServer {
  become(status: ServerStatus): void;
  say(params: unknown): void;
  asked: [method: string, params: object][];
  answers: Record<string, unknown>;
}

/** A server that is ready and gives the answers of the test; without one, it is gone. */
export function fakeServer(): FakeServer {
  const changed = createSignal<ServerStatus>();
  let status: ServerStatus = { state: 'ready' };
  let listener: (params: never) => void = () => {};
  const server: FakeServer = {
    get status() {
      return status;
    },
    onStatus: changed.on,
    whenReady: () => {
      if (status.state !== 'starting') return Promise.resolve(status.state === 'ready');
      return new Promise((resolve) => changed.on(({ state }) => resolve(state === 'ready')));
    },
    request: async (method, params, schema) => {
      server.asked.push([method, params]);
      if (!(method in server.answers)) throw new Error('the connection is gone');
      return schema.parse(await server.answers[method]);
    },
    onNotification: (_, __, given) => (listener = given),
    restart: () => {},
    dispose: () => Promise.resolve(),
    become: (next) => {
      status = next;
      changed.fire(next);
    },
    say: (params) => listener(params as never),
    asked: [],
    answers: {
      [methods.startRun]: { run: 1 },
      [methods.cancelRun]: null,
      [methods.closeRun]: null,
    },
  };
  return server;
}
