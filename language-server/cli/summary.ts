import { formatMoment, formatNumber } from '../policy/format.ts';
import { stages, verdicts } from '../policy/model.ts';
import type { Policy, Stage, Verdict } from '../policy/model.ts';
import { ladderWords } from '../simulation/ladder-words.ts';
import { learnedWords } from '../simulation/learned-words.ts';
import type { ReplayResult } from '../simulation/result.ts';
import { padded, shortened } from './display-width.ts';
import { aligned, bar, endOf, pageWidth, wrapped } from './layout.ts';
import type { RunFacts, SimulationRun } from './simulation-run.ts';
import { calibrationLines } from './summary-calibration.ts';
import { entriesLines } from './summary-entries.ts';
import { learningLines, queueLines } from './summary-queue.ts';
import { surpriseLines } from './summary-surprises.ts';
import { thresholdLines } from './summary-thresholds.ts';
import { costLines, costTitle } from './summary-costs.ts';
import { valueLines } from './summary-value.ts';
import type { Paint, Style } from './terminal.ts';
import { printable } from './terminal.ts';

/** A run for a terminal of 80 columns: what it rests on first, then what came out. */
export function renderSummary(
  run: SimulationRun,
  { policy, paint }: { policy: Policy; paint: Paint },
): string {
  const { result, facts } = run;
  const sections: [title: string, lines: string[]][] = [
    ['Rows', rowLines(run)],
    ['Verdicts', verdictLines(result, paint)],
    ['Rules that fired', ruleLines(result, paint)],
    ['Could not be judged, for want of', undecidableLines(result)],
    ['People', peopleLines(result)],
    ['Escalations by role', queueLines(result)],
    ['Learning period', learningLines(result, policy)],
    ['Autonomy', autonomyLines(result, policy, facts.policyHash)],
    ['Learned', learnedLines(result)],
    [valueTitle(result), valueLines(result, { goalType: facts.goalType, policy }, paint)],
    ['Calibration of the confidence', calibrationLines(result.calibration, paint)],
    ['Thresholds', thresholdLines(result.thresholds)],
    ['Surprises', surpriseLines(result.surprises, result.decisions)],
    [costTitle, costLines(result, facts.goalType, paint)],
    ['Notices', result.notices.flatMap(bullet)],
    ['First decisions', entriesLines(run.firstEntries, { policy, paint })],
  ];
  const blocks = sections
    .filter(([, lines]) => lines.length > 0)
    .map(([title, lines]) => [paint('bold', title), ...lines].join('\n'));
  const written =
    facts.log === undefined
      ? []
      : wrapped(`Reasoning log: ${facts.log}`, { first: '', rest: '  ' });
  return `${[headLines(facts, paint).join('\n'), ...blocks, ...written].join('\n\n')}\n`;
}

function headLines(facts: RunFacts, paint: Paint): string[] {
  const { simulation, handoff, file, seed } = facts;
  // The words are Markdown, whose code marks mean nothing here.
  const agent = facts.agent.replaceAll('`', '');
  const source = (label: string, path: string, hash: string): string => {
    const shown = padded(endOf(path, 54), 54);
    return `  ${label}  ${shown}  ${paint('dim', hash.slice(0, 12))}`;
  };
  return [
    paint('bold', shortened(printable(`${simulation} of ${handoff}`), pageWidth)),
    source('policy', file, facts.policyHash),
    source('data  ', facts.dataPath, facts.dataHash),
    ...wrapped(`${agent}, seed ${seed}`, { first: '  agent   ', rest: '          ' }),
  ];
}

type Count = [count: number, what: string];

function rowLines({ result, facts }: SimulationRun): string[] {
  const { rows, before, decisions, carriedOut, moved, usual, unusable, failures } = result;
  const beforeLine: Count = [before, 'before the period: learned from, and counted by caps'];
  const counts: Count[] = [
    [rows, 'rows read'],
    ...(before > 0 ? [beforeLine] : []),
    [decisions, 'decisions'],
    [carriedOut, `carried out, ${share(carriedOut, decisions)} of the decisions`],
    [moved, 'moved to the nearest allowed choice'],
    [usual, 'taken back to the usual choice'],
    ...failures.map(({ count, reason }): Count => [count, `no proposal: ${reason}`]),
    ...unusable.map(({ rows, reason }): Count => [rows, `of no use to the estimates: ${reason}`]),
  ];
  const width = Math.max(...counts.map(([count]) => formatNumber(count).length));
  const indent = ' '.repeat(width + 4);
  return [
    ...counts.flatMap(([count, what]) =>
      wrapped(what, { first: `  ${padded(formatNumber(count), width, 'right')}  `, rest: indent }),
    ),
    ...(facts.undeclared.length === 0
      ? []
      : wrapped(`ignored, for the policy does not declare them: ${facts.undeclared.join(', ')}`, {
          first: '  ',
          rest: '    ',
        })),
    ...facts.dataProblems.flatMap(bullet),
  ];
}

const colours: Record<Verdict, Style> = {
  act: 'green',
  suggest: 'cyan',
  escalate: 'yellow',
  hold: 'dim',
  block: 'red',
};

