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
  const units = unitsByName(policy);
  const show: Show = (value, name) => shown(value, units.get(name ?? policy.choice.column), policy);
  return entries.slice(0, 3).flatMap((entry) => entryLines(entry, show, paint));
}

type LogValue = string | number | boolean | null;
/** A value of the log as a person reads it; without a name it is a choice. */
type Show = (value: LogValue, name?: string) => string;

/** Who, what was proposed, what came of it, and by which rules. */
function entryLines(entry: LogEntry, show: Show, paint: Paint): string[] {
  const { row, moment, subject, verdict, stage, escalatesTo } = entry;
  const when = moment === undefined ? '' : `, ${formatMoment(Date.parse(moment))}`;
  const whom = subject === undefined ? '' : `, ${subject}`;
  const to =
    verdict === 'escalate' && escalatesTo.length > 0 ? ` to ${escalatesTo.join(', ')}` : '';
  const [title = '', ...rest] = wrapped(`row ${formatNumber(row)}${when}${whom}`, {
    first: '  ',
    rest: '  ',
  });
  return [
    ...[title, ...rest].map((line) => paint('dim', line)),
    ...indented(`proposed ${proposalWords(entry, show)}`),
    ...indented(`${verdict}${to}, ${outcomeWords(entry, show)}; stage ${stage}`),
    ...firedIn(entry).flatMap((each) =>
      wrapped(ruleWords(each, show), { first: '      ', rest: '        ' }),
    ),
    ...(entry.person ? indented(personWords(entry.person)) : []),
  ];
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

function personWords({ answer, reason, fallback }: NonNullable<LogEntry['person']>): string {
  const because = reason === undefined ? '' : ` because of ${reason}`;
  const instead = fallback === undefined ? '' : `, so ${fallback}`;
  if (answer === 'none') return `nobody answered${instead}`;
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
