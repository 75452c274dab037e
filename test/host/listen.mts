import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Actions, Report } from './protocol.ts';

export interface Driver {
  address: string;
  /** Gives the tests a page to act on. */
  drive: (acts: Actions) => void;
  stop: () => void;
}

type Message = { report: Report } | { action: keyof Actions; args: never };

/** Listens on this machine for what tests report, and for what they want done on the page. */
export async function listen(hear: (report: Report) => void): Promise<Driver> {
  let acts: Actions | undefined;
  const answer = async (request: IncomingMessage): Promise<unknown> => {
    const message = JSON.parse(await text(request)) as Message;
    if ('report' in message) {
      hear(message.report);
      return {};
    }
    if (!acts?.[message.action]) throw new Error('there is no page, or no such action');
    return { value: await acts[message.action](message.args) };
  };
  const server = createServer((request, response) => {
    answer(request)
      .catch((error: unknown) => ({ error: oneLine(error) }))
      .then((given) => response.end(JSON.stringify(given)))
      .catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    drive: (given) => {
      acts = given;
    },
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Playwright says in the lines below the first what it was waiting for. */
export function oneLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const lines = message.split('\n').map((line) => line.replace(/^\s*-?\s*/, ''));
  return lines
    .filter((line) => line && line !== 'Call log:')
    .slice(0, 3)
    .join('; ');
}
