import type { JSX } from 'preact';
import { AutonomyFigure } from '../../charts/autonomy.tsx';
import { AnswerTable, RowTable } from '../../charts/counts.tsx';
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
  return (
    <>
      <RowTable result={result} />
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
  const { people, queues = [], daily } = result;
  return (
    <>
      <AnswerTable people={people} />
      <Queues queues={queues} />
      {daily && <EscalationsPerDay daily={daily} queues={queues} width={chartWidth} />}
    </>
  );
}

export function Autonomy({ result }: Of): JSX.Element {
  const { autonomy, ladder, daily, decisions } = result;
  return (
    <>
      {ladder !== undefined && <p class="hint">The ladder {ladder}.</p>}
      {autonomy.length === 0 && <p>It never changed in this run.</p>}
      <AutonomyFigure {...{ changes: autonomy, daily, decisions, width: chartWidth }} />
      {autonomy.length > 0 && <StageTable autonomy={autonomy} />}
    </>
  );
}

function StageTable({ autonomy }: Pick<Result, 'autonomy'>): JSX.Element {
  return (
    <DataTable
      caption="Changes of autonomy"
      columns={[
        { title: 'when' },
        { title: 'decision' },
        { title: 'from', isText: true },
        { title: 'to', isText: true },
        { title: 'because', isText: true },
      ]}
      rows={autonomy.map((change) => [
        <span class="moment">
          {change.moment === undefined ? 'unknown' : formatMoment(change.moment)}
        </span>,
        formatNumber(change.decision),
        change.from,
        change.to,
        plainly(change.because),
      ])}
    />
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
        { title: 'rule', isText: true },
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
