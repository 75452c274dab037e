import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { json } from './json-text.ts';
import { lineSplitter } from './lines.ts';
import { whenProcessEnds } from './process-end.ts';

export interface ConversationOptions {
  /** Run by the shell. */
  command: string;
  /** The program's working folder. */
  folder: string;
  /** Milliseconds that one answer may take, counted anew whenever another one comes. */
  timeout: number;
  /** Requests that may wait for their answers at once; so many time-outs in a row end the program. */
  inFlight: number;
  /** Milliseconds from the end of its input until a program is ended that does not end itself. */
  patience: number;
  /** Called once, with its last line of error output, where the program failed. */
  onLastWords?: ((line: string) => void) | undefined;
}

/** A JSON object that a program answered, or why there is none. */
export type Answer = { answer: object } | { failure: string };

export interface Conversation {
  ask: (request: object) => Promise<Answer>;
  /** Ends the program, and what it started. */
  close: () => Promise<void>;
}

interface Waiting {
  resolve: (answer: Answer) => void;
  timer: NodeJS.Timeout;
}

/** Longer than any answer that a person could look through. */
const longestLine = 1_000_000;

/**
 * Talks with a program, one JSON line for a request and one for its answer. Answers carry the `id`
 * of their request, or come in the order of the requests. After an answer that was late or none,
 * nobody can say which request the next one without `id` is for, and such answers are refused: to
 * take one for another would let the agent act on a decision that it never saw.
 */
export function startConversation(options: ConversationOptions): Conversation {
  const { timeout, inFlight, patience, onLastWords } = options;
  const waiting = new Map<number, Waiting>();
  let ended: string | undefined;
  let isClosed = false;
  let isClosing = false;
  let isInStep = true;
  let unansweredInARow = 0;
  let lastError = '';
  let nextId = 1;
  const child = start(options);
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  // A group of its own hears nothing of Ctrl-C: it is ended when this process is.
  const stopWatching = whenProcessEnds(() => endGroup(child));

  child.on('error', () => end('the agent could not be started'));
  child.on('close', (code, signal) => {
    isClosed = true;
    stopWatching();
    if (lastError !== '' && (ended !== undefined || !isClosing)) onLastWords?.(lastError);
    // What a program writes may hold secrets: a reason goes into logs, so it never quotes it.
    end(
      `the agent ${signal === null ? `ended with exit code ${String(code)}` : `was ended by ${signal}`}`,
    );
  });
  // A program that stops reading makes writing fail; `close` then says what happened to it.
  child.stdin.on('error', () => undefined);
  listen(child.stdout, take);
  listen(child.stderr, (line) => {
    if (line.trim() !== '') lastError = brief(line);
  });

  function isClosedWithin(milliseconds: number): Promise<boolean> {
    return Promise.race([closed.then(() => true), wait(milliseconds).then(() => false)]);
  }

  function listen(stream: NodeJS.ReadableStream, onLine: (line: string) => void): void {
    const onTooLong = (): void =>
      giveUp('the agent wrote a line of more than 1,000,000 characters');
    const splitter = lineSplitter({ longest: longestLine, onLine, onTooLong });
    stream.setEncoding('utf8');
    stream.on('data', splitter.push);
    stream.on('end', splitter.end);
  }

  function end(why: string): void {
    ended ??= why;
    for (const id of waiting.keys()) settle(id, { failure: ended });
  }

  function giveUp(why: string): void {
    end(why);
    endGroup(child);
  }

  function settle(id: number, answer: Answer): void {
    const request = waiting.get(id);
    if (!request) return;
    waiting.delete(id);
    clearTimeout(request.timer);
    request.resolve(answer);
  }

  function take(line: string): void {
    if (line.trim() === '') return;
    const answer = json(line);
    const [oldest] = waiting.keys();
    if (!isObject(answer) || ('id' in answer && typeof answer.id !== 'number')) {
      isInStep = false;
      const why = isObject(answer) ? '`id` is not a number' : 'it is not a JSON object';
      if (oldest !== undefined) {
        settle(oldest, { failure: `the agent wrote a line that is no answer: ${why}` });
      }
      return;
    }
    if (typeof answer.id === 'number') {
      // An answer that came too late, or to nothing that was asked, belongs to no decision.
      if (waiting.has(answer.id)) answered(answer.id, answer);
    } else if (isInStep && oldest !== undefined) {
      answered(oldest, answer);
    } else if (oldest !== undefined) {
      settle(oldest, {
        failure: 'the agent answered without `id` after an answer that was late or none',
      });
    }
  }

  function answered(id: number, answer: object): void {
    unansweredInARow = 0;
    settle(id, { answer });
    // A program that answers one request after the other has not begun with the next ones yet.
    for (const { timer } of waiting.values()) timer.refresh();
  }

  function expire(id: number): void {
    isInStep = false;
    settle(id, { failure: `the agent did not answer within ${String(timeout)} ms` });
    if (++unansweredInARow >= inFlight) {
      giveUp(`the agent left ${String(unansweredInARow)} requests in a row without an answer`);
    }
  }

  return {
    ask: (request) => {
      if (ended !== undefined) return Promise.resolve({ failure: ended });
      const id = nextId++;
      return new Promise((resolve) => {
        waiting.set(id, { resolve, timer: setTimeout(expire, timeout, id) });
        child.stdin.write(`${JSON.stringify({ id, ...request })}\n`);
      });
    },
    close: async () => {
      if (isClosed) return;
      isClosing = true;
      child.stdin.end();
      if (!(await isClosedWithin(patience))) {
        endGroup(child);
        await isClosedWithin(patience);
      }
      // Something that left the group could hold the pipes open for ever.
      child.stdout.destroy();
      child.stderr.destroy();
      stopWatching();
    },
  };
}

function start({ command, folder }: ConversationOptions): ChildProcessWithoutNullStreams {
  // A group of its own, so that what the shell starts can be ended with it.
  return spawn(command, {
    shell: true,
    cwd: folder,
    stdio: 'pipe',
    detached: true,
    env: environment(),
  });
}

/** Without the key of the pseudonyms, which would tell the program who the subjects of a log are. */
function environment(): NodeJS.ProcessEnv {
  const all = Object.entries(process.env);
  return Object.fromEntries(all.filter(([name]) => name.toUpperCase() !== 'HANDOFF_PSEUDONYM_KEY'));
}

function endGroup(child: ChildProcessWithoutNullStreams): void {
  try {
    // On Windows there are no groups: the shell itself is ended.
    if (child.pid === undefined || process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    child.kill('SIGKILL');
  }
}

function isObject(value: unknown): value is { id?: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a program wrote, fit for one line of a message. */
function brief(line: string): string {
  return line
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, 120);
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref());
}
