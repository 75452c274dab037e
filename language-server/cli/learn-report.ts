import { counted, formatMoment, formatNumber, formatShare, formatValue } from '../policy/format.ts';
import type { SourceLine } from '../policy/model.ts';
import type { ReadOverrides } from '../run/read-overrides.ts';
import type { Mined, MinedRule, RuleFigures, Unexplained } from '../simulation/learning/mine.ts';
import { padded, shortened } from './display-width.ts';
import { wrapped } from './layout.ts';
import type { Paint } from './terminal.ts';
import { printable } from './terminal.ts';

export interface ShownRule extends MinedRule {
  /** As it stands in a handoff. */
  text: string;
  /** Its end has passed, for the log is that old. */
  isOver: boolean;
  /** Rules that the policy has for this reason. */
  known: SourceLine[];
}

export interface LearnReport {
  log: string;
  file: string;
  handoff: string;
  /** Of the handoff. */
  line: number;
  read: ReadOverrides;
  /** Its counts; the rules are those below. */
  mined: Mined;
  rules: ShownRule[];
  unexplained: (Omit<Unexplained, 'rule'> & { rule?: ShownRule })[];
  /** All rules as text, with what they rest on in comments. */
  patch: string;
}

export function renderLearned(
  report: LearnReport,
  { format, paint }: { format: 'text' | 'json'; paint: Paint },
): string {
  return format === 'json'
    ? `${JSON.stringify(learnedJson(report), undefined, 2)}\n`
    : learnedText(report, paint);
}

function learnedJson({ read, mined, rules, unexplained, ...rest }: LearnReport): object {
  const { from, rules: _, unexplained: __, ...counts } = mined;
  const plain = ({ what: _what, when: _when, until, ...rule }: ShownRule): object => ({
    ...rule,
    ...(until === undefined ? {} : { until: formatValue(until, { kind: 'date' }) }),
  });
  return {
    ...rest,
    ...{ lines: read.lines, leftOut: read.leftOut, context: read.joined },
    ...{ unread: read.unread, undeclared: read.undeclared },
    ...counts,
    ...(Number.isNaN(from) ? {} : { from: new Date(from).toISOString() }),
    rules: rules.map(plain),
    unexplained: unexplained.map(({ rule, ...each }) => ({
      ...each,
      ...(rule ? { rule: plain(rule) } : {}),
    })),
  };
}

/** What was read first, then the patch, then what it rests on and what it leaves open. */
function learnedText(report: LearnReport, paint: Paint): string {
  const { log, file, handoff, line, rules, unexplained, patch } = report;
  const place = `${printable(handoff)} (${printable(file)}:${String(line)})`;
  const sections: [string, string[]][] = [
    [`What people said, in ${log}`, readLines(report)],
    [
      'Rules to paste, which nothing applies by itself',
      rules.length === 0
        ? ['  none']
        : [
            ...wrapped(`Under feedback of ${place}:`, { first: '  ', rest: '  ' }),
            ...patch.trimEnd().split('\n').map(printable),
          ],
    ],
    ['What they rest on', rules.flatMap(ruleLines)],
    ['Not explained', unexplained.flatMap(unexplainedLines)],
  ];
  const blocks = sections
    .filter(([, lines]) => lines.length > 0)
    .map(([title, lines]) => [paint('bold', title), ...lines].join('\n'));
  return `${blocks.join('\n\n')}\n`;
}

function readLines({ read, mined }: LearnReport): string[] {
  const { lines, leftOut, joined } = read;
  const { decisions, approved, overridden, first, last, from, untimed } = mined;
  const context =
    joined.why === undefined
      ? 'with their context from the data file'
      : `with their context from the data file, since ${joined.why}`;
  const counts: [number, string][] = [
    [lines, 'lines'],
    ...leftOut.map(({ why, count, line }): [number, string] => [
      count,
      `left out: ${printable(why)}${line === undefined ? '' : ` (first in line ${formatNumber(line)})`}`,
    ]),
    [decisions, 'decisions'],
    [joined.count, context],
    [overridden, 'overridden'],
    [approved, 'approved'],
    ...(untimed > 0 ? [[untimed, 'without a moment: not used'] as [number, string]] : []),
    [first, 'that rules were found on'],
    [
      last,
      `later ones that they were measured on${Number.isNaN(from) ? '' : `, from ${formatMoment(from)}`}`,
    ],
  ];
  const width = Math.max(...counts.map(([count]) => formatNumber(count).length));
  return [
    ...counts.flatMap(([count, what]) =>
      wrapped(what.replaceAll('`', ''), {
        first: `  ${padded(formatNumber(count), width, 'right')}  `,
        rest: ' '.repeat(width + 4),
      }),
    ),
    ...contextLines(read),
  ];
}

/** What lines say of their context that cannot be used. */
function contextLines({ unread, undeclared }: ReadOverrides): string[] {
  const notes = unread.map(({ column, count, first }) => {
    const values = counted(count, 'value is not of its type', 'values are not of its type');
    return `${column}: ${values} and unknown so; the first is ${shortened(first, 40)}`;
  });
  const names = shortened(undeclared.join(', '), 200);
  if (undeclared.length > 0) notes.push(`ignored, for the policy does not declare them: ${names}`);
  return notes.flatMap((note) => wrapped(printable(note), { first: '  - ', rest: '    ' }));
}

/** `prevents 14 of 17 overrides (59% to 94%), changes 3 other decisions, 2 of them approved`. */
export function figuresWords({ on, last }: Pick<MinedRule, 'on' | 'last'>): string {
  return doneWords(on, last);
}

function doneWords(on: MinedRule['on'], figures: RuleFigures): string {
  const { answers, explained, others, approved, overridden, interval } = figures;
  const [low, high] = [interval.low, interval.high].map((share) =>
    formatShare(Number(share.toFixed(2))),
  );
  const verb = on === 'override' ? 'prevents' : 'explains';
  const of = `${verb} ${formatNumber(explained)} of ${counted(answers, on)} (${low} to ${high})`;
  const other = counted(others, 'other decision');
  if (on === 'override') {
    return `${of}, changes ${other}, ${formatNumber(approved)} of them approved`;
  }
  return `${of}, applies to ${other}, ${formatNumber(overridden)} of them overridden`;
}

function ruleLines(rule: ShownRule): string[] {
  const { on, reason, first, last, readsChoice, isOver, known } = rule;
  const notes = [
    `on the later decisions it ${doneWords(on, last)}`,
    `on those that it was found on it ${doneWords(on, first)}`,
    ...(readsChoice ? [] : ['it leaves no choice: where it holds, a person decides']),
    ...(isOver ? ['its end has passed: give it another one before you paste it'] : []),
    ...known.map(({ file, line }) => `the policy has a rule for this reason at ${file}:${line}`),
  ];
  return [
    ...wrapped(`- ${reason}`, { first: '  ', rest: '    ' }),
    ...notes.flatMap((note) => wrapped(note, { first: '    ', rest: '      ' })),
  ];
}

function unexplainedLines({
  on,
  reason,
  answers,
  why,
  rule,
}: LearnReport['unexplained'][number]): string[] {
  const name = reason ?? 'no reason given';
  return [
    ...wrapped(`- ${name}, ${counted(answers, on)}: ${why}`, { first: '  ', rest: '    ' }),
    ...(rule
      ? [
          ...rule.text.trimEnd().split('\n').map(printable),
          ...wrapped(`${doneWords(on, rule.last)} later`, { first: '    ', rest: '      ' }),
        ]
      : []),
  ];
}
