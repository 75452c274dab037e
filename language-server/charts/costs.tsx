import type { JSX } from 'preact';
import { formatNumber } from '../policy/format.ts';
import type { BoundaryCosts, Figure } from '../protocol.ts';
import { EstimateCell } from './estimate.tsx';
import { ChartFigure, DataTable } from './figure.tsx';
import { IntervalChart } from './intervals.tsx';
import { Name } from './name.tsx';
import { difference, differenceUnit } from './words.ts';

/** What the policy and each of its rules costs: the value without it, less that with it. */
export function CostFigure({
  costs,
  isShare,
  width,
}: {
  costs: BoundaryCosts;
  isShare: boolean;
  /** Pixels. */
  width: number;
}): JSX.Element {
  const title = 'What each boundary costs';
  const unit = isShare ? ', points' : '';
  const words = (value: number): string => difference(value, isShare);
  const rows = [
    { name: 'all rules', place: '', changed: undefined, ...costs.all },
    ...rulesByChanges(costs).map((rule) => ({ ...rule, place: `${rule.file}:${rule.line}` })),
  ];
  return (
    <>
      <ChartFigure
        summary={costSummary(costs, isShare)}
        table={
          <DataTable
            caption={title}
            columns={[
              { title: 'rule' },
              { title: 'decisions changed' },
              { title: `DR per decision${unit}` },
              { title: `IPS per decision${unit}` },
            ]}
            rows={rows.map(({ name, place, changed, dr, ips }) => [
              <>
                <Name name={name} />
                {place !== '' && <span class="place">{place}</span>}
              </>,
              changed === undefined ? '' : formatNumber(changed),
              <EstimateCell estimate={dr} words={words} />,
              <EstimateCell estimate={ips} words={words} />,
            ])}
          />
        }
      >
        <IntervalChart
          title={title}
          groups={[{ rows: rows.map(({ name, dr }) => ({ name, estimate: dr })) }]}
          axisTitle={differenceUnit(isShare)}
          isDifference
          {...{ isShare, width }}
        />
      </ChartFigure>
      {refusalsOf(rows).map((reason) => (
        <p class="notice warning" key={reason}>
          refused: {reason}
        </p>
      ))}
      <p class="hint">{costs.note}</p>
    </>
  );
}

function refusalsOf(rows: readonly Pick<BoundaryCosts['all'], 'dr' | 'ips'>[]): string[] {
  const estimates = rows.flatMap(({ dr, ips }) => [dr, ips]);
  return [...new Set(estimates.flatMap((each) => ('refused' in each ? [each.refused] : [])))];
}

/** Rules that changed a decision, those that changed most first. */
function rulesByChanges({ rules }: BoundaryCosts): BoundaryCosts['rules'] {
  return rules
    .filter(({ changed }) => changed > 0)
    .sort((a, b) => b.changed - a.changed || (a.name < b.name ? -1 : 1));
}

/** Below it a share is shown as 0.00, which nobody would read as off zero. */
const leastShown = 0.00005;

/** Whether an interval tells a cost from nothing. */
export function isOffZero({ low, high }: Pick<Figure, 'low' | 'high'>): boolean {
  return low > leastShown || high < -leastShown;
}

/** In one sentence what the costs come to. */
export function costSummary(costs: BoundaryCosts, isShare: boolean): string {
  const changing = rulesByChanges(costs);
  const told = changing.filter(({ dr }) => !('refused' in dr) && isOffZero(dr));
  const names = told.map(({ name }) => name).join(', ');
  const which =
    told.length === 0
      ? 'none has an interval off zero'
      : `${names} ${told.length === 1 ? 'has an interval' : 'have intervals'} off zero`;
  const unit = isShare ? `, in ${differenceUnit(isShare)}` : '';
  return `The value without a rule, less that with it, by DR with 95% intervals${unit}. ${formatNumber(changing.length)} of ${formatNumber(costs.rules.length)} rules changed a decision; ${which}.`;
}
