import { judge } from '../policy/judge.ts';
import type { Judgement } from '../policy/judge.ts';
import { candidates } from '../policy/choices.ts';
import { leafKey, leafName, leavesOf } from '../policy/leaves.ts';
import { verdicts } from '../policy/model.ts';
import type { Condition, Leaf, Policy, Value, Verdict } from '../policy/model.ts';
import { rolesAsked } from './log-entry.ts';
import type { LedgerEntry, LogEntry } from './log.ts';
import type { LogValue } from './log-values.ts';
import { logValue, typeOfName, valueFromLog } from './log-values.ts';

/** What a policy makes of a decision before a person answers. */
export interface Outcome {
  verdict: Verdict;
  /** What would be carried out as far as the policy goes; null: nothing. */
  choice: LogValue;
  /** The roles that are asked, sorted; empty unless it escalates. */
  escalatesTo: string[];
  /** Names of the rules that fired or were unknown, on the choice before it was moved as well. */
  fired: string[];
}

export type ReplayedEntry =
  | { kind: 'same' | 'different'; was: Outcome; is: Outcome }
  /** The log does not hold what the policy reads; `why` is the same for entries alike. */
  | { kind: 'not replayable'; why: string };

/**
 * Judges a decision of a reasoning log once more by a policy, its own or another. What Handoff
 * measured (caps, spacing, the stage of autonomy, surprise) and what the agent said (confidence,
 * evidence) are as they were logged: the policy is held against the same decisions, and not
 * replayed on the data with what would have followed from deciding them otherwise.
 *
 * A log holds what the rules of its own policy read, for the choice proposed, for the one that took
 * its place, and of a block for the usual one. Kleene logic makes what is left sound: a rule that is true or false without a
 * value stays so with it. Where it is not, the entry is not replayable, never guessed.
 */
export function replayEntry(entry: LogEntry, policy: Policy): ReplayedEntry {
  const was = loggedOutcome(entry);
  const proposed = entry.proposal
    ? valueFromLog(entry.proposal.choice, policy.choice.type)
    : policy.usual;
  if (entry.proposal && (proposed === undefined || !isChoice(proposed, policy))) {
    return { kind: 'not replayable', why: 'the policy has no such choice' };
  }
  const forced = !entry.proposal || entry.avoided === true;
  if (proposed === undefined) return compared(was, nothingProposed(policy));
  const reader = loggedReader(entry, policy);
  const judged = judge(policy, proposed, entry.stage, reader.read);
  const lacking = reader.unknowable() ?? lackingValue(judged, reader.lacking, policy);
  if (lacking !== undefined) {
    return { kind: 'not replayable', why: `\`${lacking}\` is not in the log` };
  }
  const verdict = forced ? atLeast(judged.verdict, 'escalate') : judged.verdict;
  const { choice } = judged;
  return compared(was, {
    verdict,
    choice: choice === undefined || !entry.proposal ? null : logValue(choice, policy.choice.type),
    escalatesTo: verdict === 'escalate' ? rolesAsked(judged, forced, policy) : [],
    fired: firedNames(judged.ledger, judged.replaced?.ledger, ({ rule }) => rule.name),
  });
}

/** What was carried out may be a person's choice: this is the one that they were asked about. */
function loggedOutcome(entry: LogEntry): Outcome {
  const { verdict, moved, proposal, ledger, ledgerBefore } = entry;
  const isRefused = verdict === 'block' || verdict === 'hold';
  const asked = moved ? moved.to : proposal?.choice;
  return {
    verdict,
    choice: proposal ? ((isRefused ? entry.choice : asked) ?? null) : null,
    escalatesTo: verdict === 'escalate' ? entry.escalatesTo : [],
    fired: firedNames(ledger, ledgerBefore, ({ rule }) => rule),
  };
}

function compared(was: Outcome, is: Outcome): ReplayedEntry {
  const isSame = JSON.stringify(was) === JSON.stringify(is);
  return { kind: isSame ? 'same' : 'different', was, is };
}

function nothingProposed(policy: Policy): Outcome {
  const nothing: Judgement = {
    verdict: 'escalate',
    proposed: NaN,
    choice: undefined,
    ledger: [],
    fellBackToUsual: false,
    escalatesTo: [],
  };
  return {
    verdict: 'escalate',
    choice: null,
    escalatesTo: rolesAsked(nothing, true, policy),
    fired: [],
  };
}

