import { candidates } from '../../policy/choices.ts';
import { formatValue } from '../../policy/format.ts';
import { leavesOf } from '../../policy/leaves.ts';
import type { Policy, Rule } from '../../policy/model.ts';
import { TRUE as FIRES } from '../../policy/tri.ts';
import type { Finding } from '../finding.ts';
import type { Ask } from './ask.ts';
import { forWhom, undecided } from './ask.ts';
import { isFalseAt } from './at-choice.ts';
import { and, or } from './smt.ts';
import { judged } from './witness.ts';

/** Of more choices than this the question whether none is left would be too long to ask. */
const mostChoices = 200;

/** Boundaries that the usual choice may break. */
export async function usualBreaks(policy: Policy, ask: Ask): Promise<Finding[]> {
  const { usual, choice } = policy;
  if (usual === undefined) return [];
  const found: Finding[] = [];
  for (const rule of choiceBoundaries(policy)) {
    if (isFalseAt(rule.fires, usual, policy)) continue;
    const answer = await ask([rule], ({ truth }) => truth(rule.fires, usual).holds);
    if (answer.kind === 'never') continue;
    if (
      answer.kind === 'undecided' ||
      judged(rule.fires, answer.witness, policy, usual) !== FIRES
    ) {
      found.push(undecided(rule, 'whether the usual choice breaks it'));
      continue;
    }
    const shown = formatValue(usual, choice.type, policy.data);
    const message = `The usual choice ${shown} breaks \`${rule.name}\`${forWhom(answer.witness, policy)}`;
    found.push({ code: 'usual-breaks', message, at: rule.at });
  }
  return found;
}

/** Whether there are decisions in which every choice is forbidden. */
export async function nothingAllowed(policy: Policy, ask: Ask): Promise<Finding[]> {
  const choices = candidates(policy.choice.type);
  const rules = choiceBoundaries(policy);
  if (!choices || rules.length === 0 || choices.length === 0) return [];
  const against = choices.map((choice) => ({
    choice,
    by: rules.filter(({ fires }) => !isFalseAt(fires, choice, policy)),
  }));
  if (against.some(({ by }) => by.length === 0)) return [];
  const open = undecided(
    { name: policy.handoff, at: policy.at },
    'whether its boundaries leave a choice',
  );
  if (choices.length > mostChoices) return [open];
  const answer = await ask(rules, ({ truth }) =>
    and(
      ...against.map(({ choice, by }) => or(...by.map(({ fires }) => truth(fires, choice).holds))),
    ),
  );
  if (answer.kind === 'never') return [];
  const isReal =
    answer.kind === 'possible' &&
    choices.every((choice) =>
      rules.some(({ fires }) => judged(fires, answer.witness, policy, choice) === FIRES),
    );
  if (!isReal) return [open];
  const names = rules.map(({ name }) => `\`${name}\``).join(', ');
  const message = `${names} together leave no allowed choice${forWhom(answer.witness, policy)}`;
  return [{ code: 'no-choice-left', message, at: policy.at }];
}

/** Boundaries about the choice itself: caps and the like stop everything, as they are meant to. */
function choiceBoundaries({ rules }: Policy): Rule[] {
  return rules.filter(
    ({ form, fires }) => form === 'never' && leavesOf(fires).some(({ kind }) => kind === 'choice'),
  );
}
