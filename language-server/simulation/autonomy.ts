import { evaluate } from '../policy/condition.ts';
import { counted, formatNumber, formatShare } from '../policy/format.ts';
import type { Condition, Guard, Policy, Stage } from '../policy/model.ts';
import { stages } from '../policy/model.ts';
import type { Tri } from '../policy/tri.ts';
import { FALSE, TRUE } from '../policy/tri.ts';
import { createNewestWithin } from './newest-within.ts';
import type { StageChange } from './result.ts';

/** The rung of the ladder, moved by reviews and guards. */
export interface AutonomyState {
  stage: Stage;
  changes: StageChange[];
  /** Share of reviewed decisions approved since the stage began; NaN before any. */
  agreement: () => number;
  /** A person's answer to one decision. */
  review: (approved: boolean, moment: number, decision: number) => void;
  /** An observed outcome, by guard in the policy's order; NaN where it is not known. */
  observe: (outcomes: ArrayLike<number>, moment: number, decision: number) => void;
}

/**
 * Without an `autonomy` block the handoff acts at once; a guard that breaks then returns it to
 * suggest all the same. Steps up go one rung of the ladder at a time and need their count of
 * reviewed decisions since the stage began and their condition; nothing steps up while a guard is
 * broken, and what cannot be reversed never does. A way down is taken unless it is known that it is
 * not due: after a review only what is not agreement can be unknown. Of several ways down the lowest is taken, so
 * that the order of the lines does not matter.
 */
export function createAutonomy(policy: Policy): AutonomyState {
  const ladder = policy.autonomy;
  const guards = policy.guards.map((guard) => createGuard(guard, policy.data));
  let reviewed = 0;
  let approved = 0;
  const agreement = (): number => (reviewed === 0 ? NaN : approved / reviewed);
  const truth = (condition: Condition): Tri =>
    evaluate(
      condition,
      (leaf) => (leaf.kind === 'word' && leaf.word === 'agreement' ? agreement() : undefined),
      policy.calendars,
    );

  const state: AutonomyState = {
    stage: ladder?.startsAt ?? 'act',
    changes: [],
    agreement,
    review: (isApproved, moment, decision) => {
      reviewed++;
      if (isApproved) approved++;
      const returning = (ladder?.returns ?? []).filter(
        ({ to, when }) =>
          when !== 'guardBroken' && isBelow(to, state.stage) && truth(when) !== FALSE,
      );
      const down = lowest(returning);
      if (down !== undefined) {
        move(down, 'its `returns` rule holds', moment, decision);
        return;
      }
      if (policy.reversible === 'irreversible' || guards.some((guard) => guard.broken())) return;
      const above = (ladder?.steps ?? []).filter(({ to }) => isBelow(state.stage, to));
      const up = lowest(above);
      const isDue = above.some(
        ({ to, after, when }) => to === up && reviewed >= after && (!when || truth(when) === TRUE),
      );
      if (up === undefined || !isDue) return;
      const share = `${(100 * agreement()).toFixed(1)}%`;
      const because = `${String(approved)} of ${String(reviewed)} reviewed decisions were approved (${share})`;
      move(up, because, moment, decision);
    },
    observe: (outcomes, moment, decision) => {
      for (const [index, guard] of guards.entries()) {
        guard.add(outcomes[index]!, moment);
        if (!guard.broken()) continue;
        const named = ladder?.returns.filter((step) => step.when === 'guardBroken');
        const to = lowest(named ?? []) ?? 'suggest';
        if (isBelow(to, state.stage)) move(to, guard.words(), moment, decision, guard.figures());
      }
    },
  };

  function move(
    to: Stage,
    because: string,
    moment: number,
    decision: number,
    guard?: NonNullable<StageChange['guard']>,
  ): void {
    state.changes.push({
      ...(Number.isNaN(moment) ? {} : { moment }),
      ...{ decision, from: state.stage, to, because, reviewed, approved },
      ...(guard ? { guard } : {}),
    });
    state.stage = to;
    reviewed = 0;
    approved = 0;
  }
  return state;
}

function lowest(steps: readonly { to: Stage }[]): Stage | undefined {
  return stages.find((stage) => steps.some(({ to }) => to === stage));
}

const rungs: Record<Stage, number> = { suggest: 0, 'act with review': 1, act: 2 };

function isBelow(left: Stage, right: Stage): boolean {
  return rungs[left] < rungs[right];
}

interface GuardState {
  add: (outcome: number, moment: number) => void;
  broken: () => boolean;
  words: () => string;
  figures: () => NonNullable<StageChange['guard']>;
}

/** The observed rate over the guard's window, which moves with the newest moment. */
function createGuard(guard: Guard, { singular, plural }: Policy['data']): GuardState {
  const { add, count, sum } = createNewestWithin(guard.over);
  const rate = (): number => sum() / count();
  return {
    add: (outcome, moment) => {
      if (!Number.isNaN(outcome)) add(moment, outcome);
    },
    broken: () => {
      if (count() < guard.from) return false;
      return guard.operator === 'below' ? rate() >= guard.limit : rate() <= guard.limit;
    },
    figures: () => ({ column: guard.column, rate: rate(), observed: count() }),
    words: () => {
      const { column, operator } = guard;
      const share = `${(100 * rate()).toFixed(2)}%`;
      const limit = formatShare(guard.limit);
      const yes = `\`${column}\` in ${formatNumber(sum())} of ${counted(count(), singular, plural)}`;
      return `the guard \`${column} stays ${operator} ${limit}\` is broken: ${yes} (${share}), not ${operator} ${limit}`;
    },
  };
}
