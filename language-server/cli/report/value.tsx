import type { JSX } from 'preact';
import { ChartFigure, DataTable } from '../../charts/figure.tsx';
import { EstimateCell } from '../../charts/estimate.tsx';
import { ValueChart } from '../../charts/intervals.tsx';
import { WeightTable } from '../../charts/weights.tsx';
import { amount } from '../../charts/words.ts';
import type { RunSummary } from '../../protocol.ts';
import { arms, estimatorNames, estimators, markSigns, refusalsOf } from '../../simulation/arms.ts';
import { chartWidth } from './chart-width.ts';

type Result = RunSummary['result'];

/** What each arm is worth, on what that rests, and why what is refused would mislead. */
export function Value({ result, isShare }: { result: Result; isShare: boolean }): JSX.Element {
  const { goal, value } = result;
  if (!goal) return <p>No goal is declared, so nothing can be estimated.</p>;
  const refusals = arms.flatMap((arm) =>
    refusalsOf(value[arm]).map(({ reason, estimators: names }) => ({ arm, reason, names })),
  );
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
      {refusals.map(({ arm, reason, names }) => (
        <p class="notice" key={`${arm} ${reason}`}>
          {arm}: {names.join(', ')} refused: {reason}
        </p>
      ))}
      {result.valueNotes.map((note) => (
        <p class="hint" key={note}>
          {note}
        </p>
      ))}
      {result.markMeanings.map(({ mark, meaning }) => (
        <p class="notice" key={mark}>
          {markSigns[mark]} {meaning}
        </p>
      ))}
      <p class="hint">
        An arm that does not always act has a SNIPS of the decisions that it carries out, which are
        others than those of the other arms.
      </p>
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