function isChoice(choice: Value, { choice: { type } }: Policy): boolean {
  const list: Value[] | undefined = candidates(type);
  return list?.includes(choice) ?? true;
}

function atLeast(verdict: Verdict, least: Verdict): Verdict {
  return verdicts[Math.max(verdicts.indexOf(verdict), verdicts.indexOf(least))]!;
}

function firedNames<Trace extends { outcome: string }>(
  ledger: readonly Trace[],
  before: readonly Trace[] = [],
  name: (trace: Trace) => string,
): string[] {
  const fired = [...before, ...ledger].filter(({ outcome }) => outcome !== 'not').map(name);
  return [...new Set(fired)].sort();
}

interface LoggedReader {
  read: (leaf: Leaf, choice: Value) => Value | undefined;
  /** What is asked for by `is known`, which nothing can be left out of, and is not in the log. */
  unknowable: () => string | undefined;
  /** By choice, the names of what was read and is not in the log. */
  lacking: Map<Value, Set<string>>;
}

function loggedReader(entry: LogEntry, policy: Policy): LoggedReader {
  const { moved, proposal, ledger, ledgerBefore, ledgerUsual = [] } = entry;
  const ofChoice = (value: LogValue | undefined): Value | undefined =>
    value === undefined ? policy.usual : valueFromLog(value, policy.choice.type);
  const first = ofChoice(proposal?.choice);
  const values = new Map<Value | undefined, Map<string, LogValue>>();
  values.set(policy.usual, valuesIn(ledgerUsual));
  values.set(first, valuesIn(ledgerBefore ?? ledger));
  if (moved) values.set(ofChoice(moved.to), valuesIn(ledger));
  const anyChoice = valuesIn([...ledger, ...(ledgerBefore ?? []), ...ledgerUsual]);
  const lacking = new Map<Value, Set<string>>();
  const askedIfKnown = new Set(policy.rules.flatMap(({ fires }) => askedIfKnownIn(fires)));
  let unknowable: string | undefined;
  return {
    lacking,
    unknowable: () => unknowable,
    read: (leaf, choice) => {
      const name = leafName(leaf, policy);
      const type = typeOfName(name, policy);
      const logged = (isOfRow(leaf) ? anyChoice : values.get(choice))?.get(name);
      const isPseudonym = type?.kind === 'identifier' && logged !== null;
      if (logged !== undefined && !isPseudonym) return valueFromLog(logged, type);
      if (leafKey(leaf) === 'word:sending' && policy.data.countColumn === undefined) return 1;
      lacking.set(choice, (lacking.get(choice) ?? new Set()).add(name));
      if (askedIfKnown.has(leafKey(leaf))) unknowable ??= name;
      return undefined;
    },
  };
}

/** Whether it is the same whatever is chosen. */
function isOfRow({ kind }: Leaf): boolean {
  return kind === 'column' || kind === 'date' || kind === 'weekday' || kind === 'month';
}

/** Keys of the leaves that a condition asks `is known` or `is unknown` of. */
function askedIfKnownIn(condition: Condition): string[] {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return condition.parts.flatMap(askedIfKnownIn);
    case 'not':
      return askedIfKnownIn(condition.part);
    case 'known':
      return leavesOf(condition).map(leafKey);
    default:
      return [];
  }
}

function valuesIn(ledger: readonly LedgerEntry[]): Map<string, LogValue> {
  return new Map(ledger.flatMap(({ values }) => Object.entries(values)));
}

/** The first value that the judgement rests on and the log does not have. */
function lackingValue(
  { ledger, replaced, proposed, verdict, fellBackToUsual }: Judgement,
  lacking: LoggedReader['lacking'],
  { usual }: Policy,
): string | undefined {
  const restsOn = [
    { traces: ledger, choice: replaced?.choice ?? proposed },
    { traces: replaced?.ledger ?? [], choice: proposed },
  ];
  for (const { traces, choice } of restsOn) {
    const names = lacking.get(choice);
    const open = traces.filter(({ outcome }) => outcome === 'unknown');
    const name = open.flatMap(({ missing }) => missing).find((each) => names?.has(each));
    if (name !== undefined) return name;
  }
  // The usual choice is taken only where it passes for certain, and so perhaps would have been.
  if (verdict !== 'block' || fellBackToUsual || usual === undefined) return undefined;
  return [...(lacking.get(usual) ?? [])][0];
}
