import type { JSX } from 'preact';
import { IntervalChart } from '../../../../language-server/charts/intervals.tsx';
import { ValueNotes } from '../../../../language-server/charts/value-notes.tsx';
import { WeightTable } from '../../../../language-server/charts/weights.tsx';
import { goalWords } from '../../../../language-server/charts/words.ts';
import type { Estimate, Estimator, Figure, RunResult } from '../../protocol.ts';
import { armMeanings, arms, markSigns } from '../../protocol.ts';
import { formatAmount } from '../numbers.ts';
import { Section } from '../parts/section.tsx';
import { chartWidth } from './chart-width.ts';
import { charted, listed } from './estimators.ts';
import type { SectionProps } from './section-props.ts';

/** What each arm is estimated to be worth; a figure that would mislead is crossed out. */
export function ValueSection({ run, folding }: SectionProps): JSX.Element {
  const { result } = run.summary;
  const { goal } = result;
  if (!goal) {
    return (
      <Section title="Value" folding={folding}>
        <p class="hint">no goal is declared, so nothing can be estimated</p>
      </Section>
    );
  }
  const isShare = run.facts.goalIsShare;
  return (
    <Section title="Value" aside={`${goal.direction} ${goal.column}`} folding={folding}>
      <p class="hint">estimated, with 95% intervals</p>
      {charted.map(([estimator, title]) => (
        <div class="estimator" key={estimator}>
          <h3>{title}</h3>
          <IntervalChart
            title={title}
            groups={[
              { rows: arms.map((arm) => ({ name: arm, estimate: result.value[arm][estimator] })) },
            ]}
            sameAxisAs={arms.flatMap((arm) => charted.map(([each]) => result.value[arm][each]))}
            axisTitle={goalWords(goal, isShare)}
            isShare={isShare}
            width={chartWidth}
          />
          <EstimateTable {...{ title, estimator, result, isShare }} />
        </div>
      ))}
      {listed.map(([estimator, title]) => (
        <div class="estimator" key={estimator}>
          <h3>{title}</h3>
          <EstimateTable {...{ title, estimator, result, isShare }} />
        </div>
      ))}
      <WeightTable value={result.value} />
      <ValueNotes result={result} />
    </Section>
  );
}

function EstimateTable({
  title,
  estimator,
  result,
  isShare,
}: {
  title: string;
  estimator: Estimator;
  result: RunResult;
  isShare: boolean;
}): JSX.Element {
  return (
    <table class="figures" aria-label={title}>
      <thead class="unseen">
        <tr>
          <th scope="col">arm</th>
          <th scope="col">estimate</th>
          <th scope="col">95% interval</th>
        </tr>
      </thead>
      <tbody>
        {arms.map((arm) => (
          <tr key={arm}>
            <th scope="row" title={armMeanings[arm]}>
              {arm}
            </th>
            <EstimateCells estimate={result.value[arm][estimator]} isShare={isShare} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function EstimateCells({
  estimate,
  isShare,
}: {
  estimate: Estimate;
  isShare: boolean;
}): JSX.Element {
  const signs = (estimate.marks ?? []).map((each) => markSigns[each]).join('');
  if (!('refused' in estimate)) {
    return (
      <>
        <td class="number">
          {formatAmount(estimate.estimate, isShare)}
          {signs}
        </td>
        <td class="number interval">{intervalWords(estimate, isShare)}</td>
      </>
    );
  }
  const { crossedOut, refused } = estimate;
  if (!crossedOut) {
    return (
      <td class="refused" colSpan={2} title={refused}>
        refused
      </td>
    );
  }
  return (
    <>
      <td class="number refused" title={refused}>
        <s>{formatAmount(crossedOut.estimate, isShare)}</s>
        {signs}
        <span class="unseen"> refused</span>
      </td>
      <td class="number interval refused" title={refused}>
        <s>{intervalWords(crossedOut, isShare)}</s>
      </td>
    </>
  );
}

function intervalWords({ low, high }: Figure, isShare: boolean): string {
  return `${formatAmount(low, isShare)} to ${formatAmount(high, isShare)}`;
}
