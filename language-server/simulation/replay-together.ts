import type { Clock } from '../policy/clock.ts';
import { DAY } from '../policy/clock.ts';
import { createHistory } from '../policy/history.ts';
import type { BatchView } from './batch-view.ts';
import type { Conflicts } from './conflict-counts.ts';
import { createConflictCounts } from './conflict-counts.ts';
import type { ReplayOptions, ReplaySteps } from './replay.ts';
import { openReplay } from './replay.ts';
import type { ReplayResult } from './result.ts';
import type { RowBatch } from './rows.ts';
import type { SharedHistory } from './shared-history.ts';
import { createSharedHistory } from './shared-history.ts';
import { conditionsOf, longestWindowOf } from './what-is-read.ts';

export interface JointOptions {
  clock: Clock;
  /** In the order of their names; the data of each has a moment, and a subject that is a text. */
  handoffs: readonly Omit<ReplayOptions, 'clock' | 'together'>[];
  /** Who goes first within a day in UTC, by name; empty: the order of moment alone. */
  priority: readonly string[];
}

export interface JointResult {
  /** One for each handoff, in the order of the options. */
  results: ReplayResult[];
  conflicts: Conflicts;
}

/**
 * Replays several handoffs in one timeline: each has its own rows, agent, people and autonomy, and
 * all of them send to the same subjects, told by what their identifiers say. Rows are taken in
 * order of moment; where the guardrails name a priority, a day in UTC after the other, and within
 * it one handoff after the other, those that are not named together at its end.
 */
export async function replayTogether(options: JointOptions): Promise<JointResult> {
  const { clock, handoffs, priority } = options;
  const conditions = handoffs.flatMap(({ policy, simulation }) => conditionsOf(policy, simulation));
  const all = createHistory({ longestWindow: longestWindowOf(conditions), clock });
  const numbers = new Map<string, number>();
  const counts = createConflictCounts(handoffs, priority);
  const cursors: Cursor[] = [];
  try {
    for (const [handoff, each] of handoffs.entries()) {
      const history = createSharedHistory(each.policy, { all, handoff, numbers });
      const steps = await openReplay({
        ...each,
        clock,
        together: { history, handoffs: handoffs.length },
        onDecided: (decided) => {
          const code = decided.view.subjects![decided.row]!;
          counts.decided(handoff, Number.isNaN(code) ? undefined : history.subject(code), decided);
          each.onDecided?.(decided);
        },
      });
      const rank = priority.indexOf(each.policy.handoff);
      cursors.push({
        ...{ handoff, history, steps, rank: rank < 0 ? priority.length : rank },
        batches: each.batches()[Symbol.asyncIterator](),
        ...{ view: undefined, row: 0, day: NaN, moment: NaN },
      });
    }
    for (const cursor of cursors) await nextBatch(cursor);
    const isDaily = priority.length > 0;
    for (let next = earliest(cursors, isDaily); next; next = earliest(cursors, isDaily)) {
      const { view, row, history, steps } = next;
      const code = view!.subjects![row]!;
      if (!Number.isNaN(code)) counts.seen(next.handoff, history.subject(code));
      // What others were told by now has been sent, or was not.
      if (next.moment > -Infinity) {
        for (const other of cursors) if (other !== next) other.steps.reach(next.moment);
      }
      steps.step(row);
      next.row++;
      if (next.row < view!.length && !steps.isDone()) place(next);
      else await nextBatch(next);
    }
    return { results: cursors.map(({ steps }) => steps.finish()), conflicts: counts.finish() };
  } finally {
    for (const { steps, batches } of cursors) {
      await batches.return?.();
      await steps.close();
    }
  }
}

/** Where the replay of one handoff stands; `view` is undefined behind its last row. */
interface Cursor {
  handoff: number;
  /** Place in the order of priority, from 0. */
  rank: number;
  history: SharedHistory;
  steps: ReplaySteps;
  batches: AsyncIterator<RowBatch>;
  view: BatchView | undefined;
  row: number;
  /** Days since 1970-01-01 in UTC of the row that comes next. */
  day: number;
  moment: number;
}

async function nextBatch(cursor: Cursor): Promise<void> {
  const { steps, batches } = cursor;
  do {
    if (cursor.view) await steps.end(cursor.row);
    const next = steps.isDone() ? undefined : await batches.next();
    cursor.row = 0;
    cursor.view = next && next.done !== true ? await steps.begin(next.value) : undefined;
  } while (cursor.view?.length === 0);
  if (cursor.view) place(cursor);
}

/** Nothing that another handoff sends matters to a row without a moment, so it need not wait. */
function place(cursor: Cursor): void {
  const moment = cursor.view!.moments[cursor.row]!;
  cursor.moment = Number.isNaN(moment) ? -Infinity : moment;
  cursor.day = Math.floor(cursor.moment / DAY);
}

function earliest(cursors: readonly Cursor[], isDaily: boolean): Cursor | undefined {
  let first: Cursor | undefined;
  for (const cursor of cursors) {
    if (cursor.view && (!first || isBefore(cursor, first, isDaily))) first = cursor;
  }
  return first;
}

/** Of two that nothing tells apart the one that comes first in the order of names. */
function isBefore(one: Cursor, other: Cursor, isDaily: boolean): boolean {
  if (isDaily && one.day !== other.day) return one.day < other.day;
  if (isDaily && one.rank !== other.rank) return one.rank < other.rank;
  return one.moment < other.moment;
}
