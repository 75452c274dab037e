import type { JSX } from 'preact';
import type { LogEntry } from '../../protocol.ts';
import { formatShare, formatShort } from '../numbers.ts';
import type { Fact } from '../parts/facts.tsx';
import { Facts } from '../parts/facts.tsx';
import type { Units } from '../readings.ts';

type Given = NonNullable<LogEntry['proposal']>;

/** What the agent proposed, beside what, and on what grounds; or why it proposed nothing. */
export function Proposal({ entry, units }: { entry: LogEntry; units: Units }): JSX.Element {
  const { proposal, failure } = entry;
  if (!proposal) return <p>nothing: {failure ?? 'the agent gave no answer'}</p>;
  const { patterns, reasons, alternatives } = proposal;
  return (
    <>
      <Facts facts={factsOf(proposal, units)} />
      {alternatives.length > 0 && (
        <Alternatives alternatives={alternatives} chosen={proposal.choice} units={units} />
      )}
      <Texts title="patterns" texts={patterns} />
      <Texts title="reasons" texts={reasons} />
    </>
  );
}

function factsOf({ choice, confidence, evidence, strategy }: Given, units: Units): Fact[] {
  return [
    ['choice', <strong>{units.choice(choice)}</strong>],
    ...(confidence === undefined ? [] : [['confidence', formatShare(confidence)] satisfies Fact]),
    ...(evidence === undefined
      ? []
      : [['evidence', units.show(evidence, 'evidence')] satisfies Fact]),
    ...(strategy === undefined
      ? []
      : [
          [
            'strategy',
            strategy === 'explore' ? 'explore: made to learn' : 'exploit: the best known',
          ] satisfies Fact,
        ]),
  ];
}

const columns = ['probability', 'rate', 'confidence', 'evidence'] as const;
type Column = (typeof columns)[number];

function Alternatives({
  alternatives,
  chosen,
  units,
}: {
  alternatives: Given['alternatives'];
  chosen: Given['choice'];
  units: Units;
}): JSX.Element {
  const used = columns.filter((column) => alternatives.some((one) => one[column] !== undefined));
  return (
    <div class="scroll-x">
      <table class="figures alternatives">
        <caption class="unseen">Alternatives, the most probable first</caption>
        <thead>
          <tr>
            <th scope="col">choice</th>
            {used.map((column) => (
              <th scope="col" class="number" key={column}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {alternatives.map((one, at) => (
            <tr key={at} class={one.choice === chosen ? 'chosen' : ''}>
              <th scope="row">
                {units.choice(one.choice)}
                {one.choice === chosen && <span class="mark"> proposed</span>}
              </th>
              {used.map((column) => (
                <td class="number" key={column}>
                  {cell(column, one[column], units)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function cell(column: Column, value: number | undefined, units: Units): string {
  if (value === undefined) return '–';
  if (column === 'rate') return units.rate(value);
  return column === 'evidence' ? formatShort(value) : formatShare(value);
}

function Texts({ title, texts }: { title: string; texts: readonly string[] }): JSX.Element | null {
  if (texts.length === 0) return null;
  return (
    <>
      <h4>{title}</h4>
      <ul class="plain-list">
        {texts.map((text, at) => (
          <li key={at}>{text}</li>
        ))}
      </ul>
    </>
  );
}
