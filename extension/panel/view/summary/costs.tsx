import type { JSX } from 'preact';
import {
  CostChart,
  costSummary,
  rulesByChanges,
} from '../../../../language-server/charts/intervals.tsx';
import type { BoundaryCosts, Estimate } from '../../protocol.ts';
import { formatCount } from '../numbers.ts';
import { Name } from '../parts/name.tsx';
import { Section } from '../parts/section.tsx';
import { chartWidth } from './chart-width.ts';
import type { SectionProps } from './section-props.ts';
import { EstimateCells } from './value.tsx';

/** What the policy would be worth without each rule that changed a decision. */
export function CostsSection({ run, folding }: SectionProps): JSX.Element | null {
  const costs = run.summary.result.boundaryCosts;
  if (!costs) return null;
  const isShare = run.facts.goalIsShare;
  const rules = rulesByChanges(costs);
  const title = 'What each boundary costs';
  return (
    <Section title={title} aside="per decision" folding={folding}>
      <p class="hint">{costSummary(costs)}</p>
      <CostChart {...{ costs, isShare, width: chartWidth }} />
      <table class="figures" aria-label={title}>
        <thead>
          <tr>
            <th scope="col">rule</th>
            <th scope="col" class="number">
              changes
            </th>
            <th scope="col" class="number">
              cost
            </th>
            <th scope="col" class="number">
              95% interval
            </th>
          </tr>
        </thead>
        <tbody>
          <Row name="all rules" changed={undefined} estimate={costs.all.dr} isShare={isShare} />
          {rules.map(({ name, changed, dr }: BoundaryCosts['rules'][number]) => (
            <Row key={name} name={name} changed={changed} estimate={dr} isShare={isShare} />
          ))}
        </tbody>
      </table>
      <p class="hint">{costs.note}</p>
    </Section>
  );
}

function Row({
  name,
  changed,
  estimate,
  isShare,
}: {
  name: string;
  changed: number | undefined;
  estimate: Estimate;
  isShare: boolean;
}): JSX.Element {
  return (
    <tr>
      <th scope="row">
        <Name name={name} />
      </th>
      <td class="number">{changed === undefined ? '' : formatCount(changed)}</td>
      <EstimateCells estimate={estimate} isShare={isShare} />
    </tr>
  );
}
