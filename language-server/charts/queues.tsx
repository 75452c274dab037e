import type { JSX } from 'preact';
import { counted, formatDuration, formatNumber, formatValue } from '../policy/format.ts';
import type { RunSummary } from '../protocol.ts';
import type { Row } from './figure.tsx';
import { DataTable, Folded, mostPrinted } from './figure.tsx';
import { intervalWords, part, percent, points } from './words.ts';

type Result = RunSummary['result'];
type Queue = NonNullable<Result['queues']>[number];

/** How each role's reviewers came along with what was escalated to them. */
export function Queues({ queues }: { queues: readonly Queue[] }): JSX.Element {
  const busy = queues.filter(({ cases }) => cases > 0);
  return (
    <>
      {busy.map((queue) => (
        <QueueTable key={queue.role} queue={queue} />
      ))}
      {busy.length > 1 && (
        <p class="hint">A decision that is escalated to several roles is a case of each.</p>
      )}
    </>
  );
}

function QueueTable({ queue }: { queue: Queue }): JSX.Element {
  const { role, cases, answered, late, noAnswer, overBudget, fallback } = queue;
  const { timeToAnswer, utilisation } = queue;
  const of = (count: number): [string, string] => [formatNumber(count), part(count, cases)];
  const rows: Row[] = [
    ['escalated', formatNumber(cases), ''],
    ['answered in time', ...of(answered)],
    ['answered too late', ...of(late)],
    ['never answered', ...of(noAnswer)],
    ['over the budget, so that nobody looked at it', ...of(overBudget)],
    ...(answered === cases
      ? []
      : [
          ['instead of an answer: held', ...of(fallback.held)] satisfies Row,
          ['instead of an answer: the usual choice', ...of(fallback.usual)] satisfies Row,
          ['instead of an answer: blocked, nothing done', ...of(fallback.blocked)] satisfies Row,
        ]),
  ];
  return (
    <>
      <h3>Escalations to {role}</h3>
      <DataTable
        caption={`Escalations to ${role}`}
        columns={[{ title: 'what' }, { title: 'decisions' }, { title: 'share' }]}
        rows={rows}
      />
      {timeToAnswer && (
        <p class="hint">
          Time to answer: median {formatDuration(timeToAnswer.median)}, 95% within{' '}
          {formatDuration(timeToAnswer.p95)}.
        </p>
      )}
      {utilisation && <p class="hint">{utilisationWords(utilisation)}</p>}
    </>
  );
}

function utilisationWords({
  perDay,
  days,
  mean,
  busiest,
}: NonNullable<Queue['utilisation']>): string {
  const day = formatValue(busiest.day, { kind: 'date' });
  return `${percent(mean)} of the places were taken over ${formatNumber(days)} days; on the busiest, ${day}, ${formatNumber(busiest.cases)} cases came for ${formatNumber(perDay)} places, and ${formatNumber(busiest.asked)} were taken.`;
}

/** What was explored, in the learning period and outside of it. */
export function ExplorationTable({
  exploration,
}: {
  exploration: NonNullable<Result['exploration']>;
}): JSX.Element {
  const { atMost, within, outside } = exploration;
  const hasPeriod = outside.decisions > 0;
  const row = (when: string, explored: typeof within): Row => [
    when,
    formatNumber(explored.decisions),
    formatNumber(explored.proposed),
    formatNumber(explored.alone),
    formatNumber(explored.approved),
    part(explored.alone + explored.approved, explored.decisions),
  ];
  return (
    <>
      {atMost !== undefined && <p class="hint">At most {percent(atMost)} may explore.</p>}
      <DataTable
        caption="What was explored"
        columns={[
          { title: 'when' },
          { title: 'decisions' },
          { title: 'proposed' },
          { title: 'carried out alone' },
          { title: 'approved' },
          { title: 'share explored' },
        ]}
        rows={[
          row(hasPeriod ? 'in the learning period' : 'over the run', within),
          ...(hasPeriod ? [row('outside of it', outside)] : []),
        ]}
      />
    </>
  );
}

/** What was put before the reviewers at each review date. */
export function ReviewTables({
  reviews,
}: {
  reviews: NonNullable<Result['reviews']>;
}): JSX.Element {
  return (
    <>
      {reviews.map(({ at, by, patterns, unlisted }) => {
        const when = formatValue(at, { kind: 'timestamp' });
        const rejected = patterns.filter((pattern) => pattern.rejected).length;
        const count = counted(patterns.length + unlisted, 'pattern');
        const listed =
          unlisted === 0 ? '' : ' Listed are those proposed most, and all that were rejected.';
        return (
          <section key={at}>
            <h3>
              Review by {by}, <span class="moment">{when}</span>
            </h3>
            <p class="hint">
              {count} put before them; {formatNumber(rejected)} rejected.{listed}
            </p>
            <Folded
              title={counted(patterns.length, 'pattern')}
              isLong={patterns.length > mostPrinted}
            >
              <PatternTable caption={`Patterns put before ${by} on ${when}`} patterns={patterns} />
            </Folded>
          </section>
        );
      })}
    </>
  );
}

type Patterns = NonNullable<Result['reviews']>[number]['patterns'];

function PatternTable({ caption, patterns }: { caption: string; patterns: Patterns }): JSX.Element {
  return (
    <DataTable
      caption={caption}
      columns={[
        { title: 'pattern', isText: true },
        { title: 'proposed' },
        { title: 'rows' },
        { title: 'rate' },
        { title: 'usual rate' },
        { title: 'difference, points' },
        { title: 'answer', isText: true },
      ]}
      rows={patterns.map(({ context, choice, proposed, rejected, evidence }) => [
        `${choice} where ${context}`,
        formatNumber(proposed),
        ...evidenceCells(evidence),
        rejected ? 'rejected: the agent starts again there' : 'not rejected',
      ])}
    />
  );
}

/** What the log says of a pattern against the usual choice: rows, both rates, their difference. */
function evidenceCells(evidence: Patterns[number]['evidence']) {
  if (!evidence) return ['unknown', 'unknown', 'unknown', 'unknown'];
  const { n, rate, usualRate, difference, interval } = evidence;
  return [
    formatNumber(n),
    percent(rate),
    percent(usualRate),
    <>
      {points(difference)}
      <span class="range">{intervalWords(interval, points)}</span>
    </>,
  ];
}
