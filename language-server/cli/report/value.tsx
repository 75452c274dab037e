import type { JSX } from 'preact';
import { ChartFigure, DataTable } from '../../charts/figure.tsx';
import { EstimateCell } from '../../charts/estimate.tsx';
import { ValueChart } from '../../charts/intervals.tsx';
import { ValueNotes } from '../../charts/value-notes.tsx';
import { WeightTable } from '../../charts/weights.tsx';
import { amount } from '../../charts/words.ts';
import type { RunSummary } from '../../protocol.ts';
import { arms, estimatorNames, estimators } from '../../simulation/arms.ts';
import { chartWidth } from './chart-width.ts';

type Result = RunSummary['result'];

/** What each arm is worth, on what that rests, and why what is refused would mislead. */
export function Value({ result, isShare }: { result: Result; isShare: boolean }): JSX.Element {
  const { goal, value } = result;
  if (!goal) return <p>No goal is declared, so nothing can be estimated.</p>;
  return (
    <>
      <ChartFigure
        summary={`What each arm is worth: ${goal.direction} ${goal.column}, estimated off policy, with 95% intervals from a bootstrap over subjects.`}
        table={
          <DataTable
            caption="Value of the arms, by estimator"
            columns={[{ title: 'estimator' }, ...arms.map((arm) => ({ title: arm }))]}
            rows={estimators.map((estimator) => [
              <>
                {estimatorNames[estimator]}
                <span class="meaning">{meanings[estimator]}</span>
              </>,
              ...arms.map((arm) => (
                <EstimateCell
                  key={arm}
                  estimate={value[arm][estimator]}
                  words={(figure) => amount(figure, isShare)}
                />
              )),
            ])}
          />
        }
      >
        <ValueChart {...{ value, goal, isShare }} width={chartWidth} />
      </ChartFigure>
      <h3>What the values rest on</h3>
      <WeightTable value={value} />
      <ValueNotes result={result} />
    </>
  );
}

const meanings = {
  ips: 'per decision',
  snips: 'per decision carried out',
  dm: 'per decision, by the reward model alone',
  dr: 'per decision',
  sndr: 'per decision',
};
