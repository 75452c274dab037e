import type { JSX } from 'preact';
import type { LedgerEntry, ToHost } from '../../protocol.ts';
import { counted } from '../numbers.ts';
import { RuleLink } from '../parts/rule-link.tsx';
import type { Units } from '../readings.ts';

const order = { fired: 0, unknown: 1, not: 2 } as const;

interface LedgerProps {
  ledger: readonly LedgerEntry[];
  units: Units;
  send: (message: ToHost) => void;
}

/** Every rule and what it saw: those that decided at once, those that did not on demand. */
export function Ledger({ ledger, units, send }: LedgerProps): JSX.Element {
  const decided = ledger
    .filter(({ outcome }) => outcome !== 'not')
    .sort((a, b) => order[a.outcome] - order[b.outcome]);
  const silent = ledger.filter(({ outcome }) => outcome === 'not');
  return (
    <>
      {decided.length === 0 ? (
        <p class="hint">no rule fired</p>
      ) : (
        <Entries ledger={decided} units={units} send={send} />
      )}
      {silent.length > 0 && (
        <details class="silent">
          <summary>{counted(silent.length, 'rule')} did not fire</summary>
          <Entries ledger={silent} units={units} send={send} />
        </details>
      )}
    </>
  );
}

function Entries({ ledger, units, send }: LedgerProps): JSX.Element {
  return (
    <table class="ledger">
      <thead class="unseen">
        <tr>
          <th scope="col">rule</th>
          <th scope="col">outcome and values</th>
        </tr>
      </thead>
      <tbody>
        {ledger.map((entry) => (
          <tr key={`${entry.file}:${entry.line}:${entry.rule}`} class={entry.outcome}>
            <th scope="row">
              <RuleLink name={entry.rule} file={entry.file} line={entry.line} send={send} />
            </th>
            <td>
              <Saw entry={entry} units={units} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const outcomeWords = { fired: 'fired', not: 'did not fire', unknown: 'could not be judged' };

function Saw({ entry, units }: { entry: LedgerEntry; units: Units }): JSX.Element {
  const { outcome, values, missing = [], because } = entry;
  const distance = units.distance(entry);
  return (
    <>
      <span class="rule-outcome">{outcomeWords[outcome]}</span>
      {missing.length > 0 && <span class="missing">for want of {missing.join(', ')}</span>}
      <ul class="values">
        {Object.entries(values).map(([name, value]) => (
          <li key={name}>
            <span class="value-name">{name}</span> {units.show(value, name)}
          </li>
        ))}
        {distance !== undefined && <li class="distance">{distance}</li>}
      </ul>
      {because !== undefined && <p class="because">{because}</p>}
    </>
  );
}
