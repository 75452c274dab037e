import type { ComponentChildren, JSX } from 'preact';
import type { LogEntry, RuleCount, ToHost } from '../../protocol.ts';
import { formatCount, formatMoment } from '../numbers.ts';
import type { Fact } from '../parts/facts.tsx';
import { Facts, Hash } from '../parts/facts.tsx';
import { VerdictBadge } from '../parts/verdict.tsx';
import type { Units } from '../readings.ts';
import { Ledger } from './ledger.tsx';
import { Proposal } from './proposal.tsx';

export interface EntryProps {
  entry: LogEntry;
  units: Units;
  rules: readonly RuleCount[];
  send: (message: ToHost) => void;
}

/** One entry of the reasoning log, from what came of it to what it rests on. */
export function Entry(props: EntryProps): JSX.Element {
  const { entry, units } = props;
  const { ledgerBefore, ledger, person, outcome, learned } = entry;
  return (
    <>
      <Head entry={entry} units={units} />
      {person && (
        <Part title="Person">
          <p>{personWords(person)}</p>
        </Part>
      )}
      <Part title="Proposal">
        <Proposal entry={entry} units={units} />
      </Part>
      {ledgerBefore && (
        <Part title={`Rules on ${units.choice(entry.moved?.from ?? null)}, as proposed`}>
          <Ledger {...props} ledger={ledgerBefore} />
        </Part>
      )}
      <Part title={ledgerBefore ? `Rules on ${judgedChoice(props)}` : 'Rules'}>
        <Ledger {...props} ledger={ledger} />
      </Part>
      {learned.length > 0 && (
        <Part title="Learned rules that applied">
          <ul class="plain-list">
            {learned.map((name) => (
              <li key={name}>{name}</li>
            ))}
          </ul>
        </Part>
      )}
      <Part title="Outcome">
        {outcome === undefined ? (
          <p class="hint">not observed: what was logged is not what was carried out</p>
        ) : (
          <Facts
            facts={Object.entries(outcome).map(([name, value]) => [name, units.show(value, name)])}
          />
        )}
      </Part>
      <Part title="Identity">
        <Facts facts={identityOf(entry)} />
      </Part>
    </>
  );
}

function Part({ title, children }: { title: string; children: ComponentChildren }): JSX.Element {
  return (
    <section class="part">
      <h3>{title}</h3>
      {children}
    </section>
  );
}

function Head({ entry, units }: { entry: LogEntry; units: Units }): JSX.Element {
  const { verdict, escalatesTo, choice, moved, stage, row, moment, subject } = entry;
  const to = verdict === 'escalate' && escalatesTo.length > 0 ? `to ${escalatesTo.join(', ')}` : '';
  const when = moment === undefined ? '' : formatMoment(Date.parse(moment));
  return (
    <div class="entry-head">
      <p class="outcome">
        <VerdictBadge verdict={verdict} />
        <strong>
          {to === '' ? '' : `${to}, `}
          {choice === null ? 'nothing carried out' : `carried out ${units.choice(choice)}`}
        </strong>
      </p>
      {moved && (
        <p>
          moved from {units.choice(moved.from)} by {moved.by.join(', ')}
        </p>
      )}
      <p class="hint">
        {[when, subject ?? '', `row\u{a0}${formatCount(row)}`, `stage\u{a0}${stage}`]
          .filter(Boolean)
          .join(' · ')}
      </p>
    </div>
  );
}

/** What the second ledger was drawn up for: the choice that took the place of the proposed one. */
function judgedChoice({ entry, units }: EntryProps): string {
  return entry.choice === null ? 'the nearest allowed' : units.choice(entry.choice);
}

function personWords({ answer, reason, fallback }: NonNullable<LogEntry['person']>): string {
  const because = reason === undefined ? '' : `, because of ${reason}`;
  const instead = fallback === undefined ? '' : `, so ${fallback}`;
  if (answer === 'none') return `nobody answered${instead}`;
  return `a person ${answer === 'approved' ? 'approved' : 'overrode'} it${because}`;
}

function identityOf(entry: LogEntry): Fact[] {
  const { id, handoff, simulation, seed, commit } = entry;
  return [
    ['id', id],
    ['handoff', handoff],
    ['simulation', simulation],
    ['seed', String(seed)],
    ['policy', <Hash hash={entry.policyHash} />],
    ['simulation hash', <Hash hash={entry.simulationHash} />],
    ['data', <Hash hash={entry.dataHash} />],
    ...(commit === undefined ? [] : [['commit', <Hash hash={commit} />] satisfies Fact]),
  ];
}
