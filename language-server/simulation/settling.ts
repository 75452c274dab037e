import type { Policy } from '../policy/model.ts';
import type { ActiveLanes } from './active-lanes.ts';
import type { Agent, Proposal } from './agent.ts';
import type { BatchView } from './batch-view.ts';
import type { Ending } from './decide.ts';
import { ESCALATED } from './decide.ts';
import type { People } from './people.ts';
import type { RunningState, StateLeaves } from './state-leaves.ts';
import type { Move, StateMoves } from './state-moves.ts';
import type { UsableRows } from './value/usable-rows.ts';
import { isWeighable } from './value/usable-rows.ts';

/** Lets the state move by what became of each row. */
export interface Settling {
  begin: (view: BatchView) => void;
  /** What people did before the period is known: the agent learns from it, and caps count it. */
  learn: (row: number, logged: number) => void;
  /** A decision that has ended, as `ending` says. */
  settle: (row: number, logged: number) => void;
}

export interface SettlingParts {
  agent: Agent;
  active: ActiveLanes;
  leaves: StateLeaves;
  people: People;
  state: RunningState;
  moves: StateMoves;
  rows: UsableRows;
  proposal: Proposal;
  ending: Ending;
}

export function createSettling(policy: Policy, parts: SettlingParts): Settling {
  const { agent, active, leaves, people, state, moves, rows, proposal, ending } = parts;
  const { countColumn } = policy.data;
  const sending = leaves.slot({ kind: 'word', word: 'sending' });
  // One object for all rows: what is made anew for every row costs as much as deciding it.
  const move: Move = {
    ...{ at: NaN, sends: false, subject: NaN, effective: NaN, count: NaN, explored: false },
    ...{ answer: -1, hasProposal: false, outcomes: undefined, learn: undefined },
  };
  let view!: BatchView;

  /** What a row's outcome teaches the agent; its batch may be over `after` so many milliseconds. */
  function learning(row: number, lane: number, after: number): (() => void) | undefined {
    const reward = rows.reward(row);
    const propensity = rows.propensity(row);
    if (!agent.learn || Number.isNaN(reward) || !isWeighable(propensity)) return undefined;
    if (after === 0) return () => agent.learn!(row, lane, reward, 1 / propensity);
    const learn = agent.learnLater?.(row);
    return learn && (() => learn(lane, reward, 1 / propensity));
  }

  function guardOutcomes(row: number): Float64Array {
    const outcomes = new Float64Array(policy.guards.length);
    for (let guard = 0; guard < outcomes.length; guard++) {
      outcomes[guard] = view.batch.columns[policy.guards[guard]!.column]?.[row] ?? NaN;
    }
    return outcomes;
  }

  return {
    begin: (next) => {
      view = next;
    },
    learn: (row, logged) => {
      const count = countColumn === undefined ? 1 : (view.batch.columns[countColumn]?.[row] ?? NaN);
      moves.record(view.subjects?.[row] ?? NaN, view.moments[row]!, count);
      if (logged >= 0) learning(row, logged, 0)?.();
    },
    settle: (row, logged) => {
      const { carried, verdict, answer, afterwards } = ending;
      const moment = view.moments[row]!;
      state.decisions++;
      if (verdict === ESCALATED) people.arrive(row, ending);
      const after = people.settledAfter(row, ending);
      move.at = moment;
      move.sends = carried >= 0;
      move.answer = Math.max(answer, afterwards);
      move.hasProposal = proposal.lane >= 0;
      move.outcomes = undefined;
      move.learn = undefined;
      if (carried >= 0) {
        move.explored = carried === ending.judged && proposal.exploring[carried] === 1;
        const place = active.places[carried]!;
        const at = leaves.moments[place]!;
        sending.ready();
        move.subject = view.subjects?.[row] ?? NaN;
        // A send whose hour is not known is counted at its logged moment: it did happen.
        move.effective = Number.isNaN(at) ? moment : at;
        move.count = sending.array[place]!;
      }
      // What would have come of another choice is not known: only a logged one has its outcome.
      if (carried >= 0 && carried === logged) {
        if (policy.guards.length > 0) move.outcomes = guardOutcomes(row);
        move.learn = learning(row, logged, after);
      }
      moves.settle(move, after);
    },
  };
}
