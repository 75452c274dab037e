import { startZ3 } from '../analysis/solver/z3.ts';
import type { Problem } from '../protocol.ts';
import { openRun } from '../run/open-run.ts';
import type { OpenRun } from '../run/open-run.ts';
import { describeData } from './describe.ts';
import { problemOf } from './problem-of.ts';
import type { FromBackground, ToBackground } from './protocol.ts';
import { reviewData } from './review-data.ts';
import { createReasoner } from './reason.ts';
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
  let reading: Promise<void> = Promise.resolve();
  let reasoning: Promise<void> = Promise.resolve();
  /** The question that is being reasoned about, and the last that nobody waits for. */
  let current = -1;
  let left = -1;
  const reasoner = createReasoner({ start: startZ3, now });

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

  async function review({ unless, ...asked }: Message<'reviewData'>): Promise<void> {
    try {
      send({ kind: 'dataReviewed', ...(await reviewData(asked, unless)) });
    } catch (error) {
      // The fault is in the log now; a policy is none the worse for it.
      const { code } = problemOf(error, asked.workspace);
      send({ kind: 'dataReviewed', stamp: code, findings: asked.handoffs.map(() => []) });
    }
  }

  async function reason({ question, policy }: Message<'reason'>): Promise<void> {
    current = question;
    // It may have been left before it was its turn.
    const answer = question > left ? await reasoner.reason(policy) : 'stopped';
    if (answer === 'stopped') send({ kind: 'stopped', question });
    else send({ kind: 'reasoned', question, answer });
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
        reading = reading.then(() => describe(message));
        break;
      case 'reviewData':
        reading = reading.then(() => review(message));
        break;
      case 'reason':
        reasoning = reasoning.then(() => reason(message));
        break;
      case 'stop':
        left = message.question;
        if (left === current) reasoner.stop();
        break;
    }
  };
}
