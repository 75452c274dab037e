import type { LogEntry } from '../simulation/log.ts';
import type { DecisionFilter, Matches } from './decision-filter.ts';
import type { PreparedRun } from './prepare-run.ts';
import { RunError } from './run-error.ts';
import { longestInEntry, withShortTexts } from './shortened.ts';

export interface ReasoningOptions {
  prepared: PreparedRun;
  /** Decisions of the run. */
  count: number;
  matchesOf: (filter: DecisionFilter) => Matches;
}

/** Who looks at one decision looks at its neighbours next: so many before it, and after it. */
const before = 25;
const after = 75;
/** Decisions that a neighbour may lie behind: a sparse one must not cost a replay to the end. */
const farthest = 20_000;
/** Entries of 3 KB or so. */
const mostKept = 1000;

/**
 * The full entry of a decision is worked out when it is asked for, by replaying up to it with an
 * ear for it and for its neighbours in the filtered list. The replay being deterministic, the
 * entry is the one that a log of the run would have held.
 */
export function createReasoning(
  options: ReasoningOptions,
): (decision: number, filter: DecisionFilter) => Promise<LogEntry> {
  const { prepared, count, matchesOf } = options;
  const kept = new Map<number, LogEntry>();
  let underWay: Promise<unknown> = Promise.resolve();

  async function find(decision: number, filter: DecisionFilter): Promise<LogEntry> {
    if (!kept.has(decision)) await replayFor(wantedAround(decision, filter));
    const entry = kept.get(decision);
    if (!entry) throw new Error(`The replay came to another end than decision ${decision}`);
    keep(decision, entry);
    return entry;
  }

  function wantedAround(decision: number, filter: DecisionFilter): Set<number> {
    const matches = matchesOf(filter);
    const at = matches.positionOf(decision);
    const end = Math.min(matches.total, at + after);
    const wanted = new Set<number>();
    for (let position = Math.max(0, at - before); position < end; position++) {
      const near = matches.at(position);
      if (near <= decision + farthest && !kept.has(near)) wanted.add(near);
    }
    return wanted.add(decision);
  }

  async function replayFor(wanted: Set<number>): Promise<void> {
    let left = wanted.size;
    await prepared.replay({
      limit: Math.max(...wanted) + 1,
      // No figure is looked at.
      extent: 'decisions',
      resamples: 0,
      wants: (number) => wanted.has(number),
      onDecision: (decision) => {
        keep(decision.number, withShortTexts(prepared.entryOf(decision), longestInEntry));
        return --left > 0 ? 'go on' : 'enough';
      },
    });
  }

  /** The newest last; the oldest is dropped. */
  function keep(decision: number, entry: LogEntry): void {
    kept.delete(decision);
    kept.set(decision, entry);
    for (const oldest of kept.keys()) {
      if (kept.size <= mostKept) break;
      kept.delete(oldest);
    }
  }

  return (decision, filter) => {
    if (!(decision >= 0 && decision < count)) {
      const why = `there is no decision ${decision + 1}: the run has ${count}`;
      return Promise.reject(new RunError('no-decision', why));
    }
    // One replay at a time: who asks next often finds the entry kept.
    const found = underWay.then(() => find(decision, filter));
    underWay = found.catch(() => undefined);
    return found;
  };
}
