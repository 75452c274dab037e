import type { CstNode } from 'langium';
import { CstUtils } from 'langium';
import type { Column, DataBlock, HandoffBlock } from '../../generated/ast.ts';
import { asName } from '../../suggestion.ts';
import type { Edit, Fix } from './fix.ts';
import { lineAfter } from './fix.ts';
import { usedBy } from './missing-role.ts';

/** Words that are put in, called by themselves. */
export function inserted(text: string, edits: Edit[], sure = false): Fix {
  return { title: `Add \`${text.replace(/^,/, '').trim()}\``, edits, ...(sure ? { sure } : {}) };
}

/** The line behind which another belongs: the last of these headers, else the description or name. */
export function anchorOf(handoff: HandoffBlock, headers: readonly string[]): CstNode | undefined {
  const found = handoff.headers.findLast((each) => headers.includes(each.$type));
  return found?.$cstNode ?? headOf(handoff);
}

/** The name, what it is under, and the description: all before the first header. */
function headOf(handoff: HandoffBlock): CstNode | undefined {
  const whole = handoff.$cstNode;
  const first = [...handoff.headers, ...handoff.blocks]
    .map((each) => each.$cstNode?.offset ?? Infinity)
    .reduce((left, right) => Math.min(left, right), Infinity);
  if (!whole) return undefined;
  const words = CstUtils.flattenCst(whole).filter(({ hidden, end }) => !hidden && end <= first);
  return words.toArray().at(-1) ?? whole;
}

/** The roles that a handoff names: who is asked first, then who owns it. */
export function rolesOf({ blocks, headers }: HandoffBlock): string[] {
  const named = [
    ...blocks.map((block) => (block.$type === 'EscalateBlock' ? block.role : undefined)),
    ...headers.map((header) => (header.$type === 'Owner' ? header.role : undefined)),
    // After error recovery any property may be missing.
  ] as (string | undefined)[];
  return named.filter((role) => role !== undefined);
}

export function columnsOf(data: DataBlock | undefined): Column[] {
  return data?.items.filter((item) => item.$type === 'Column') ?? [];
}

/** The columns that tell, by yes or no, what became of a decision of the handoff. */
export function outcomesOf(handoff: HandoffBlock): string[] {
  return columnsOf(usedBy(handoff))
    .filter(
      ({ type, roles }) =>
        type.$type === 'YesNoType' && roles.some((role) => role.$type === 'OutcomeRole'),
    )
    .map(({ name }) => name);
}

/** More of an outcome as the goal, once for each of the first. */
export function goalLines(handoff: HandoffBlock, outcomes: readonly string[]): Fix[] {
  return outcomes.slice(0, 3).map((name) => {
    const line = `goal more ${asName(name)}`;
    return inserted(line, lineAfter(anchorOf(handoff, ['AgentChooses', 'Uses']), line));
  });
}
