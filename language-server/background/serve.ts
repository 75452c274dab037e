import type { Problem } from '../protocol.ts';
import { openRun } from '../run/open-run.ts';
import type { OpenRun } from '../run/open-run.ts';
import { describeData } from './describe.ts';
import { problemOf } from './problem-of.ts';
import type { FromBackground, ToBackground } from './protocol.ts';
import { summaryOf } from './summary.ts';

export interface ServeOptions {
  send: (message: FromBackground) => void;
  /** Milliseconds from any point in time. */
  now: () => number;
  /** Key of the pseudonyms; made from the data file where undefined. */
  pseudonymKey: string | undefined;
}

type Message<Kind extends ToBackground['kind']> = Extract<ToBackground, { kind: Kind }>;

/** Milliseconds between two reports of how far a run is. */
const progressInterval = 100;

const notFinished: Problem = { code: 'not-finished', message: 'The run has not finished yet' };

/** Does what it is asked for. Nothing that a message says makes the returned function throw. */
export function serve({ send, now, pseudonymKey }: ServeOptions): (message: ToBackground) => void {
  let run: { opened: OpenRun; workspace: string } | undefined;
  let described: Promise<void> = Promise.resolve();

  async function simulate(asked: Message<'simulate'>): Promise<void> {
    const { policy, simulation, workspace, mayRunCommands, showSubjects } = asked;
    const start = now();
    let lastProgress = -Infinity;
    try {
      const opened = await openRun({
        ...{ policy, simulation, workspace, mayRunCommands, showSubjects },
        ...(pseudonymKey === undefined ? {} : { pseudonymKey }),
        onProgress: (rowsDone, rowsTotal) => {
          if (now() - lastProgress < progressInterval) return;
          lastProgress = now();
          send({ kind: 'progress', rowsDone, rowsTotal });
        },
        onLastWords: (line) => process.stderr.write(`the agent wrote: ${line}\n`),
      });
      run = { opened, workspace };
      send({ kind: 'finished', summary: summaryOf(opened.run, now() - start) });
    } catch (error) {
      send({ kind: 'failed', problem: problemOf(error, workspace) });
    }
  }

  function answerDecisions({ question, filter, from, most }: Message<'decisions'>): void {
    if (!run) {
      send({ kind: 'decisions', question, answer: { problem: notFinished } });
      return;
    }
    const answer = run.opened.decisions(filter, from, most);
    send({ kind: 'decisions', question, answer });
  }

  async function answerReasoning(asked: Message<'reasoning'>): Promise<void> {
    const { question, decision, filter } = asked;
    const answer = async () => {
      if (!run) return { problem: notFinished };
      try {
        return { entry: await run.opened.reasoning(decision, filter) };
      } catch (error) {
        return { problem: problemOf(error, run.workspace) };
      }
    };
    send({ kind: 'reasoning', question, answer: await answer() });
  }

  async function describe({ question, unless, ...asked }: Message<'describe'>): Promise<void> {
    try {
      send({ kind: 'described', question, ...(await describeData(asked, unless)) });
    } catch (error) {
      const { code, message } = problemOf(error, asked.workspace);
      send({ kind: 'described', question, stamp: code, findings: [{ code, message }] });
    }
  }

  return (message) => {
    switch (message.kind) {
      case 'simulate':
        void simulate(message);
        break;
      case 'decisions':
        answerDecisions(message);
        break;
      case 'reasoning':
        void answerReasoning(message);
        break;
      case 'describe':
        // One file after the other, each of which may take all the memory there is.
        described = described.then(() => describe(message));
        break;
    }
  };
}
