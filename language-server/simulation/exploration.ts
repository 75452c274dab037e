import { dateOf, DAY } from '../policy/clock.ts';
import type { Policy } from '../policy/model.ts';
import type { Proposal } from './agent.ts';
import type { BatchView } from './batch-view.ts';
import type { Ending } from './decide.ts';

/** How much was explored in the learning period and outside of it. Figures are decisions. */
export interface Exploration {
  /** The share that may explore; absent where the handoff does not say. */
  atMost?: number;
  within: Explored;
  outside: Explored;
}

export interface Explored {
  decisions: number;
  /** The agent proposed to explore. */
  proposed: number;
  /** An exploration was carried out without a person, and after one approved it. */
  alone: number;
  approved: number;
}

export interface ExplorationMeter {
  add: (view: BatchView, row: number, proposal: Proposal, ending: Ending) => void;
  finish: () => Exploration;
}

/** Absent where the handoff has no learning period and no share. */
export function createExploration({ learning }: Policy): ExplorationMeter | undefined {
  const period = learning?.period;
  const atMost = learning?.exploreAtMost;
  if (period === undefined && atMost === undefined) return undefined;
  const none = (): Explored => ({ decisions: 0, proposed: 0, alone: 0, approved: 0 });
  const within = none();
  const outside = none();
  // As the rule that keeps the share: whole days of the subject's clock.
  const end = period && period.from + period.length / DAY;
  return {
    add: (view, row, proposal, { judged, carried, person }) => {
      const date = dateOf(view.locals[row]!);
      const isWithin = period === undefined || (date >= period.from && date < end!);
      const counts = isWithin ? within : outside;
      counts.decisions++;
      if (proposal.lane < 0 || proposal.exploring[proposal.lane] !== 1) return;
      counts.proposed++;
      if (carried !== judged || proposal.exploring[carried] !== 1) return;
      counts[person === 'none' ? 'alone' : 'approved']++;
    },
    finish: () => ({ ...(atMost === undefined ? {} : { atMost }), within, outside }),
  };
}
