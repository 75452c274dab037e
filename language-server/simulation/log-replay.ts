import type { Policy } from '../policy/model.ts';
import type { LogEntry } from './log.ts';
import type { Outcome } from './replay-entry.ts';
import { replayEntry } from './replay-entry.ts';

/** What a policy makes of the decisions of a reasoning log. Figures are counts of decisions. */
export interface LogReplay {
  decisions: number;
  replayed: number;
  /** By reason, the most frequent first. */
  notReplayable: { why: string; count: number }[];
  /**
   * The definitions that wrote the log, in its order. Where there are several, the ladder of autonomy
   * began anew with each: what was agreed to under one does not count under the next.
   */
  definitions: { handoff: string; policyHash: string; from: string; decisions: number }[];
  different: number;
  /** Among the different: what came of them as logged, and now; the most frequent first. */
  changes: { from: string; to: string; count: number }[];
  /** Among the different: rules that fire now and did not, or no more; by name. */
  rules: { rule: string; firesNow: number; firesNoMore: number }[];
  /** The first of the different, in the order of the log. */
  listed: DifferentDecision[];
}

export interface DifferentDecision {
  id: string;
  row: number;
  moment?: string;
  was: Outcome;
  is: Outcome;
}

/** As many as fit into memory whatever the log is; `different` counts all. */
const mostListed = 10_000;

export interface LogReplayer {
  /** An entry is judged by the policy of the handoff that it names. */
  add: (entry: LogEntry) => void;
  /** A line of the log that is no entry. */
  addUnreadable: () => void;
  finish: () => LogReplay;
}

/** Judges a reasoning log once more, entry by entry: see `replayEntry`. */
export function createLogReplayer(policies: readonly Policy[]): LogReplayer {
  const byHandoff = new Map(policies.map((policy) => [policy.handoff, policy]));
  const reasons = new Map<string, number>();
  const changes = new Map<string, LogReplay['changes'][number]>();
  const rules = new Map<string, LogReplay['rules'][number]>();
  const listed: DifferentDecision[] = [];
  const definitions: LogReplay['definitions'] = [];
  let [decisions, replayed, different] = [0, 0, 0];

  function skip(why: string): void {
    decisions++;
    reasons.set(why, (reasons.get(why) ?? 0) + 1);
  }

  function addDifferent({ id, row, moment }: LogEntry, was: Outcome, is: Outcome): void {
    different++;
    const { from, to } = changeOf(was, is);
    const key = JSON.stringify([from, to]);
    const change = changes.get(key) ?? { from, to, count: 0 };
    changes.set(key, { ...change, count: change.count + 1 });
    for (const [rule, count] of moved(was, is)) {
      const known = rules.get(rule) ?? { rule, firesNow: 0, firesNoMore: 0 };
      known[count]++;
      rules.set(rule, known);
    }
    if (listed.length < mostListed) {
      listed.push({ id, row, ...(moment === undefined ? {} : { moment }), was, is });
    }
  }

  return {
    add: (entry) => {
      const { handoff, policyHash } = entry;
      const last = definitions.findLast((each) => each.handoff === handoff);
      if (last?.policyHash === policyHash) last.decisions++;
      else definitions.push({ handoff, policyHash, from: entry.id, decisions: 1 });
      const policy = byHandoff.get(entry.handoff);
      if (!policy) {
        skip(`the policy has no handoff \`${entry.handoff}\``);
        return;
      }
      const found = replayEntry(entry, policy);
      if (found.kind === 'not replayable') {
        skip(found.why);
        return;
      }
      decisions++;
      replayed++;
      if (found.kind === 'different') addDifferent(entry, found.was, found.is);
    },
    addUnreadable: () => skip('the line is no entry of a reasoning log'),
    finish: () => ({
      decisions,
      replayed,
      notReplayable: [...reasons].map(([why, count]) => ({ why, count })).sort(mostFirst),
      definitions,
      different,
      changes: [...changes.values()].sort(mostFirst),
      rules: [...rules.values()].sort((left, right) => (left.rule < right.rule ? -1 : 1)),
      listed,
    }),
  };
}

function changeOf(was: Outcome, is: Outcome): { from: string; to: string } {
  const [from, to] = [inShort(was), inShort(is)];
  if (from !== to) return { from, to };
  return { from, to: was.choice === is.choice ? 'the same by other rules' : 'another choice' };
}

/** What a decision came to, as a reader compares it: `act`, `escalate to brand_team`. */
function inShort({ verdict, escalatesTo }: Outcome): string {
  return escalatesTo.length === 0 ? verdict : `${verdict} to ${escalatesTo.join(', ')}`;
}

function moved(was: Outcome, is: Outcome): [string, 'firesNow' | 'firesNoMore'][] {
  const now = is.fired.filter((rule) => !was.fired.includes(rule));
  const noMore = was.fired.filter((rule) => !is.fired.includes(rule));
  return [
    ...now.map((rule): [string, 'firesNow'] => [rule, 'firesNow']),
    ...noMore.map((rule): [string, 'firesNoMore'] => [rule, 'firesNoMore']),
  ];
}

function mostFirst(left: { count: number }, right: { count: number }): number {
  return right.count - left.count;
}
