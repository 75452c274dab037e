import type { JSX } from 'preact';
import { ChartFigure, DataTable } from '../../charts/figure.tsx';
import { CostChart, costSummary, rulesByChanges, ValueChart } from '../../charts/intervals.tsx';
import { amount, intervalWords } from '../../charts/words.ts';
import { formatNumber } from '../../policy/format.ts';
import type { Arm, Estimate, RunSummary } from '../../protocol.ts';
import {
  armMeanings,
  arms,
  estimatorNames,
  estimators,
  markSigns,
  refusalsOf,
} from '../../simulation/arms.ts';
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
                <Cell key={arm} estimate={value[arm][estimator]} isShare={isShare} />
              )),
            ])}
          />
        }
      >
        <ValueChart value={value} isShare={isShare} width={chartWidth} />
      </ChartFigure>
      <h3>What the values rest on</h3>
      <DataTable
        caption="Weights of the arms"
        columns={[
          { title: 'arm' },
          { title: 'effective sample size' },
          { title: 'mean weight' },
          { title: 'largest weight' },
          { title: 'clipped weights' },
        ]}
        rows={arms.map((arm: Arm) => {
          const { ess, meanWeight, maxWeight, clipped } = value[arm];
          return [
            <>
              {arm}
              <span class="meaning">{armMeanings[arm]}</span>
            </>,
            formatNumber(Math.round(ess)),
            meanWeight.toFixed(3),
            formatNumber(Number(maxWeight.toPrecision(4))),
            formatNumber(clipped),
          ];
        })}
      />
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

/** What the policy and each rule costs: the value without it, less that with it. */
export function Costs({
  costs,
  isShare,
}: {
  costs: NonNullable<Result['boundaryCosts']>;
  isShare: boolean;
}): JSX.Element {
  const rows = [
    { name: 'all rules', place: '', changed: undefined, ...costs.all },
    ...rulesByChanges(costs).map((rule) => ({ ...rule, place: `${rule.file}:${rule.line}` })),
  ];
  return (
    <>
      <ChartFigure
        summary={costSummary(costs)}
        table={
          <DataTable
            caption="What each boundary costs"
            columns={[
              { title: 'rule' },
              { title: 'decisions changed' },
              { title: 'DR per decision' },
              { title: 'IPS per decision' },
            ]}
            rows={rows.map(({ name, place, changed, dr, ips }) => [
              <>
                {name}
                {place !== '' && <span class="place">{place}</span>}
              </>,
              changed === undefined ? '' : formatNumber(changed),
              <Cell estimate={dr} isShare={isShare} />,
              <Cell estimate={ips} isShare={isShare} />,
            ])}
          />
        }
      >
        <CostChart costs={costs} isShare={isShare} width={chartWidth} />
      </ChartFigure>
      <p class="hint">{costs.note}</p>
    </>
  );
}

/** A figure that would mislead is crossed out, in words too. */
function Cell({ estimate, isShare }: { estimate: Estimate; isShare: boolean }): JSX.Element {
  const signs = (estimate.marks ?? []).map((mark) => markSigns[mark]).join('');
  if (!('refused' in estimate)) {
    return (
      <>
        {amount(estimate.estimate, isShare)}
        {signs}
        <span class="range">{intervalWords(estimate, isShare)}</span>
      </>
    );
  }
  const { crossedOut } = estimate;
  return (
    <span class="refused">
      {crossedOut && (
        <s>
          {amount(crossedOut.estimate, isShare)}
          {signs}
          <span class="range">{intervalWords(crossedOut, isShare)}</span>
        </s>
      )}
      refused
    </span>
  );
}
