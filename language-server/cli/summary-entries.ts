import { formatMoment, formatNumber, formatShare, formatValue } from '../policy/format.ts';
import { leafName, leavesOf } from '../policy/leaves.ts';
import type { Policy, ValueType } from '../policy/model.ts';
import { unitOfLeaf } from '../policy/units.ts';
import type { LedgerEntry, LogEntry } from '../simulation/log.ts';
import { wrapped } from './layout.ts';
import type { Paint } from './terminal.ts';

/** The first three decisions of the reasoning log, each as a short block. */
export function entriesLines(
  entries: readonly LogEntry[],
  { policy, paint }: { policy: Policy; paint: Paint },
): string[] {
  return entryTexts(entries, policy).flatMap(({ title, proposed, became, rules, person }) => [
    ...wrapped(title, { first: '  ', rest: '  ' }).map((line) => paint('dim', line)),
    ...indented(proposed),
    ...indented(became),
    ...rules.flatMap((rule) => wrapped(rule, { first: '      ', rest: '        ' })),
    ...(person === undefined ? [] : indented(person)),
  ]);
}

/** A decision in words: who, what was proposed, what came of it, and by which rules. */
export interface EntryTexts {
  title: string;
  proposed: string;
  became: string;
  rules: string[];
  person?: string;
}

export function entryTexts(entries: readonly LogEntry[], policy: Policy): EntryTexts[] {
  const units = unitsByName(policy);
  const show: Show = (value, name) => shown(value, units.get(name ?? policy.choice.column), policy);
  return entries.slice(0, 3).map((entry) => textsOf(entry, show));
}

type LogValue = string | number | boolean | null;
/** A value of the log as a person reads it; without a name it is a choice. */
type Show = (value: LogValue, name?: string) => string;

function textsOf(entry: LogEntry, show: Show): EntryTexts {
  const { row, moment, subject, verdict, stage, escalatesTo } = entry;
  const when = moment === undefined ? '' : `, ${formatMoment(Date.parse(moment))}`;
  const whom = subject === undefined ? '' : `, ${subject}`;
  const to =
    verdict === 'escalate' && escalatesTo.length > 0 ? ` to ${escalatesTo.join(', ')}` : '';
  return {
    title: `row ${formatNumber(row)}${when}${whom}`,
    proposed: `proposed ${proposalWords(entry, show)}`,
    became: `${verdict}${to}, ${outcomeWords(entry, show)}; stage ${stage}`,
    rules: firedIn(entry).map((each) => ruleWords(each, show) + lostWords(each, entry)),
    ...(entry.person ? { person: personWords(entry.person) } : {}),
  };
}

function indented(text: string): string[] {
  return wrapped(text, { first: '    ', rest: '      ' });
}

function proposalWords({ proposal, failure }: LogEntry, show: Show): string {
  if (!proposal) return `nothing: ${failure ?? 'the agent gave no answer'}`;
  const { choice, confidence, evidence, strategy } = proposal;
  return [
    show(choice),
    ...(confidence === undefined
      ? []
      : [`confidence ${formatShare(Number(confidence.toFixed(3)))}`]),
    ...(evidence === undefined ? [] : [`evidence ${formatNumber(Math.round(evidence))}`]),
    ...(strategy === 'explore' ? ['to learn'] : []),
  ].join(', ');
}

function outcomeWords({ choice, moved }: LogEntry, show: Show): string {
  const carried = choice === null ? 'nothing carried out' : `carried out ${show(choice)}`;
  return moved ? `${carried}, moved from ${show(moved.from)} by ${moved.by.join(', ')}` : carried;
}

/** As in a test's report: a rule that fired on the choice before it was moved has fired. */
function firedIn({ ledger, ledgerBefore = [] }: LogEntry): LedgerEntry[] {
  const before = ledgerBefore.filter(({ outcome }) => outcome !== 'not');
  const names = new Set(before.map(({ rule }) => rule));
  return [
    ...before,
    ...ledger.filter(({ rule, outcome }) => outcome !== 'not' && !names.has(rule)),
  ];
}

function ruleWords({ rule, outcome, values, missing = [] }: LedgerEntry, show: Show): string {
  const seen = Object.entries(values).map(([name, value]) => `${name} ${show(value, name)}`);
  const why =
    outcome === 'unknown' ? ` unknown, for ${missing.join(', ') || 'a value'} is missing` : '';
  return `${rule}${why}${seen.length === 0 ? '' : `: ${seen.join(', ')}`}`;
}

/** Whose sends made a rule fire, where those of the handoff itself would not have. */
function lostWords({ rule }: LedgerEntry, { lostTo = [] }: LogEntry): string {
  const winners = lostTo.filter((lost) => lost.rule === rule);
  if (winners.length === 0) return '';
  const names = winners.map(({ handoff, at }) =>
    at === undefined ? handoff : `${handoff}, which sends at ${formatMoment(Date.parse(at))}`,
  );
  return `; lost to ${names.join(' and to ')}`;
}

function personWords({
  answer,
  reason,
  fallback,
  late,
  after,
}: NonNullable<LogEntry['person']>): string {
  const because = reason === undefined ? '' : ` because of ${reason}`;
  const instead = fallback === undefined ? '' : `, so ${fallback}`;
  if (answer === 'none')
    return `${late ? 'the answer came too late' : 'nobody answered'}${instead}`;
  if (after) {
    return `a person who looked afterwards ${answer === 'approved' ? 'approved' : 'would have overridden'} it${because}`;
  }
  return `a person ${answer === 'approved' ? 'approved' : 'overrode'} it${because}`;
}

/**
 * The log writes names and times as they are read and other numbers in their own unit, to 12
 * digits, of which four are enough to read where it is not whole.
 */
function shown(value: LogValue, unit: ValueType | undefined, policy: Policy): string {
  if (value === null) return 'unknown';
  if (value === 'Infinity' && unit?.kind === 'duration') return formatValue(Infinity, unit);
  if (typeof value !== 'number') return String(value);
  const readable = Number.isInteger(value) ? value : Number(value.toPrecision(4));
  return formatValue(readable, unit, policy.data);
}

function unitsByName(policy: Policy): Map<string, ValueType | undefined> {
  const leaves = policy.rules.flatMap(({ fires }) => leavesOf(fires));
  return new Map([
    [policy.choice.column, policy.choice.type],
    ...leaves.map((leaf) => [leafName(leaf, policy), unitOfLeaf(leaf, policy)] as const),
  ]);
}
