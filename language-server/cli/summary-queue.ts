import { counted, formatMoment, formatNumber, formatShare, formatValue } from '../policy/format.ts';
import type { Policy } from '../policy/model.ts';
import type { Explored } from '../simulation/exploration.ts';
import type { QueueReport } from '../simulation/queue-report.ts';
import type { ReplayResult } from '../simulation/result.ts';
import type { PatternReview, ReviewedPattern } from '../simulation/reviews.ts';
import { wrapped } from './layout.ts';

/** How each role's reviewers came along with what was escalated to them. */
export function queueLines({ queues }: Pick<ReplayResult, 'queues'>): string[] {
  return queues.filter(({ cases }) => cases > 0).flatMap(queueOf);
}

function queueOf(queue: QueueReport): string[] {
  const { role, cases, answered, late, noAnswer, overBudget, fallback } = queue;
  const { timeToAnswer, utilisation } = queue;
  const { held, blocked, usual } = fallback;
  const parts = [
    [
      `${formatNumber(answered)} answered`,
      ...(late > 0 ? [`${formatNumber(late)} answered too late`] : []),
      ...(noAnswer > 0 ? [`${formatNumber(noAnswer)} never answered`] : []),
      ...(overBudget > 0 ? [`${formatNumber(overBudget)} over the budget`] : []),
    ].join(', '),
    ...(held + blocked + usual === 0
      ? []
      : [
          `instead of an answer ${formatNumber(held)} held, ${formatNumber(usual)} by the usual choice, ${formatNumber(blocked)} blocked with nothing done`,
        ]),
    ...(timeToAnswer
      ? [
          `time to answer: median ${duration(timeToAnswer.median)}, 95% within ${duration(timeToAnswer.p95)}`,
        ]
      : []),
    ...(utilisation ? [utilisationWords(utilisation)] : []),
  ];
  return [
    ...wrapped(`${role}: ${counted(cases, 'case')}`, { first: '  ', rest: '    ' }),
    ...parts.flatMap((part) => wrapped(part, { first: '    ', rest: '      ' })),
  ];
}

function utilisationWords({
  perDay,
  days,
  mean,
  busiest,
}: NonNullable<QueueReport['utilisation']>): string {
  const share = formatShare(Number(mean.toFixed(3)));
  const most = `${formatNumber(busiest.cases)} cases for ${formatNumber(perDay)} places`;
  return `${share} of the places taken over ${formatNumber(days)} days; busiest ${formatValue(busiest.day, { kind: 'date' })}: ${most}, ${formatNumber(busiest.asked)} taken`;
}

/** What was explored, and what the reviewers were shown of it at each date. */
export function learningLines(
  { exploration, reviews }: Pick<ReplayResult, 'exploration' | 'reviews'>,
  policy: Policy,
): string[] {
  const period = policy.learning?.period;
  return [
    ...(exploration
      ? [
          exploredLine(period ? 'in the learning period' : 'over the run', exploration.within),
          ...(period ? [exploredLine('outside of it', exploration.outside)] : []),
        ].flatMap((line) => wrapped(line, { first: '  ', rest: '    ' }))
      : []),
    ...(reviews ?? []).flatMap(reviewLines),
  ];
}

function exploredLine(when: string, { decisions, proposed, alone, approved }: Explored): string {
  const share = decisions === 0 ? '' : ` (${((100 * (alone + approved)) / decisions).toFixed(1)}%)`;
  return `${when} ${formatNumber(alone + approved)} of ${formatNumber(decisions)} decisions explored${share}, ${formatNumber(approved)} of them approved by a person; ${formatNumber(proposed)} proposed`;
}

function reviewLines({ at, by, patterns, unlisted }: PatternReview): string[] {
  const rejected = patterns.filter((pattern) => pattern.rejected).length;
  const count = patterns.length + unlisted;
  const put = counted(count, 'pattern');
  // What was rejected changed the run, and comes first.
  const ordered = [...patterns].sort((a, b) => Number(b.rejected) - Number(a.rejected));
  const shown = ordered.slice(0, mostShown);
  const more = count - shown.length;
  return [
    ...wrapped(`${formatMoment(at)}: ${put} put before ${by}, ${formatNumber(rejected)} rejected`, {
      first: '  ',
      rest: '    ',
    }),
    ...shown.flatMap((each) => wrapped(patternWords(each), { first: '    - ', rest: '      ' })),
    ...(more > 0 && shown.length > 0 ? [`    and ${formatNumber(more)} more`] : []),
  ];
}

/** As many as a person reads of each review; the JSON has the rest. */
const mostShown = 3;

function patternWords({ context, choice, proposed, rejected, evidence }: ReviewedPattern): string {
  const points = (share: number): string => (100 * share).toFixed(1);
  const known = evidence
    ? `${formatNumber(evidence.n)} rows, ${points(evidence.rate)}% against ${points(evidence.usualRate)}% (${points(evidence.interval.low)} to ${points(evidence.interval.high)} points)`
    : 'the log cannot compare it';
  const end = rejected ? '; rejected: the agent starts again there' : '';
  return `${choice} where ${context}, proposed ${counted(proposed, 'time')}: ${known}${end}`;
}

function duration(milliseconds: number): string {
  return formatValue(milliseconds, { kind: 'duration' });
}
