import type { Policy, RewardModelChoice } from '../../policy/model.ts';
import type * as ast from '../generated/ast.ts';
import { checkCells } from './cell-columns.ts';
import type { Scope } from './context.ts';
import { rowNoun } from './context.ts';
import { numberIn } from './literals.ts';

/** Rows of the coarser mean that a thin cell is drawn towards, where nothing is said. */
const usualPrior = 100;

/** `reward model by device with a prior of 100 emails`, `by choice alone`, `is the overall mean`. */
export function rewardModelOf(
  part: ast.RewardModel,
  scope: Scope,
  policy: Policy,
): RewardModelChoice {
  const { report } = scope;
  if (part.overall) return { kind: 'overall' };
  checkCells(part, policy, { who: 'the reward model', whose: 'a reward model' }, report);
  if (part.noun !== undefined && rowNoun(part.noun, scope) === undefined) {
    report(
      'mixed-units',
      `A prior is a number of ${policy.data.plural}, not of \`${part.noun}\``,
      part,
      { property: 'noun' },
    );
  }
  const prior = part.prior === undefined ? usualPrior : numberIn(part.prior);
  return { kind: 'choice', by: part.columns, prior: part.unshrunk ? 0 : prior };
}
