import type { JSX } from 'preact';
import { AutonomyFigure, whenWords } from '../../charts/autonomy.tsx';
import { DataTable } from '../../charts/figure.tsx';
import { EscalationsPerDay, VerdictsOverTime } from '../../charts/over-time.tsx';
import { ExplorationTable, Queues, ReviewTables } from '../../charts/queues.tsx';
import { part, plainly } from '../../charts/words.ts';
import { formatMoment, formatNumber } from '../../policy/format.ts';
import { verdicts } from '../../policy/model.ts';
import type { RunSummary } from '../../protocol.ts';
import type { RunFacts } from '../simulation-run.ts';
import { chartWidth } from './chart-width.ts';

type Result = RunSummary['result'];
type Of = { result: Result };

/** Which rows became decisions, what came of them, and what no figure could take into account. */
export function Rows({ result, facts }: Of & { facts: RunFacts }): JSX.Element {
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
    <>
      <DataTable
        caption="Rows and decisions"
        columns={[{ title: 'what' }, { title: 'count' }]}
        rows={counts.map(([what, count]) => [what, formatNumber(count)])}
      />
      {facts.undeclared.length > 0 && (
        <p class="hint">
          Ignored, for the policy does not declare them: {facts.undeclared.join(', ')}.
        </p>
      )}
      <Sentences sentences={facts.dataProblems} />
    </>
  );
}

export function Verdicts({ result }: Of): JSX.Element {
  const { decisions, daily } = result;
  return (
    <>
      <DataTable
        caption="Verdicts"
        columns={[{ title: 'verdict' }, { title: 'decisions' }, { title: 'share' }]}
        rows={verdicts.map((verdict) => [
          verdict,
          formatNumber(result.verdicts[verdict]),
          part(result.verdicts[verdict], decisions),
        ])}
      />
      {daily && <VerdictsOverTime daily={daily} width={chartWidth} />}
    </>
  );
}

export function Rules({ result }: Of): JSX.Element {
  const count = ({ fired, unknown }: Result['rules'][number]): number => fired + unknown;
  const fired = result.rules
    .filter((rule) => count(rule) > 0)
    .sort((a, b) => count(b) - count(a) || (a.name < b.name ? -1 : 1));
  const never = result.rules.filter((rule) => count(rule) === 0);
  return (
    <>
      {fired.length > 0 && (
        <DataTable
          caption="Rules that fired or could not be judged"
          columns={[
            { title: 'rule' },
            { title: 'fired' },
            { title: 'share' },
            { title: 'unknown' },
          ]}
          rows={fired.map(({ name, file, line, fired: times, unknown }) => [
            <>
              {name}
              <span class="place">
                {file}:{line}
              </span>
            </>,
            formatNumber(times),
            part(times, result.decisions),
            formatNumber(unknown),
          ])}
        />
      )}
      {never.length > 0 && <p>Never: {never.map(({ name }) => name).join(', ')}.</p>}
    </>
  );
}

export function Undecidable({ result }: Of): JSX.Element {
  return (
    <DataTable
      caption="Could not be judged"
      columns={[{ title: 'for want of' }, { title: 'decisions' }, { title: 'share' }]}
      rows={result.undecidable.map(({ column, rows }) => [
        column,
        formatNumber(rows),
        part(rows, result.decisions),
      ])}
    />
  );
}

export function People({ result }: Of): JSX.Element {
  const { asked, approved, overridden, unanswered, reasons } = result.people;
  const { daily } = result;
  if (asked === 0) return <p>Nobody was asked.</p>;
  return (
    <>
      <DataTable
        caption="What people answered"
        columns={[{ title: 'answer' }, { title: 'decisions' }, { title: 'share' }]}
        rows={[
          ['asked', formatNumber(asked), ''],
          ['approved', formatNumber(approved), part(approved, asked)],
          ['overridden', formatNumber(overridden), part(overridden, asked)],
          ...reasons.map(({ reason, count }): [string, string, string] => [
            `overridden: ${reason}`,
            formatNumber(count),
            part(count, asked),
          ]),
          ['unanswered', formatNumber(unanswered), part(unanswered, asked)],
        ]}
      />
      <Queues queues={result.queues ?? []} />
      {daily && <EscalationsPerDay daily={daily} width={chartWidth} />}
    </>
  );
}

export function Autonomy({ result }: Of): JSX.Element {
  const { autonomy, daily, decisions } = result;
  return (
    <>
      <AutonomyFigure {...{ changes: autonomy, daily, decisions, width: chartWidth }} />
      <DataTable
        caption="Changes of autonomy"
        columns={[
          { title: 'when' },
          { title: 'from', isText: true },
          { title: 'to', isText: true },
          { title: 'because', isText: true },
        ]}
        rows={autonomy.map((change) => [
          <span class="moment">{whenWords(change)}</span>,
          change.from,
          change.to,
          plainly(change.because),
        ])}
      />
    </>
  );
}

/** What the agent tried out, and what reviewers made of it. */
export function Explored({ result }: Of): JSX.Element {
  const { exploration, reviews } = result;
  return (
    <>
      {exploration && <ExplorationTable exploration={exploration} />}
      {reviews && <ReviewTables reviews={reviews} />}
    </>
  );
}

export function Learned({ result }: Of): JSX.Element {
  return (
    <DataTable
      caption="Rules that were learned"
      columns={[
        { title: 'rule' },
        { title: 'since', isText: true },
        { title: 'what it did', isText: true },
      ]}
      rows={result.learned.map(({ name, text, at, file, line, did }) => [
        <>
          {name === text ? text : `${name}: ${text}`}
          <span class="place">
            {file}:{line}
          </span>
        </>,
        at === undefined ? 'unknown' : <span class="moment">{formatMoment(at)}</span>,
        did,
      ])}
    />
  );
}

export function Sentences({ sentences }: { sentences: readonly string[] }): JSX.Element | null {
  if (sentences.length === 0) return null;
  return (
    <ul>
      {sentences.map((sentence) => (
        <li key={sentence}>{plainly(sentence)}</li>
      ))}
    </ul>
  );
}
