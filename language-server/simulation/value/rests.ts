import { formatNumber, formatShare, formatValue } from '../../policy/format.ts';
import type { Policy, RewardModelChoice } from '../../policy/model.ts';
import type { Mark } from '../arms.ts';
import type { ValueRests } from '../result.ts';
import type { SampleRatio } from './sample-ratio.ts';

/** What the reward model is, as a noun phrase without marks. */
export function modelWords(model: RewardModelChoice, { choice, data }: Policy): string {
  if (model.kind === 'overall') return 'the mean over all choices';
  const cell = model.by.length === 0 ? '' : ` in each cell of ${model.by.join(', ')}`;
  const towards = model.by.length === 0 ? 'the overall mean' : 'coarser means';
  const prior =
    model.prior === 0
      ? ''
      : `, drawn towards ${towards} by ${formatNumber(model.prior)} ${data.plural}`;
  return `the mean by ${choice.column}${cell}${prior}`;
}

/** How many choices are named where their shares are off: the most telling ones. */
const MOST_NAMED = 5;

/** Whether choices were logged as often as their propensities say, and else the likely shares. */
export function ratioWords(ratio: SampleRatio, policy: Policy): string {
  const { chiSquare, degrees, p, isOff, shares } = ratio;
  const test =
    chiSquare === Infinity
      ? 'a choice was logged that they rule out'
      : `chi-square ${chiSquare.toFixed(1)} on ${String(degrees)} ${degrees === 1 ? 'degree' : 'degrees'} of freedom, p ${p < 0.0005 ? 'below 0.0005' : p.toFixed(3)}`;
  if (!isOff) return `Choices were logged as often as the propensities say: ${test}.`;
  const named = [...shares]
    .sort((left, right) => distance(right) - distance(left))
    .slice(0, MOST_NAMED)
    .map(({ choice, logged, declared }) => {
      const what =
        choice === 'other' ? 'others' : formatValue(choice, policy.choice.type, policy.data);
      return `${what} ${shareWords(logged)} instead of ${shareWords(declared)}`;
    });
  return `Choices were not logged as often as the propensities say (${test}): ${named.join(', ')}.`;
}

/** What the cost of a single rule takes as given. */
export function stateWords(isExact: boolean): string {
  const given = isExact
    ? 'No decision changes what a later one reads, so that each figure is that of a replay without the rule.'
    : 'Each decision is taken without the rule as if those before it had been taken with it: caps, budgets, stage and what was learned are those of the whole policy.';
  return `${given} All rules: the agent without the policy, less the agent under it.`;
}

/** What a mark on a figure means. */
export function markWords(mark: Mark, { clipAt = Infinity }: ValueRests): string {
  switch (mark) {
    case 'ratio':
      return 'rests on propensities that the logged choices contradict';
    case 'clipped':
      return `rests on weights clipped at ${formatNumber(clipAt)}, which draws it towards what was logged`;
    case 'guess':
      return 'is a guess: nothing in the data says that the model holds where choices were not drawn at random';
  }
}

/** By their part in Pearson's statistic. */
function distance({ declared, logged }: SampleRatio['shares'][number]): number {
  return Math.abs(logged - declared) / Math.sqrt(declared);
}

function shareWords(share: number): string {
  return formatShare(Number(share.toFixed(4)));
}
