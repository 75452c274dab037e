import type { Simulation } from '../policy/model.ts';
import type { History } from '../policy/sends.ts';
import type { AutonomyState } from './autonomy.ts';
import type { FeedbackState } from './feedback.ts';
import type { AnswerIndex } from './people.ts';
import { createPending } from './pending.ts';
import type { RunningState } from './state-leaves.ts';

/** What a decision moves once it is settled: what was sent, what people said, what came of it. */
export interface Move {
  /** When it is settled; NaN where the row has no moment. */
  at: number;
  /** What is sent, to whom, and when it takes effect; `sends` false where nothing is carried out. */
  sends: boolean;
  subject: number;
  effective: number;
  count: number;
  explored: boolean;
  /** What people said before or after it was carried out; -1: nothing. */
  answer: AnswerIndex;
  hasProposal: boolean;
  /** Outcomes of the guards; undefined where what was carried out is not what was logged. */
  outcomes: Float64Array | undefined;
  /** Lets the agent learn; undefined where there is nothing to learn. */
  learn: (() => void) | undefined;
}

export interface StateMoves {
  /** Moves the state now, or when it is settled, that many milliseconds after the move's moment. */
  settle: (move: Move, after: number) => void;
  /** Moves what is settled by a moment. */
  until: (moment: number) => void;
  record: (subject: number, moment: number, count: number) => void;
}

/**
 * The state sees an answer when it is given and not before: until then nothing was sent, no stage
 * changed and nothing was learned from it. What nobody is asked about moves the state at once.
 */
export function createStateMoves(
  simulation: Simulation,
  {
    history,
    state,
    autonomy,
    feedback,
    keepsHistory,
  }: {
    history: History;
    state: RunningState;
    autonomy: AutonomyState;
    feedback: FeedbackState;
    keepsHistory: boolean;
  },
): StateMoves {
  const pending = createPending<Move>();
  let newest = NaN;

  /** No things are no send; a number of things that is not known is one at least. */
  function record(subject: number, moment: number, count: number): void {
    if (keepsHistory && !Number.isNaN(subject) && !Number.isNaN(moment) && !(count <= 0)) {
      history.record(subject, 0, moment, Number.isNaN(count) ? 1 : count);
    }
  }

  function move(settled: Move): void {
    // A row without a moment comes last: what it settles is as new as what came before it.
    const at = Number.isNaN(settled.at) ? newest : settled.at;
    if (settled.sends) {
      if (settled.explored) state.explored++;
      record(settled.subject, settled.effective, settled.count);
    }
    reviewed(settled.answer, settled.hasProposal, at);
    if (settled.outcomes) {
      autonomy.observe(settled.outcomes, at, state.decisions);
      state.agreement = autonomy.agreement();
    }
    settled.learn?.();
  }

  function reviewed(answer: AnswerIndex, hasProposal: boolean, at: number): void {
    if (answer < 0) return;
    const given = simulation.reviewer[answer]!;
    const approved = given.answer === 'approves' && hasProposal;
    autonomy.review(approved, at, state.decisions);
    state.agreement = autonomy.agreement();
    // Where nothing was proposed there is nothing to learn to avoid.
    if (!hasProposal) return;
    feedback.answer(approved ? 'approval' : 'override', given.reason, at);
  }

  return {
    record,
    settle: (settled, after) => {
      if (!(after > 0) || Number.isNaN(settled.at)) move(settled);
      else pending.add(settled.at + after, { ...settled, at: settled.at + after });
    },
    until: (moment) => {
      for (let due = pending.next(moment); due; due = pending.next(moment)) move(due);
      if (Number.isFinite(moment) && !(moment <= newest)) newest = moment;
    },
  };
}
