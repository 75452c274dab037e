import { GrammarUtils } from 'langium';
import type { FeedbackRule } from '../../generated/ast.ts';
import type { Fault, Fix } from './fix.ts';
import { lineAfter } from './fix.ts';
import { inserted } from './handoff-parts.ts';
import { removeRule } from './remove-rule.ts';
import { mendOf, startingAt } from './review-place.ts';

/** An end date, a year from now. */
export function addUntil(fault: Fault): Fix[] {
  const rule = startingAt<FeedbackRule>(fault, 'FeedbackRule');
  const text = mendOf(fault)?.write;
  if (!rule || text === undefined) return [];
  return [inserted(text, lineAfter(rule.$cstNode, text, '      '))];
}

/** Whether what was learned still holds only a person knows: it goes, or for another year. */
export function renewOrRemove(fault: Fault): Fix[] {
  const rule = startingAt<FeedbackRule>(fault, 'FeedbackRule');
  const date = GrammarUtils.findNodeForProperty(rule?.$cstNode, 'until');
  const text = mendOf(fault)?.write?.replace(/^until /, '');
  if (!date || text === undefined) return [];
  return [
    ...removeRule(fault),
    {
      title: `Write \`until ${text}\` for \`until ${date.text}\``,
      edits: [{ range: date.range, text }],
    },
  ];
}
