import type { JSX } from 'preact';
import { formatNumber } from '../policy/format.ts';
import type { RunSummary } from '../protocol.ts';
import type { Row } from './figure.tsx';
import { DataTable } from './figure.tsx';
import { part } from './words.ts';

type Result = RunSummary['result'];

/** Which rows became decisions, what came of them, and what no estimate could use. */
export function RowTable({ result }: { result: Result }): JSX.Element {
  const { rows, before, decisions, carriedOut, moved, usual, failures, unusable } = result;
  const counts: [what: string, count: number][] = [
    ['rows read', rows],
    ...(before > 0
      ? [['before the period: learned from, and counted by caps', before] as [string, number]]
      : []),
    ['decisions', decisions],
    [`carried out, ${part(carriedOut, decisions)} of the decisions`, carriedOut],
    ['moved to the nearest allowed choice', moved],
    ['taken back to the usual choice', usual],
    ...failures.map(({ reason, count }): [string, number] => [`no proposal: ${reason}`, count]),
    ...unusable.map(({ reason, rows }): [string, number] => [
      `of no use to the estimates: ${reason}`,
      rows,
    ]),
  ];
  return (
    <DataTable
      caption="Rows and decisions"
      columns={[{ title: 'what' }, { title: 'count' }]}
      rows={counts.map(([what, count]) => [what, formatNumber(count)])}
    />
  );
}

/** What people said when they were asked, and what those who looked afterwards would have said. */
export function AnswerTable({ people }: { people: Result['people'] }): JSX.Element {
  const { asked, approved, overridden, unanswered, late = 0, reasons } = people;
  const { reviewedAfterwards: after = { approved: 0, overridden: 0 } } = people;
  const looked = after.approved + after.overridden;
  if (asked === 0 && looked === 0) return <p class="hint">Nobody was asked.</p>;
  const row = (what: string, count: number, of: number): Row => [
    what,
    formatNumber(count),
    part(count, of),
  ];
  const rows = [
    ['asked', formatNumber(asked), ''] satisfies Row,
    row('approved', approved, asked),
    row('overridden', overridden, asked),
    ...reasons.map(({ reason, count }) => row(`overridden: ${reason}`, count, asked)),
    row('unanswered', unanswered, asked),
    ...(late > 0 ? [row('unanswered: the answer came too late', late, asked)] : []),
    ...(looked > 0
      ? [
          ['looked at afterwards', formatNumber(looked), ''] satisfies Row,
          row('afterwards: approved', after.approved, looked),
          row('afterwards: would have been overridden', after.overridden, looked),
        ]
      : []),
  ];
  return (
    <DataTable
      caption="What people answered"
      columns={[{ title: 'answer' }, { title: 'decisions' }, { title: 'share' }]}
      rows={rows}
    />
  );
}
