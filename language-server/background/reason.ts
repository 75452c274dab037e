import type { Finding } from '../analysis/finding.ts';
import { deepFindings } from '../analysis/solver/checks.ts';
import { remembered } from '../analysis/solver/remembered.ts';
import type { Solver } from '../analysis/solver/solve.ts';
import { withinBudget } from '../analysis/solver/within-budget.ts';
import type { Z3 } from '../analysis/solver/z3.ts';
import type { Policy } from '../policy/model.ts';
import type { Problem } from '../protocol.ts';

export type Reasoned = { findings: Finding[] } | { problem: Problem } | 'stopped';

/** Reasons about one policy at a time. */
export interface Reasoner {
  /** Never rejects: what goes wrong is a problem. */
  reason: (policy: Policy) => Promise<Reasoned>;
  /** Ends what is under way; what was found out so far is remembered. */
  stop: () => void;
}

/** Milliseconds that one question about a rule may take. */
const limit = 500;
/** Milliseconds that all questions about a policy may take together. */
const budget = 20_000;
/** Answers that are remembered, a few kilobytes each. */
const mostAnswers = 5000;

const noSolver: Problem = {
  code: 'no-solver',
  message: 'Rules are not reasoned about: the npm package z3-solver is not installed',
};

/** The solver is started by the first policy that needs one. */
export function createReasoner({
  start,
  now,
}: {
  start: () => Promise<Z3 | undefined>;
  /** Milliseconds from any point in time. */
  now: () => number;
}): Reasoner {
  let started: Promise<{ z3: Z3; solver: Solver } | undefined> | undefined;
  let running: Z3 | undefined;
  let isStopped = false;
  const ended = new Error('stopped');
  const endIfStopped = (): void => {
    if (isStopped) throw ended;
  };
  const prepare = async (): Promise<{ z3: Z3; solver: Solver } | undefined> => {
    const z3 = await start();
    if (!z3) return undefined;
    const solve: Solver['solve'] = async (script, each) => {
      endIfStopped();
      const answer = await z3.solve(script, each);
      // An interrupted question has an answer that is none.
      endIfStopped();
      return answer;
    };
    return { z3, solver: remembered({ solve }, mostAnswers) };
  };
  return {
    reason: async (policy) => {
      isStopped = false;
      try {
        started ??= prepare();
        const ready = await started;
        endIfStopped();
        if (!ready) return { problem: noSolver };
        running = ready.z3;
        const solver = withinBudget(ready.solver, { budget, now });
        const checkpoint = async (): Promise<void> => {
          // Until a message that has arrived is heard.
          await new Promise((resolve) => setImmediate(resolve));
          endIfStopped();
        };
        return { findings: await deepFindings(policy, { solver, limit, checkpoint }) };
      } catch (error) {
        if (error === ended) return 'stopped';
        const why = error instanceof Error ? error.message : String(error);
        return { problem: { code: 'solver-failed', message: why } };
      } finally {
        running = undefined;
      }
    },
    stop: () => {
      isStopped = true;
      running?.interrupt();
    },
  };
}
