import type { JSX } from 'preact';
import { CalibrationFigure } from '../../charts/reliability.tsx';
import { Surprises } from '../../charts/surprises.tsx';
import { thresholdCounts, ThresholdFigure } from '../../charts/thresholds.tsx';
import { counted, formatNumber } from '../../policy/format.ts';
import type { RunSummary } from '../../protocol.ts';
import type { RunFacts } from '../simulation-run.ts';
import type { EntryTexts } from '../summary-entries.ts';
import { chartWidth } from './chart-width.ts';
import {
  Autonomy,
  Explored,
  Learned,
  People,
  Rows,
  Rules,
  Sentences,
  Undecidable,
  Verdicts,
} from './counts.tsx';
import { Costs, Value } from './value.tsx';

export interface Report {
  facts: RunFacts;
  result: RunSummary['result'];
  firstEntries: readonly EntryTexts[];
}

interface Part {
  id: string;
  title: string;
  body: JSX.Element;
}

/** One page with all that a run found: what it rests on first, then what came out. */
export function Page({
  report,
  style,
  styleHash,
}: {
  report: Report;
  style: string;
  /** As the page's own security policy names the one style sheet that it takes. */
  styleHash: string;
}): JSX.Element {
  const { facts, result } = report;
  const title = `${facts.simulation} of ${facts.handoff}`;
  const parts = partsOf(report);
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta
          http-equiv="Content-Security-Policy"
          content={`default-src 'none'; style-src '${styleHash}'; base-uri 'none'; form-action 'none'`}
        />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{title}</title>
        <style>{style}</style>
      </head>
      <body>
        <header>
          <h1>{title}</h1>
          <Facts facts={facts} />
          <p>
            <strong>{counted(result.rows, 'row')}</strong> read,{' '}
            {result.before > 0 && `${formatNumber(result.before)} of them before the period, `}
            <strong>{counted(result.decisions, 'decision')}</strong>.
            {result.undecidable.length > 0 &&
              ` Could not be judged for want of ${result.undecidable.map(({ column, rows }) => `${column}: ${formatNumber(rows)}`).join(', ')}.`}
          </p>
        </header>
        <nav aria-label="Contents">
          <ul>
            {parts.map(({ id, title: name }) => (
              <li key={id}>
                <a href={`#${id}`}>{name}</a>
              </li>
            ))}
          </ul>
        </nav>
        <main>
          {parts.map(({ id, title: name, body }) => (
            <section key={id} aria-labelledby={id}>
              <h2 id={id}>{name}</h2>
              {body}
            </section>
          ))}
        </main>
        <footer>
          <p>
            The same policy, data and seed give this page again, byte for byte. What would have
            happened is estimated from logged data, never observed.
          </p>
        </footer>
      </body>
    </html>
  );
}

function Facts({ facts }: { facts: RunFacts }): JSX.Element {
  const rows: [string, string, string?][] = [
    ['policy', facts.file, facts.policyHash],
    ['data', facts.dataPath, facts.dataHash],
    // The words are Markdown, whose code marks mean nothing here.
    ['agent', facts.agent.replaceAll('`', '')],
    ['seed', String(facts.seed)],
  ];
  return (
    <dl class="facts">
      {rows.map(([name, value, hash]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            {value}
            {hash !== undefined && (
              <>
                <br />
                <span class="hash">sha256 {hash}</span>
              </>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** In the order in which a team would ask; what has nothing to say is left out. */
function partsOf({ facts, result, firstEntries }: Report): Part[] {
  const { boundaryCosts, calibration, thresholds, surprises, decisions } = result;
  const { goalType } = facts;
  const isShare = goalType === undefined || goalType.kind === 'yesNo' || goalType.kind === 'share';
  const parts: (Part | false | undefined)[] = [
    { id: 'rows', title: 'Rows', body: <Rows result={result} facts={facts} /> },
    { id: 'verdicts', title: 'Verdicts', body: <Verdicts result={result} /> },
    { id: 'rules', title: 'Rules that fired', body: <Rules result={result} /> },
    result.undecidable.length > 0 && {
      id: 'undecidable',
      title: 'Could not be judged',
      body: <Undecidable result={result} />,
    },
    { id: 'people', title: 'People', body: <People result={result} /> },
    result.autonomy.length > 0 && {
      id: 'autonomy',
      title: 'Autonomy',
      body: <Autonomy result={result} />,
    },
    (result.exploration ?? result.reviews) && {
      id: 'exploration',
      title: 'Exploration',
      body: <Explored result={result} />,
    },
    result.learned.length > 0 && {
      id: 'learned',
      title: 'Learned',
      body: <Learned result={result} />,
    },
    { id: 'value', title: 'Value', body: <Value result={result} isShare={isShare} /> },
    boundaryCosts && {
      id: 'costs',
      title: 'What each boundary costs',
      body: <Costs costs={boundaryCosts} isShare={isShare} />,
    },
    calibration.length > 0 && {
      id: 'calibration',
      title: 'Calibration of the confidence',
      body: (
        <>
          {calibration.map((each) => (
            <CalibrationFigure key={each.against} calibration={each} width={chartWidth} />
          ))}
        </>
      ),
    },
    thresholds.length > 0 && {
      id: 'thresholds',
      title: 'Thresholds',
      body: (
        <>
          <p class="hint">{thresholdCounts(thresholds)}</p>
          {thresholds.map((bench, at) => (
            <ThresholdFigure key={at} bench={bench} width={chartWidth} />
          ))}
        </>
      ),
    },
    surprises && {
      id: 'surprises',
      title: 'Surprises',
      body: <Surprises report={surprises} decisions={decisions} width={chartWidth} />,
    },
    result.notices.length > 0 && {
      id: 'notices',
      title: 'Notices',
      body: <Sentences sentences={result.notices} />,
    },
    firstEntries.length > 0 && {
      id: 'decisions',
      title: 'First decisions',
      body: <FirstDecisions entries={firstEntries} />,
    },
  ];
  return parts.filter((one): one is Part => typeof one === 'object');
}

function FirstDecisions({ entries }: { entries: readonly EntryTexts[] }): JSX.Element {
  return (
    <>
      {entries.map(({ title, proposed, became, rules, person }) => (
        <article key={title} class="decision">
          <h3>{title}</h3>
          <p>
            {proposed}
            <br />
            {became}
          </p>
          <Sentences sentences={rules} />
          {person !== undefined && <p>{person}</p>}
        </article>
      ))}
    </>
  );
}
