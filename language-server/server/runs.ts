import type {
  Decisions,
  DecisionsRequest,
  Problem,
  Reasoning,
  ReasoningRequest,
  RunState,
} from '../protocol.ts';
import type { FromBackground, ToBackground } from '../background/protocol.ts';
import type { BackgroundProcess, StartBackground } from './background-process.ts';
import type { PreparedRun } from './prepare-run.ts';
import { confused, died, noResults, unknownRun } from './run-problems.ts';
import { throttle } from './throttle.ts';

export interface RunsOptions {
  startBackground: StartBackground;
  /** Gets every snapshot of the run that there is. */
  publish: (state: RunState) => void;
  /** A run finished, or a finished one is gone. */
  onResultsChanged: () => void;
}

/** The one run that there is at a time; the background process that did it holds what it found. */
export interface Runs {
  /** Ends and forgets the run before; the number of the new one. */
  start: (prepared: PreparedRun) => number;
  cancel: (run: number) => void;
  close: (run: number) => void;
  decisions: (request: DecisionsRequest) => Promise<Decisions>;
  reasoning: (request: ReasoningRequest) => Promise<Reasoning>;
  /** The run whose results are shown. */
  finished: () => FinishedRun | undefined;
  /** Asks whether what was run is outdated; undefined: it cannot be told. */
  compare: (isOutdated: (run: PreparedRun) => boolean | undefined) => void;
  /** Files have changed on the disk, by their addresses. */
  filesChanged: (uris: readonly string[]) => void;
  endAll: () => void;
}

export interface FinishedRun {
  state: Extract<RunState, { state: 'finished' }>;
  prepared: PreparedRun;
}

interface Run {
  number: number;
  prepared: PreparedRun;
  state: RunState;
  isOutdated: boolean;
  isDataOutdated: boolean;
  process: BackgroundProcess | undefined;
  /** By the number of the question. */
  questions: Map<number, (answer: Answer) => void>;
}

type Answer = Extract<FromBackground, { kind: 'decisions' | 'reasoning' }> | { problem: Problem };

/** Of snapshots while rows are replayed. */
const millisecondsBetween = 100;

export function createRuns({ startBackground, publish, onResultsChanged }: RunsOptions): Runs {
  const progress = throttle(publish, millisecondsBetween);
  let count = 0;
  let asked = 0;
  let current: Run | undefined;
  let ending: Promise<void> = Promise.resolve();

  const enter = (run: Run, state: RunState): void => {
    const hadResults = run.state.state === 'finished';
    run.state = state;
    if (state.state === 'running') {
      progress.offer(state);
      return;
    }
    progress.stop();
    publish(state);
    if (hadResults || state.state === 'finished') onResultsChanged();
  };
  const end = (run: Run, problem: Problem): void => {
    run.process?.end();
    if (run.process) ending = run.process.gone;
    run.process = undefined;
    for (const settle of run.questions.values()) settle({ problem });
    run.questions.clear();
  };
  const fail = (run: Run, problem: Problem): void => {
    end(run, problem);
    enter(run, { state: 'failed', run: run.number, facts: run.prepared.facts, problem });
  };
  const forget = (): void => {
    if (!current) return;
    const run = current;
    current = undefined;
    progress.stop();
    end(run, unknownRun);
    if (run.state.state === 'finished') onResultsChanged();
  };

  const hear = (run: Run, message: FromBackground): void => {
    const { facts } = run.prepared;
    switch (message.kind) {
      case 'progress': {
        if (run.state.state !== 'running') return;
        const { rowsDone, rowsTotal } = message;
        enter(run, { state: 'running', run: run.number, facts, rowsDone, rowsTotal });
        return;
      }
      case 'finished': {
        if (run.state.state !== 'running') return;
        const { isOutdated, isDataOutdated, number } = run;
        const { summary } = message;
        enter(run, { state: 'finished', run: number, facts, summary, isOutdated, isDataOutdated });
        return;
      }
      case 'failed':
        fail(run, message.problem);
        return;
      case 'decisions':
      case 'reasoning':
        run.questions.get(message.question)?.(message);
        run.questions.delete(message.question);
        return;
      case 'described':
      case 'dataReviewed':
      case 'reasoned':
      case 'stopped':
        // Answers to questions that a run is never asked.
        return;
    }
  };
  const launch = (run: Run): void => {
    run.process = startBackground({
      onMessage: (message) => hear(run, message),
      onEnd: (why) => fail(run, died(why)),
    });
    run.process.send(run.prepared.message);
  };

  const ask = async (
    number: number,
    message: (question: number) => ToBackground,
  ): Promise<Answer> => {
    const run = current?.number === number ? current : undefined;
    if (run?.state.state !== 'finished' || !run.process) return { problem: noResults(run?.state) };
    const question = ++asked;
    const { process, questions } = run;
    return new Promise((resolve) => {
      questions.set(question, resolve);
      process.send(message(question));
    });
  };

  return {
    start: (prepared) => {
      forget();
      const number = ++count;
      const state: RunState = { state: 'running', run: number, facts: prepared.facts, rowsDone: 0 };
      const run: Run = {
        number,
        prepared,
        state,
        isOutdated: false,
        isDataOutdated: false,
        process: undefined,
        questions: new Map(),
      };
      current = run;
      publish(state);
      // Two at a time would need twice the memory.
      void ending.then(() => {
        if (current === run && run.state.state === 'running') launch(run);
      });
      return number;
    },
    cancel: (number) => {
      if (current?.number !== number || current.state.state !== 'running') return;
      end(current, unknownRun);
      enter(current, { ...current.state, state: 'cancelled' });
    },
    close: (number) => {
      if (current?.number === number) forget();
    },
    decisions: async ({ run, ...rest }) => {
      const answer = await ask(run, (question) => ({ kind: 'decisions', question, ...rest }));
      if ('problem' in answer) return answer;
      return answer.kind === 'decisions' ? answer.answer : { problem: confused };
    },
    reasoning: async ({ run, ...rest }) => {
      const answer = await ask(run, (question) => ({ kind: 'reasoning', question, ...rest }));
      if ('problem' in answer) return answer;
      return answer.kind === 'reasoning' ? answer.answer : { problem: confused };
    },
    finished: () =>
      current?.state.state === 'finished'
        ? { state: current.state, prepared: current.prepared }
        : undefined,
    compare: (isOutdatedNow) => {
      if (!current) return;
      const now = isOutdatedNow(current.prepared) ?? current.isOutdated;
      if (now === current.isOutdated) return;
      current.isOutdated = now;
      if (current.state.state !== 'finished') return;
      current.state = { ...current.state, isOutdated: now };
      publish(current.state);
    },
    filesChanged: (uris) => {
      if (!current || current.isDataOutdated) return;
      const { inputs } = current.prepared;
      if (!uris.some((uri) => inputs.includes(uri))) return;
      current.isDataOutdated = true;
      if (current.state.state !== 'finished') return;
      current.state = { ...current.state, isDataOutdated: true };
      publish(current.state);
    },
    endAll: forget,
  };
}
