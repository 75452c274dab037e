import type { ComponentChildren, JSX } from 'preact';
import { CostFigure } from '../../charts/costs.tsx';
import { CalibrationFigure } from '../../charts/reliability.tsx';
import { Surprises } from '../../charts/surprises.tsx';
import { ThresholdBenches } from '../../charts/threshold-benches.tsx';
import { Name } from '../../charts/name.tsx';
import { dateWords } from '../../charts/over-time.tsx';
import { plainly } from '../../charts/words.ts';
import { counted, formatNumber } from '../../policy/format.ts';
import type { RunSummary } from '../../protocol.ts';
import type { RunFacts } from '../simulation-run.ts';
import type { EntryTexts } from '../summary-entries.ts';
import { Brief } from './brief.tsx';
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
import type { Part } from './part.ts';
import { Value } from './value.tsx';

export interface Report {
  facts: RunFacts;
  result: RunSummary['result'];
  firstEntries: readonly EntryTexts[];
}

/** One page with all that a run found: the answer first, then what it rests on. */
export function Page({ report, ...styled }: { report: Report } & Styled): JSX.Element {
  const { facts } = report;
  const title = `${facts.simulation} of ${facts.handoff}`;
  const parts = partsOf(report);
  return (
    <Frame title={title} {...styled}>
      <header>
        <h1>
          <Name name={title} />
        </h1>
        <Grounds report={report} />
        <h2>In short</h2>
        <Answer {...{ report, parts }} />
      </header>
      <nav aria-label="Contents">
        <Contents parts={parts} />
      </nav>
      <main>
        <Parts parts={parts} />
      </main>
    </Frame>
  );
}

export interface Styled {
  style: string;
  /** As the page's own security policy names the one style sheet that it takes. */
  styleHash: string;
}

/** What stands around the content of any page. */
export function Frame({
  title,
  style,
  styleHash,
  children,
}: Styled & { title: string; children: ComponentChildren }): JSX.Element {
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
        {children}
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

/** What was run on which rows, in the sentences that stand above all figures. */
export function Grounds({ report: { facts, result } }: { report: Report }): JSX.Element {
  const { rows, before, decisions, daily } = result;
  const [first, last] = [daily?.days[0], daily?.days.at(-1)];
  return (
    <p>
      {plainly(facts.agent)} under <Name name={facts.file} />, replayed on{' '}
      <Name name={facts.dataPath} />: <strong>{counted(rows, 'row')}</strong> read,{' '}
      {before > 0 && `${formatNumber(before)} of them before the period, `}
      <strong>{counted(decisions, 'decision')}</strong>
      {first && last && (
        <>
          {' '}
          from <span class="moment">{dateWords(first.day)}</span> to{' '}
          <span class="moment">{dateWords(last.day)}</span> (UTC)
        </>
      )}
      .
    </p>
  );
}

/** `parts`: those of the same run; what is to be looked at leads to them. */
export function Answer({
  report: { facts, result },
  parts,
  prefix = '',
}: {
  report: Report;
  parts: readonly Part[];
  prefix?: string;
}): JSX.Element {
  return <Brief {...{ result, parts, prefix }} isShare={isShareOf(facts)} />;
}

function isShareOf({ goalType }: RunFacts): boolean {
  return goalType === undefined || goalType.kind === 'yesNo' || goalType.kind === 'share';
}

export function Contents({ parts, of }: { parts: readonly Part[]; of?: string }): JSX.Element {
  return (
    <ul aria-label={of}>
      {parts.map(({ id, title, short = title }) => (
        <li key={id}>
          <a href={`#${id}`}>{short}</a>
        </li>
      ))}
    </ul>
  );
}

export function Parts({ parts }: { parts: readonly Part[] }): JSX.Element {
  return (
    <>
      {parts.map(({ id, title, body }) => (
        <section key={id} aria-labelledby={id}>
          <h2 id={id}>
            <Name name={title} />
          </h2>
          {body}
        </section>
      ))}
    </>
  );
}

/** What a run has to be repeated with, to the byte. */
function Facts({ facts }: { facts: RunFacts }): JSX.Element {
  const rows: [string, string, string?][] = [
    ['policy', facts.file, facts.policyHash],
    ['data', facts.dataPath, facts.dataHash],
    ['agent', plainly(facts.agent)],
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
export function partsOf({ facts, result, firstEntries }: Report): Part[] {
  const { boundaryCosts, calibration, thresholds, surprises, decisions } = result;
  const isShare = isShareOf(facts);
  const parts: (Part | false | undefined)[] = [
    { id: 'verdicts', title: 'Verdicts', body: <Verdicts result={result} /> },
    { id: 'value', title: 'Value', body: <Value result={result} isShare={isShare} /> },
    boundaryCosts && {
      id: 'costs',
      title: 'What each boundary costs',
      body: <CostFigure costs={boundaryCosts} isShare={isShare} width={chartWidth} />,
    },
    { id: 'rules', title: 'Rules that fired', body: <Rules result={result} /> },
    result.undecidable.length > 0 && {
      id: 'undecidable',
      title: 'Could not be judged',
      body: <Undecidable result={result} />,
    },
    { id: 'people', title: 'People', body: <People result={result} /> },
    (result.autonomy.length > 0 || result.ladder !== undefined) && {
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
      body: <ThresholdBenches benches={thresholds} width={chartWidth} />,
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
    { id: 'rows', title: 'Rows', body: <Rows result={result} facts={facts} /> },
    firstEntries.length > 0 && {
      id: 'decisions',
      title: 'First decisions',
      body: <FirstDecisions entries={firstEntries} />,
    },
    { id: 'run', title: 'To repeat this run', body: <Facts facts={facts} /> },
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
