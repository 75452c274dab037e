import type { CstNode } from 'langium';
import type { Expression, FeedbackRule, Simulation } from '../../generated/ast.ts';
import { asName } from '../../suggestion.ts';
import type { Fault, Fix } from './fix.ts';
import { inserted } from './handoff-parts.ts';
import { mendOf, startingAt } from './review-place.ts';

/** Lets a condition hold, or not, where a value is missing, and says which. */
export function sayOfUnknown(fault: Fault): Fix[] {
  const { name, part = 0 } = mendOf(fault) ?? {};
  const condition = conditionAt(fault, part);
  if (!condition?.$cstNode || name === undefined) return [];
  const { $cstNode } = condition;
  return [`or ${asName(name)} is unknown`, `and ${asName(name)} is known`].map((words) =>
    inserted(words, added($cstNode, words, condition)),
  );
}

function conditionAt(fault: Fault, part: number): Expression | undefined {
  const rule = startingAt<FeedbackRule>(fault, 'FeedbackRule');
  if (rule) return part === 0 ? rule.what : rule.condition;
  const answers = startingAt<Simulation>(fault, 'Simulation')?.parts.flatMap((each) =>
    each.$type === 'Reviewer' ? each.answers : [],
  );
  const answer = answers?.[part];
  return answer?.$type === 'Answer' ? answer.condition : undefined;
}

/** Behind a condition, which stands in parentheses where it has several parts. */
function added({ range }: CstNode, words: string, { $type }: Expression): Fix['edits'] {
  const { start, end } = range;
  const isOne = $type !== 'Logic';
  return [
    ...(isOne ? [] : [{ range: { start, end: start }, text: '(' }]),
    { range: { start: end, end }, text: `${isOne ? '' : ')'} ${words}` },
  ];
}
