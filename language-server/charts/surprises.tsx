import type { JSX } from 'preact';
import { formatNumber } from '../policy/format.ts';
import type { RunSummary } from '../protocol.ts';
import { DataTable, Folded } from './figure.tsx';
import { IntervalChart } from './intervals.tsx';
import { comparisonWords, qWords, surpriseCounts } from './surprise-words.ts';
import { differenceUnit, points } from './words.ts';

type Report = NonNullable<RunSummary['result']['surprises']>;
type Pattern = Report['patterns'][number];

const mostDrawn = 8;

/** What surprised, which patterns were behind it, and which of those are sound. */
export function Surprises({
  report,
  decisions,
  width,
}: {
  report: Report;
  decisions: number;
  width: number;
}): JSX.Element {
  const { refused, patterns, unlisted } = report;
  return (
    <>
      <p class="hint">{surpriseCounts(report, decisions)}.</p>
      {refused !== undefined ? (
        <p class="notice warning">refused: {refused}</p>
      ) : (
        <>
          <p class="hint">{comparisonWords(report)}.</p>
          <Patterns
            title="Sound patterns"
            patterns={patterns.filter(({ isSound }) => isSound)}
            width={width}
          />
          <Patterns
            title="Unsound patterns"
            patterns={patterns.filter(({ isSound }) => !isSound)}
            width={width}
          />
          {unlisted > 0 && (
            <p class="hint">{formatNumber(unlisted)} more patterns are not listed.</p>
          )}
        </>
      )}
    </>
  );
}

/** The first few in view, since the list begins with what the agent did most. */
function Patterns({
  title,
  patterns,
  width,
}: {
  title: string;
  patterns: readonly Pattern[];
  width: number;
}): JSX.Element {
  const first = patterns.slice(0, mostDrawn);
  const rest = patterns.slice(mostDrawn);
  return (
    <>
      <h3>
        {title}: {formatNumber(patterns.length)}
      </h3>
      {first.length > 0 && (
        <>
          <IntervalChart
            title={`${title}: difference to the usual choice`}
            groups={first.map((pattern) => ({
              title: nameOf(pattern),
              rows: [
                { name: 'whole log', estimate: { ...pattern, ...middle(pattern) } },
                ...(pattern.holdout
                  ? [
                      {
                        name: 'holdout',
                        estimate: { ...pattern.holdout, ...middle(pattern.holdout) },
                      },
                    ]
                  : []),
              ],
            }))}
            axisTitle={differenceUnit(true)}
            isShare
            isDifference
            width={width}
          />
          <PatternTable caption={title} patterns={first} />
        </>
      )}
      {rest.length > 0 && (
        <Folded title={`${formatNumber(rest.length)} more, of fewer decisions`} isLong>
          <PatternTable caption={`More ${title.toLowerCase()}`} patterns={rest} />
        </Folded>
      )}
    </>
  );
}

function middle({ difference }: { difference: number }) {
  return { estimate: difference, standardError: 0 };
}

function nameOf({ choice, context }: Pattern): string {
  return `${choice} where ${context}`;
}

function PatternTable({
  caption,
  patterns,
}: {
  caption: string;
  patterns: readonly Pattern[];
}): JSX.Element {
  return (
    <DataTable
      caption={caption}
      columns={[
        { title: 'pattern', isText: true },
        { title: 'decisions' },
        { title: 'rows' },
        { title: 'difference' },
        { title: 'q' },
        { title: 'holdout' },
      ]}
      rows={patterns.map((pattern) => [
        <>
          {nameOf(pattern)}
          {!pattern.isSound && <span class="meaning">unsound: {pattern.reasons.join('; ')}</span>}
        </>,
        formatNumber(pattern.decisions),
        formatNumber(pattern.n),
        <Difference key="all" found={pattern} />,
        qWords(pattern),
        pattern.holdout ? <Difference key="holdout" found={pattern.holdout} /> : 'none',
      ])}
    />
  );
}

function Difference({
  found: { difference, low, high },
}: {
  found: { difference: number; low: number; high: number };
}): JSX.Element {
  return (
    <>
      {points(difference)}
      <span class="range">
        {points(low)} to {points(high)}
      </span>
    </>
  );
}
