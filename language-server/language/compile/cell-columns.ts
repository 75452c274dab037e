import { candidates } from '../../policy/choices.ts';
import type { Policy } from '../../policy/model.ts';
import type * as ast from '../generated/ast.ts';
import { checkFeature } from './data.ts';
import type { Report } from '../problems.ts';

/** As many as the built-in agent compares. */
export const mostChoices = 200;

/**
 * Columns whose values make cells: known before the decision, and each value met again, which
 * amounts, moments and subjects hardly ever are.
 */
export function checkCells(
  part: ast.ThompsonAgent | ast.RewardModel,
  { data }: Policy,
  { who, whose }: { who: string; whose: string },
  report: Report,
): void {
  for (const [index, name] of part.columns.entries()) {
    const where = { property: 'columns', index };
    if (part.columns.indexOf(name) < index) {
      report('repeated-part', `\`${name}\` stands twice`, part, where);
      continue;
    }
    checkFeature(name, data.columns, who, part, index, report);
    const column = data.columns.find((each) => each.name === name);
    if (!column || column.type.kind === 'text' || column.type.kind === 'zone') continue;
    if ((candidates(column.type)?.length ?? Infinity) <= mostChoices) continue;
    report(
      'wrong-type',
      `\`${name}\` has too many values for ${whose}: use columns that are one of a few`,
      part,
      where,
    );
  }
}
