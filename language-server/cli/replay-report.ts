import { counted, formatMoment, formatNumber } from '../policy/format.ts';
import type { DifferentDecision, LogReplay } from '../simulation/log-replay.ts';
import type { Outcome } from '../simulation/replay-entry.ts';
import { padded } from './display-width.ts';
import { aligned, wrapped } from './layout.ts';
import type { Paint } from './terminal.ts';
import { printable } from './terminal.ts';

export interface LogReplayReport {
  log: string;
  /** Of the policy that wrote its first entry. */
  logHash: string;
  /** By hash of a policy, where it is declared: relative to the workspace folder with `/`. */
  files: ReadonlyMap<string, string>;
  result: LogReplay;
}

/** Of the decisions that differ, and of definitions, as many as a person reads. */
const mostShown = 5;

export function renderLogReplay(
  report: LogReplayReport,
  { format, paint }: { format: 'text' | 'json'; paint: Paint },
): string {
  return format === 'json'
    ? `${JSON.stringify(logReplayJson(report), undefined, 2)}\n`
    : logReplayText(report, paint);
}

function logReplayJson({ log, logHash, files, result }: LogReplayReport): object {
  const { judges } = result;
  const isOwn = judges.every((each) => each.isOwn);
  return {
    log,
    logPolicyHash: logHash,
    policies: judges.map((each) => ({ file: files.get(each.policyHash), ...each })),
    isOwnPolicy: isOwn,
    ...result,
  };
}

/** Nothing where each handoff kept the definition that it began with. */
function definitionLines({ definitions }: LogReplay): string[] {
  if (definitions.length === new Set(definitions.map(({ handoff }) => handoff)).size) return [];
  const more = definitions.length - mostShown;
  return [
    ...definitions
      .slice(0, mostShown)
      .flatMap(({ handoff, policyHash, from, decisions }) =>
        wrapped(
          `${policyHash.slice(0, 12)}  ${printable(handoff)}: ${counted(decisions, 'decision')} from ${printable(from)}`,
          { first: '  ', rest: '    ' },
        ),
      ),
    ...(more > 0 ? [`  and ${formatNumber(more)} more`] : []),
    ...wrapped('With each definition the ladder of autonomy began anew.', {
      first: '  ',
      rest: '  ',
    }),
  ];
}

/** What was replayed and what could not be first, then what is different. */
function logReplayText(report: LogReplayReport, paint: Paint): string {
  const { log, files, result } = report;
  const { decisions, replayed, notReplayable, repeated, different } = result;
  const { judges, changes, rules, listed } = result;
  const head = [
    paint('bold', `Reasoning log ${log}`),
    ...judges.flatMap(({ handoff, policyHash, isOwn, decisions: given, replayed: judged }) =>
      wrapped(
        `judged by ${policyHash.slice(0, 12)}, ${printable(handoff)} in ${printable(files.get(policyHash) ?? '')}, ${isOwn ? 'which wrote them' : 'which did not write them'}: ${formatNumber(judged)} of ${counted(given, 'decision')}`,
        { first: '  ', rest: '    ' },
      ),
    ),
    ...(judges.every(({ isOwn }) => isOwn) ? [] : wrapped(heldFixed, { first: '  ', rest: '  ' })),
  ];
  const counts: [number, string][] = [
    [decisions, 'decisions in the log'],
    ...(repeated > 0 ? [[repeated, 'of them are in it once before'] as [number, string]] : []),
    [replayed, 'judged once more'],
    ...notReplayable.map(({ why, count, first }): [number, string] => [
      count,
      printable(`could not be: ${why} (the first is ${first})`),
    ]),
    [different, different === 0 ? 'different' : `different, ${share(different, replayed)}`],
  ];
  const width = Math.max(...counts.map(([count]) => formatNumber(count).length));
  const sections: [string, string[]][] = [
    ['The definition changed', definitionLines(result)],
    [
      'Decisions',
      counts.flatMap(([count, what]) =>
        wrapped(what.replaceAll('`', ''), {
          first: `  ${padded(formatNumber(count), width, 'right')}  `,
          rest: ' '.repeat(width + 4),
        }),
      ),
    ],
    ['What came of them', table(changes.map(({ from, to, count }) => [`${from} → ${to}`, count]))],
    [
      'Rules',
      table([
        ...rules.map(({ rule, firesNow }): Row => [`${rule} fires now`, firesNow]),
        ...rules.map(({ rule, firesNoMore }): Row => [`${rule} fires no more`, firesNoMore]),
      ]),
    ],
    ['The first that differ', listed.slice(0, mostShown).flatMap(differentLines)],
  ];
  const blocks = sections
    .filter(([, lines]) => lines.length > 0)
    .map(([title, lines]) => [paint('bold', title), ...lines].join('\n'));
  return `${[head.join('\n'), ...blocks].join('\n\n')}\n`;
}

const heldFixed =
  'What was measured then (caps, spacing, the stage of autonomy) and what the agent said are as ' +
  'they were logged: simulate the policy for what would have followed.';

type Row = [what: string, count: number];

function table(rows: readonly Row[]): string[] {
  const cells = rows
    .filter(([, count]) => count > 0)
    .map(([what, count]) => [printable(what), formatNumber(count)]);
  return aligned(cells).map((row) => `  ${row.join('  ')}`);
}

function differentLines({ id, moment, was, is }: DifferentDecision): string[] {
  const when = moment === undefined ? '' : `, ${formatMoment(Date.parse(moment))}`;
  return [
    ...wrapped(`${id}${when}`, { first: '  ', rest: '    ' }),
    ...wrapped(`was ${words(was)}`, { first: '    ', rest: '      ' }),
    ...wrapped(`is  ${words(is)}`, { first: '    ', rest: '      ' }),
  ];
}

function words({ verdict, escalatesTo, choice, fired }: Outcome): string {
  const to = escalatesTo.length === 0 ? '' : ` to ${escalatesTo.join(', ')}`;
  const by = fired.length === 0 ? '' : ` by ${fired.join(', ')}`;
  return `${verdict}${to} with ${choice === null ? 'nothing' : String(choice)}${by}`;
}

function share(part: number, whole: number): string {
  return `${((100 * part) / whole).toFixed(1)}% of those judged`;
}
