import type { EscalateBlock, HandoffBlock } from '../../generated/ast.ts';
import { asName } from '../../suggestion.ts';
import type { Fault, Fix } from './fix.ts';
import { lineAfter } from './fix.ts';
import { anchorOf, goalLines, inserted, outcomesOf, rolesOf } from './handoff-parts.ts';
import { ownerFixes } from './missing-part.ts';
import { startingAt } from './review-place.ts';

const deadline = 'answer within 4 hours, otherwise hold';
const unsure = 'unsure: when confidence is below 70%';

/** Who answers for a handoff: a role that the files at hand name. */
export function addOwner(fault: Fault): Fix[] {
  return inHandoff(fault, (handoff) => ownerFixes(handoff, fault));
}

/** More of an outcome that no guard is afraid of. */
export function addGoal(fault: Fault): Fix[] {
  return inHandoff(fault, (handoff) => {
    const guarded = handoff.headers.map((each) => (each.$type === 'Guard' ? each.column : ''));
    const outcomes = outcomesOf(handoff);
    const free = outcomes.filter((name) => !guarded.includes(name));
    return goalLines(handoff, free.length > 0 ? free : outcomes);
  });
}

/** An outcome that is not the goal stays rare; where there is none, the goal does not get rarer. */
export function addGuard(fault: Fault): Fix[] {
  return inHandoff(fault, (handoff) => {
    const wanted = handoff.headers.map((each) => (each.$type === 'Goal' ? each.column : ''));
    const outcomes = outcomesOf(handoff);
    const others = outcomes.filter((name) => !wanted.includes(name));
    const lines =
      others.length > 0
        ? others.map((name) => `guard ${asName(name)} stays below 1%`)
        : outcomes.map((name) => `guard ${asName(name)} stays above 1%`);
    const anchor = anchorOf(handoff, ['AgentChooses', 'Uses', 'Goal', 'Watch']);
    return lines.slice(0, 3).map((line) => inserted(line, lineAfter(anchor, line)));
  });
}

/** A block that asks a person where the agent is not sure of itself. */
export function addEscalation(fault: Fault): Fix[] {
  return inHandoff(fault, (handoff) => {
    const block = handoff.blocks.find((each) => each.$type === 'EscalateBlock');
    if (block) return [inserted(unsure, lineAfter(block.$cstNode, unsure, '    '))];
    const [role = `${handoff.name}_owner`] = rolesOf(handoff);
    const head = `escalate to ${asName(role)}`;
    const text = `\n  ${head}\n    ${unsure}\n    ${deadline}`;
    return [{ title: `Add \`${head}\``, edits: lineAfter(handoff.$cstNode, text, '') }];
  });
}

export function addDeadline(fault: Fault): Fix[] {
  const block = startingAt<EscalateBlock>(fault, 'EscalateBlock');
  return block ? [inserted(deadline, lineAfter(block.$cstNode, deadline, '    '))] : [];
}

function inHandoff(fault: Fault, fixes: (handoff: HandoffBlock) => Fix[]): Fix[] {
  const handoff = startingAt<HandoffBlock>(fault, 'HandoffBlock');
  return handoff ? fixes(handoff) : [];
}
