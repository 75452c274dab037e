import { fork } from 'node:child_process';
import type { FromBackground, ToBackground } from '../background/protocol.ts';
import { fromBackgroundSchema } from '../background/protocol.ts';
import { issueWords } from './requests.ts';

export interface BackgroundProcess {
  send(message: ToBackground): void;
  /** Ends it, whatever it is doing; nothing is heard of it from now on. */
  end(): void;
  /** Fulfilled once the process is there no more. */
  gone: Promise<void>;
}

export interface BackgroundListener {
  onMessage: (message: FromBackground) => void;
  /** It ended without being told to; why is worded to stand behind `the background process`. */
  onEnd: (why: string) => void;
}

export type StartBackground = (listener: BackgroundListener) => BackgroundProcess;

/**
 * Milliseconds that a process has to end itself in, with its agent's program and temporary files,
 * once its channel is closed; then it is ended by force.
 */
const patience = 2000;
/** Milliseconds for what a process said last, which may arrive after it has ended. */
const lastWords = 500;

/**
 * Starts the background process from its bundle. It never outlives the process that started it,
 * since it ends itself when its channel is closed.
 */
export function backgroundFrom(program: string): StartBackground {
  return ({ onMessage, onEnd }) => {
    const child = fork(program, [], {
      serialization: 'advanced',
      execArgv: [],
      // Its standard output would be read as the server's own messages; its errors are for the log.
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    let isOver = false;
    const kill = (): void => void child.kill('SIGKILL');
    const over = (): void => {
      isOver = true;
    };
    const failed = (why: string): void => {
      if (isOver) return;
      over();
      kill();
      onEnd(why);
    };
    const gone = new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
      child.once('error', () => child.pid === undefined && resolve());
    });
    child.on('message', (message) => {
      if (isOver) return;
      const parsed = fromBackgroundSchema.safeParse(message);
      if (parsed.success) onMessage(parsed.data);
      else failed(`sent what this version does not know (${issueWords(parsed.error)})`);
    });
    child.on('error', (error) => failed(`did not start or answer: ${error.message}`));
    child.on('exit', (code, signal) => {
      const settle = (): void => failed(`ended with ${signal ?? `code ${String(code)}`}`);
      if (!child.connected) return settle();
      child.once('disconnect', settle);
      setTimeout(settle, lastWords).unref();
    });
    child.on('disconnect', () => {
      const force = setTimeout(kill, patience).unref();
      child.once('exit', () => clearTimeout(force));
    });
    return {
      send: (message) => {
        // A process that is just ending is heard of by its exit.
        if (!isOver) child.send(message, () => undefined);
      },
      end: () => {
        if (isOver) return;
        over();
        // Not a signal: on Windows that would leave the agent's program behind.
        if (child.connected) child.disconnect();
        else kill();
      },
      gone,
    };
  };
}
