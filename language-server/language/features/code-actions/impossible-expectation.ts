import type { PolicyTest } from '../../generated/ast.ts';
import type { Fault, Fix } from './fix.ts';
import { lineAfter } from './fix.ts';
import { inserted } from './handoff-parts.ts';
import { mendOf, startingAt } from './review-place.ts';

/** The choice is suggested at one stage alone. */
export function giveStage(fault: Fault): Fix[] {
  const test = startingAt<PolicyTest>(fault, 'PolicyTest');
  const text = mendOf(fault)?.write;
  if (!test || text === undefined) return [];
  const given = test.parts.filter((part) => part.$type === 'Given');
  const stage = given.flatMap(({ facts }) => facts).find(({ name }) => name === 'stage');
  if (stage?.$cstNode) {
    const title = `Write \`${text}\` for \`${stage.$cstNode.text}\``;
    return [{ title, edits: [{ range: stage.$cstNode.range, text }] }];
  }
  const line = `${given.length > 0 ? 'and' : 'given'} ${text}`;
  return [inserted(line, lineAfter(given.at(-1)?.$cstNode ?? test.handoff.$refNode, line))];
}
