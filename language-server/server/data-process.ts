import type { FromBackground } from '../background/protocol.ts';
import type { DataSource } from '../policy/model.ts';
import type { BackgroundProcess, StartBackground } from './background-process.ts';

interface DescribeQuestion {
  source: DataSource;
  /** Absolute path of the folder that nothing is read outside of. */
  workspace: string;
  /** The stamp of the file as it was described before, which is not read again. */
  unless: string;
}

export type Described = Extract<FromBackground, { kind: 'described' }>;

/** One process that describes one data file after the other, and ends when it is not needed. */
export interface DataProcess {
  /** The answer; undefined where it was cancelled. Rejects where the process failed. One at a time. */
  describe(question: DescribeQuestion): Promise<Described | undefined>;
  /** Ends the process in the middle of what it does; the next question starts another. */
  cancel(): void;
}

/** Milliseconds without work until the process ends, and gives back its memory. */
const idle = 5000;

export function startDataProcess(start: StartBackground): DataProcess {
  let running: BackgroundProcess | undefined;
  let asked = 0;
  let settle: { resolve: (answer: Described | undefined) => void; reject: (why: Error) => void };
  let isWaiting = false;
  let rest: NodeJS.Timeout | undefined;
  const stop = (): void => {
    clearTimeout(rest);
    running?.end();
    running = undefined;
  };
  const started = (): BackgroundProcess =>
    (running ??= start({
      onMessage: (message) => {
        if (message.kind !== 'described' || message.question !== asked || !isWaiting) return;
        isWaiting = false;
        rest = setTimeout(stop, idle).unref();
        settle.resolve(message);
      },
      onEnd: (why) => {
        running = undefined;
        clearTimeout(rest);
        if (!isWaiting) return;
        isWaiting = false;
        settle.reject(new Error(`the process that reads data files ${why}`));
      },
    }));
  return {
    describe: (question) =>
      new Promise((resolve, reject) => {
        clearTimeout(rest);
        settle = { resolve, reject };
        isWaiting = true;
        asked++;
        started().send({ kind: 'describe', question: asked, ...question });
      }),
    cancel: () => {
      stop();
      if (!isWaiting) return;
      isWaiting = false;
      settle.resolve(undefined);
    },
  };
}
