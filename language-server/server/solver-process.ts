import type { FromBackground } from '../background/protocol.ts';
import type { Policy } from '../policy/model.ts';
import type { BackgroundProcess, StartBackground } from './background-process.ts';

export type Reasoned = Extract<FromBackground, { kind: 'reasoned' }>['answer'];

/** One process that reasons about one policy after the other, and ends when it is not needed. */
export interface SolverProcess {
  /**
   * The answer; undefined where it was cancelled. Rejects where the process failed or said nothing
   * for a minute. One at a time.
   */
  reason(policy: Policy): Promise<Reasoned | undefined>;
  /** Ends what is under way at once; what was found out so far is not asked again. */
  cancel(): void;
}

/** Milliseconds without work until the process ends, and forgets what it was told. */
const idle = 60_000;
/** Milliseconds for an answer: the process leaves a policy much sooner, unless it hangs. */
const longest = 60_000;
/** Milliseconds that the process has to leave a question; then it is ended. */
const patience = 80;

interface Asked {
  question: number;
  resolve: (answer: Reasoned | undefined) => void;
  reject: (why: Error) => void;
  /** Ends the wait for an answer that never comes. */
  late: NodeJS.Timeout;
}

/** Until the process has left the question that was cancelled. */
interface Leaving {
  question: number;
  left: Promise<void>;
  done: () => void;
}

export function startSolverProcess(start: StartBackground): SolverProcess {
  let running: BackgroundProcess | undefined;
  let last = 0;
  let asked: Asked | undefined;
  let rest: NodeJS.Timeout | undefined;
  let leaving: Leaving | undefined;

  const forget = (): void => {
    clearTimeout(asked?.late);
    asked = undefined;
  };
  const end = (): void => {
    clearTimeout(rest);
    running?.end();
    running = undefined;
    leaving?.done();
  };
  const heard = (message: FromBackground): void => {
    if (message.kind !== 'reasoned' && message.kind !== 'stopped') return;
    if (message.question === leaving?.question) leaving.done();
    if (message.kind === 'stopped' || message.question !== asked?.question) return;
    const { resolve } = asked;
    forget();
    // One that failed may fail at everything from now on.
    if ('problem' in message.answer) end();
    else rest = setTimeout(end, idle).unref();
    resolve(message.answer);
  };
  const failed = (why: string): void => {
    running = undefined;
    clearTimeout(rest);
    leaving?.done();
    const waiting = asked;
    forget();
    waiting?.reject(new Error(`the process that reasons about rules ${why}`));
  };
  const leave = (question: number, onDone: () => void): Leaving => {
    let resolve: () => void = () => undefined;
    const left = new Promise<void>((onLeft) => (resolve = onLeft));
    const force = setTimeout(end, patience);
    const done = (): void => {
      clearTimeout(force);
      onDone();
      resolve();
    };
    return { question, left, done };
  };
  return {
    reason: async (policy) => {
      await leaving?.left;
      return new Promise((resolve, reject) => {
        clearTimeout(rest);
        const late = setTimeout(() => {
          end();
          failed(`gave no answer in ${longest / 1000} seconds`);
        }, longest).unref();
        asked = { question: ++last, resolve, reject, late };
        running ??= start({ onMessage: heard, onEnd: failed });
        running.send({ kind: 'reason', question: last, policy });
      });
    },
    cancel: () => {
      if (!asked) return;
      const { question, resolve } = asked;
      forget();
      leaving = leave(question, () => (leaving = undefined));
      rest = setTimeout(end, idle).unref();
      running?.send({ kind: 'stop', question });
      resolve(undefined);
    },
  };
}
