import type { Policy } from '../policy/model.ts';
import type { LogEntry } from './log.ts';
import type { Outcome } from './replay-entry.ts';
import { replayEntry } from './replay-entry.ts';

/** What a policy makes of the decisions of a reasoning log. Figures are counts of decisions. */
export interface LogReplay {
  decisions: number;
  replayed: number;
  /** By reason, the most frequent first; `first` is the id of the first such entry, or its line. */
  notReplayable: { why: string; count: number; first: string }[];
  /** Entries whose decision, under the same definition, is that of an entry before. */
  repeated: number;
  /**
   * The definitions that wrote the log, by their first entry. Where there are several of a handoff,
   * the ladder of autonomy began anew with each: what was agreed to under one does not count under
   * the next.
   */
  definitions: { handoff: string; policyHash: string; from: string; decisions: number }[];
  /** The definitions that judged it once more, each apart for the entries that it wrote itself. */
  judges: {
    handoff: string;
    policyHash: string;
    isOwn: boolean;
    decisions: number;
    replayed: number;
    different: number;
  }[];
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

type Definition = LogReplay['definitions'][number] & { rows: Set<number> };

/** A set takes no more than some 16 million. */
const mostRows = 10_000_000;

/** As many as fit into memory whatever the log is; `different` counts all. */
const mostListed = 10_000;

/** A definition that may judge an entry; `hash` as the log has it. */
export interface Judge {
  policy: Policy;
  hash: string;
}

export interface LogReplayer {
  add: (entry: LogEntry) => void;
  /** A line of the log that is no entry, counted from 1. */
  addUnreadable: (line: number) => void;
  finish: () => LogReplay;
}

/**
 * Judges a reasoning log once more, entry by entry: see `replayEntry`. `judgeOf` says by which
 * definition, or why by none, in the same words for entries alike.
 */
export function createLogReplayer(judgeOf: (entry: LogEntry) => Judge | string): LogReplayer {
  const reasons = new Map<string, LogReplay['notReplayable'][number]>();
  const changes = new Map<string, LogReplay['changes'][number]>();
  const rules = new Map<string, LogReplay['rules'][number]>();
  const listed: DifferentDecision[] = [];
  const definitions = new Map<string, Definition>();
  const judges = new Map<string, LogReplay['judges'][number]>();
  let [decisions, replayed, different, repeated] = [0, 0, 0, 0];

  function define({ handoff, policyHash, id, row }: LogEntry): void {
    const key = JSON.stringify([handoff, policyHash]);
    const known = definitions.get(key) ?? {
      ...{ handoff, policyHash, from: id, decisions: 0 },
      rows: new Set(),
    };
    definitions.set(key, known);
    known.decisions++;
    if (known.rows.has(row)) repeated++;
    else if (known.rows.size < mostRows) known.rows.add(row);
  }

  function judgedBy({ policyHash }: LogEntry, { policy: { handoff }, hash }: Judge) {
    const isOwn = hash === policyHash;
    const key = JSON.stringify([handoff, hash, isOwn]);
    const known = judges.get(key) ?? {
      ...{ handoff, policyHash: hash, isOwn },
      ...{ decisions: 0, replayed: 0, different: 0 },
    };
    judges.set(key, known);
    return known;
  }

  function skip(why: string, first: string): void {
    decisions++;
    const known = reasons.get(why) ?? { why, count: 0, first };
    reasons.set(why, { ...known, count: known.count + 1 });
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
      define(entry);
      const judge = judgeOf(entry);
      if (typeof judge === 'string') {
        skip(judge, entry.id);
        return;
      }
      const tally = judgedBy(entry, judge);
      tally.decisions++;
      const found = replayEntry(entry, judge.policy);
      if (found.kind === 'not replayable') {
        skip(found.why, entry.id);
        return;
      }
      decisions++;
      replayed++;
      tally.replayed++;
      if (found.kind === 'same') return;
      tally.different++;
      addDifferent(entry, found.was, found.is);
    },
    addUnreadable: (line) =>
      skip('the line is no entry of a reasoning log', `line ${String(line)}`),
    finish: () => ({
      decisions,
      replayed,
      notReplayable: [...reasons.values()].sort(mostFirst),
      repeated,
      definitions: [...definitions.values()].map(({ rows: _, ...each }) => each),
      judges: [...judges.values()],
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
