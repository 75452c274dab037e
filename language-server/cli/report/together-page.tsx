import type { JSX } from 'preact';
import { DataTable } from '../../charts/figure.tsx';
import { Name } from '../../charts/name.tsx';
import { part } from '../../charts/words.ts';
import { counted, formatNumber } from '../../policy/format.ts';
import type { Conflicts } from '../../simulation/conflict-counts.ts';
import { orderWords } from '../conflict-words.ts';
import { Sentences } from './counts.tsx';
import type { Report, Styled } from './page.tsx';
import { Answer, Contents, Frame, Grounds, Parts, partsOf } from './page.tsx';
import type { Part } from './part.ts';

export interface TogetherReport {
  reports: readonly Report[];
  conflicts: Conflicts;
}

/** One page of several handoffs in one timeline: who lost to whom, then each as on a page alone. */
export function TogetherPage({
  reports,
  conflicts,
  ...styled
}: TogetherReport & Styled): JSX.Element {
  const title = `${reports.map(({ facts }) => facts.handoff).join(' and ')} together`;
  const between = {
    id: 'conflicts',
    title: 'Conflicts',
    body: <ConflictTables conflicts={conflicts} />,
  };
  const runs = reports.map(runParts);
  return (
    <Frame title={title} {...styled}>
      <header>
        <h1>
          <Name name={title} />
        </h1>
        <p>{reports.length} handoffs under the same guardrails, replayed in one timeline.</p>
      </header>
      <nav aria-label="Contents">
        <Contents parts={[between]} />
        {runs.map((parts) => (
          <Contents key={parts[0]?.id} parts={parts} of={parts[0]?.title ?? ''} />
        ))}
      </nav>
      <main>
        <Parts parts={[between, ...runs.flat()]} />
      </main>
    </Frame>
  );
}

/** The sections of a run, named after its handoff: a reader who jumps knows whose they are. */
function runParts(report: Report, at: number): Part[] {
  const { handoff, simulation } = report.facts;
  const id = `handoff-${at + 1}`;
  const parts = partsOf(report);
  return [
    {
      id,
      title: `${simulation} of ${handoff}`,
      body: (
        <>
          <Grounds report={report} />
          <Answer {...{ report, parts }} prefix={`${id}-`} />
        </>
      ),
    },
    ...parts.map((each) => ({
      ...each,
      id: `${id}-${each.id}`,
      title: `${handoff}: ${each.title}`,
      short: each.title,
    })),
  ];
}

/** What a handoff lost, to whom and by which rules, in one sentence. */
function lossWords(
  { handoff, decisions, lost, stopped }: Conflicts['handoffs'][number],
  pairs: Conflicts['pairs'],
): string {
  const of = `${formatNumber(lost)} of its ${counted(decisions, 'decision')} (${part(lost, decisions)})`;
  const others = pairs.filter((pair) => pair.handoff === handoff && pair.lost.length > 0);
  if (others.length === 0) return `${handoff} lost ${of} to another handoff.`;
  const to = others.map((pair) => `${pair.to} by ${pair.lost.map(({ rule }) => rule).join(', ')}`);
  return `${handoff} lost ${of}: to ${to.join('; to ')}. In ${formatNumber(stopped)} of these nothing was done.`;
}

function ConflictTables({ conflicts }: { conflicts: Conflicts }): JSX.Element {
  const { handoffs, pairs, notices } = conflicts;
  const losses = pairs.flatMap(({ lost, ...pair }) => lost.map((by) => ({ ...pair, by })));
  return (
    <>
      <ul>
        {handoffs.map((each) => (
          <li key={each.handoff}>{lossWords(each, pairs)}</li>
        ))}
      </ul>
      <p class="hint opening">{orderWords(conflicts)}.</p>
      <DataTable
        caption="Decisions lost to other handoffs"
        columns={[
          { title: 'handoff' },
          { title: 'decisions' },
          { title: 'subjects' },
          { title: 'lost' },
          { title: 'share' },
          { title: 'nothing done' },
        ]}
        rows={handoffs.map(({ handoff, decisions, subjects, lost, stopped }) => [
          <Name name={handoff} />,
          formatNumber(decisions),
          formatNumber(subjects),
          formatNumber(lost),
          part(lost, decisions),
          formatNumber(stopped),
        ])}
      />
      <h3>Whom they share</h3>
      <DataTable
        caption="Who meets whom"
        columns={[
          { title: 'handoff' },
          { title: 'and', isText: true },
          { title: 'shared subjects' },
          { title: 'decisions about them' },
        ]}
        rows={pairs.map(({ handoff, to, sharedSubjects, decisions }) => [
          <Name name={handoff} />,
          <Name name={to} />,
          formatNumber(sharedSubjects),
          formatNumber(decisions),
        ])}
      />
      <h3>Who lost to whom</h3>
      {losses.length === 0 ? (
        <p>No handoff lost a decision to another one.</p>
      ) : (
        <DataTable
          caption="Who lost to whom, by rule"
          columns={[
            { title: 'handoff' },
            { title: 'lost to', isText: true },
            { title: 'by', isText: true },
            { title: 'decisions' },
            { title: 'share of those about shared subjects' },
          ]}
          rows={losses.map(({ handoff, to, decisions, by }) => [
            <Name name={handoff} />,
            <Name name={to} />,
            <>
              {by.rule}
              <span class="place">{`${by.file}:${by.line}`}</span>
            </>,
            formatNumber(by.decisions),
            part(by.decisions, decisions),
          ])}
        />
      )}
      <Sentences sentences={notices} />
    </>
  );
}