function verdictLines({ verdicts: counts, decisions }: ReplayResult, paint: Paint): string[] {
  const rows = aligned(
    verdicts.map((verdict) => [
      verdict,
      formatNumber(counts[verdict]),
      share(counts[verdict], decisions),
    ]),
  );
  return verdicts.map((verdict, index) => {
    const drawn = decisions === 0 ? '' : bar(counts[verdict] / decisions, 40);
    const figures = `  ${(rows[index] ?? []).join('  ')}`;
    return drawn === '' ? figures : `${figures}  ${paint(colours[verdict], drawn)}`;
  });
}

function ruleLines({ rules }: ReplayResult, paint: Paint): string[] {
  const fired = rules
    .filter((rule) => rule.fired + rule.unknown > 0)
    .sort((a, b) => b.fired + b.unknown - (a.fired + a.unknown) || (a.name < b.name ? -1 : 1));
  const silent = rules.filter((rule) => rule.fired + rule.unknown === 0);
  const never =
    silent.length === 0
      ? []
      : wrapped(`never: ${silent.map(({ name }) => name).join(', ')}`, {
          first: '  ',
          rest: '    ',
        });
  if (fired.length === 0) return never;
  const counts = aligned([
    ['', 'fired', 'unknown'],
    ...fired.map((rule) => ['', formatNumber(rule.fired), formatNumber(rule.unknown)]),
  ]).map((row) => row.slice(1).join('  '));
  const room = pageWidth - 2 - 2 - (counts[0]?.length ?? 0);
  const nameWidth = Math.min(24, Math.max(...fired.map(({ name }) => name.length)));
  const placeWidth = room - nameWidth - 2;
  const [head = '', ...figures] = counts;
  return [
    paint('dim', `  ${' '.repeat(room)}  ${head}`),
    ...fired.map(({ name, file, line }, index) => {
      const place = padded(endOf(`${file}:${line}`, placeWidth), placeWidth);
      const shown = padded(shortened(printable(name), nameWidth), nameWidth);
      return `  ${shown}  ${paint('dim', place)}  ${figures[index] ?? ''}`;
    }),
    ...never,
  ];
}

function undecidableLines({ undecidable, decisions }: ReplayResult): string[] {
  const rows = aligned(
    undecidable.map(({ column, rows }) => [
      shortened(printable(column), 40),
      formatNumber(rows),
      share(rows, decisions),
    ]),
  );
  return rows.map((row) => `  ${row.join('  ')}`);
}

function peopleLines({ people }: ReplayResult): string[] {
  const { asked, approved, overridden, unanswered, late, reasons, reviewedAfterwards } = people;
  const looked = reviewedAfterwards.approved + reviewedAfterwards.overridden;
  if (asked === 0 && looked === 0) return ['  nobody was asked'];
  const afterwards =
    looked === 0
      ? []
      : [
          ['looked at afterwards', formatNumber(looked), ''],
          [
            '  would have been overridden',
            formatNumber(reviewedAfterwards.overridden),
            share(reviewedAfterwards.overridden, looked),
          ],
        ];
  const rows = aligned([
    ['asked', formatNumber(asked), ''],
    ['approved', formatNumber(approved), share(approved, asked)],
    ['overridden', formatNumber(overridden), share(overridden, asked)],
    ...reasons.map(({ reason, count }) => [
      `  ${shortened(printable(reason), 30)}`,
      formatNumber(count),
      '',
    ]),
    ['unanswered', formatNumber(unanswered), share(unanswered, asked)],
    ...(late > 0 ? [['  too late', formatNumber(late), '']] : []),
    ...afterwards,
  ]);
  return rows.map((row) => `  ${row.join('  ')}`.trimEnd());
}

function autonomyLines({ autonomy }: ReplayResult, policy: Policy, policyHash: string): string[] {
  const words = ladderWords(policy, `this definition (${policyHash.slice(0, 12)})`);
  const start = words === undefined ? [] : wrapped(words, { first: '  ', rest: '    ' });
  const moves = autonomy.flatMap(({ moment, decision, from, to, because }) => {
    const at = `decision ${formatNumber(decision)}`;
    const when = moment === undefined ? at : `${formatMoment(moment)}, ${at}`;
    const rank = (stage: Stage): number => stages.indexOf(stage);
    const moved = rank(to) > rank(from) ? 'would have become' : 'would have returned to';
    return wrapped(`${when}: ${moved} ${to}, from ${from}: ${because}`, {
      first: '  ',
      rest: '    ',
    });
  });
  return [...start, ...moves];
}

function learnedLines({ learned }: ReplayResult): string[] {
  return learned.flatMap((rule) => {
    const { name, text, at, file, line } = rule;
    const since = Number.isFinite(at) ? `, since ${formatMoment(at)}` : '';
    const title = name === text ? text : `${name}: ${text}`;
    const did = wrapped(learnedWords(rule), { first: '    ', rest: '    ' });
    return [...bullet(`${title} (${file}:${line}${since})`), ...did];
  });
}

function valueTitle({ goal }: ReplayResult): string {
  const what = goal ? `: ${goal.direction} ${printable(goal.column)}` : '';
  return shortened(`Value${what}, estimated, with 95% intervals`, pageWidth);
}

function bullet(text: string): string[] {
  return wrapped(text, { first: '  - ', rest: '    ' });
}

function share(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)}%`;
}
