import type { JSX } from 'preact';
import type { DecisionRow, RuleCount } from '../../protocol.ts';
import { formatCount } from '../numbers.ts';
import { VerdictBadge } from '../parts/verdict.tsx';

export interface RowProps {
  id: string;
  /** Undefined while it is on its way. */
  row: DecisionRow | undefined;
  rules: readonly RuleCount[];
  position: number;
  total: number;
  isActive: boolean;
  isOpened: boolean;
  top: string;
  onClick: () => void;
}

/** One decision in the list: when, for whom, what, the verdict, and the rules that made it. */
export function Row(props: RowProps): JSX.Element {
  const { row, position, total, isActive, isOpened } = props;
  const names = ['log-row', isActive ? 'active' : '', isOpened ? 'opened' : ''];
  return (
    <div
      id={props.id}
      class={names.filter(Boolean).join(' ')}
      role="option"
      aria-selected={isActive}
      aria-setsize={total}
      aria-posinset={position + 1}
      aria-busy={row === undefined}
      style={{ top: props.top }}
      onClick={props.onClick}
    >
      {row === undefined ? (
        <span class="placeholder">{formatCount(position + 1)} …</span>
      ) : (
        <Cells row={row} rules={props.rules} />
      )}
    </div>
  );
}

function Cells({ row, rules }: { row: DecisionRow; rules: readonly RuleCount[] }): JSX.Element {
  const { moment, subject, verdict, fired, unknown } = row;
  return (
    <>
      <VerdictBadge verdict={verdict} />
      <span class="cell choice">{choiceWords(row)}</span>
      <span class="cell moment">{moment ?? `row ${formatCount(row.row)}`}</span>
      <span class="cell subject">{subject ?? `row ${formatCount(row.row)}`}</span>
      <span class="cell fired">
        {[
          ...fired.map((rule) => nameOf(rule, rules)),
          ...unknown.map((rule) => `${nameOf(rule, rules)} unknown`),
        ].join(', ')}
      </span>
    </>
  );
}

/** `06:00 → 07:00` where something else was carried out than proposed. */
function choiceWords({ proposed, choice }: DecisionRow): string {
  if (proposed === null) return choice === null ? 'no proposal' : `none → ${choice}`;
  return choice === null || choice === proposed ? proposed : `${proposed} → ${choice}`;
}

function nameOf(rule: number, rules: readonly RuleCount[]): string {
  return rules[rule]?.name ?? `rule ${rule + 1}`;
}
