import type { Problem, RunState } from '../protocol.ts';

export const unknownRun: Problem = {
  code: 'unknown-run',
  message: 'What this run found is no longer kept: run it again',
};

/** Why a run that has not finished, or is not there, cannot be asked. */
export function noResults(state: RunState | undefined): Problem {
  switch (state?.state) {
    case 'running':
      return { code: 'not-finished', message: 'The run has not finished: wait for it' };
    case 'cancelled':
      return { code: 'not-finished', message: 'The run was cancelled: run it again' };
    case 'failed':
      return state.problem;
    default:
      return unknownRun;
  }
}

/** The process ended by itself. */
export function died(how: string): Problem {
  const message =
    `The background process ${how}, perhaps for lack of memory: run it again, ` +
    'over a shorter period if that happens twice';
  return { code: 'background-died', message };
}

/** Answered, but not what was asked. */
export const confused: Problem = died('answered another question than was asked');
