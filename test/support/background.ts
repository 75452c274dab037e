import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { fromBackgroundSchema } from '../../language-server/background/protocol.ts';
import type { FromBackground, ToBackground } from '../../language-server/background/protocol.ts';

export const backgroundProgram = fileURLToPath(
  new URL('../../dist/background.js', import.meta.url),
);

export type Heard<Kind extends FromBackground['kind']> = Extract<FromBackground, { kind: Kind }>;

export interface Background {
  child: ChildProcess;
  send: (message: ToBackground) => void;
  /** The next message of a kind, one that has come already included; rejects where it ends first. */
  hear: <Kind extends FromBackground['kind']>(kind: Kind) => Promise<Heard<Kind>>;
  /** Everything that came so far and was not heard. */
  pending: FromBackground[];
  errors: () => string;
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

/** Forks the bundled background process, as the language server does; it ends with the test. */
export function startBackground(env: Record<string, string> = {}): Background {
  if (!existsSync(backgroundProgram)) {
    throw new Error('dist/background.js is not there: run `npm run bundle` first');
  }
  const child = fork(backgroundProgram, [], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: { ...process.env, ...env },
  });
  let errors = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const pending: FromBackground[] = [];
  const waiting = new Set<() => void>();
  const look = (): void => {
    for (const each of waiting) each();
  };
  let isOver = false;
  const stderrEnded = child.stderr ? once(child.stderr, 'close') : Promise.resolve();
  // Of a child whose channel was closed from here, Node says `exit` and never `close`.
  const ended: Background['ended'] = new Promise((resolve) => {
    child.on('exit', (code, signal) => {
      void stderrEnded.then(() => {
        isOver = true;
        look();
        resolve({ code, signal });
      });
    });
  });
  child.on('message', (message) => {
    // As the server does: what does not fit its schema is a fault.
    pending.push(fromBackgroundSchema.parse(message));
    look();
  });
  onTestFinished(async () => {
    child.kill('SIGTERM');
    await ended;
  });
  return {
    child,
    send: (message) => void child.send(message),
    pending,
    errors: () => errors,
    ended,
    hear: (kind) =>
      new Promise((resolve, reject) => {
        const take = (): void => {
          const at = pending.findIndex((message) => message.kind === kind);
          if (at < 0 && !isOver) return;
          waiting.delete(take);
          if (at < 0) reject(new Error(`It ended before it said \`${kind}\`: ${errors}`));
          else resolve(pending.splice(at, 1)[0] as Heard<typeof kind>);
        };
        waiting.add(take);
        take();
      }),
  };
}
