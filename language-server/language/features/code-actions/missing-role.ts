import type { AstNode } from 'langium';
import type { Column, DataBlock, HandoffBlock, Uses } from '../../generated/ast.ts';
import type { LackingRole } from '../../problems.ts';
import type { Fault, Fix } from './fix.ts';
import { declarationOf, nodeAt, visibleDeclarations, wordsAfter } from './fix.ts';

const words: Record<LackingRole, string> = {
  subject: 'the subject',
  moment: 'the moment',
  clock: 'the clock',
  chosen: 'chosen',
  outcome: 'an outcome',
};

const fitting: Partial<Record<LackingRole, (type: Column['type'] | undefined) => boolean>> = {
  subject: (type) => type?.$type === 'PlainType' && type.kind === 'identifier',
  moment: (type) => type?.$type === 'PlainType' && type.kind === 'timestamp',
  clock: (type) => type?.$type === 'ZoneType',
};

/** Gives the role that a rule needs to a column of the data that can have it. */
export function addRole(fault: Fault): Fix[] {
  const { document, diagnostic } = fault;
  const { role } = (diagnostic.data ?? {}) as { role?: LackingRole };
  if (role === undefined) return [];
  const fits = fitting[role];
  const name = document.textDocument.getText(diagnostic.range).replace(/^`|`$/g, '');
  const columns = dataOf(nodeAt(document, diagnostic.range), fault)
    .flatMap((block) => block.items)
    .filter((item) => item.$type === 'Column')
    .filter((column) => column.roles.length === 0)
    .filter((column) =>
      fits ? fits(column.type as Column['type'] | undefined) : column.name === name,
    );
  return columns.map((column) => ({
    title: `Mark \`${column.name}\` as \`${words[role]}\``,
    edits: wordsAfter(column.$cstNode, `, ${words[role]}`),
    ...(columns.length === 1 && role !== 'outcome' ? { sure: true } : {}),
  }));
}

/** The data that is meant where a node stands; all that is visible where no handoff says. */
function dataOf(node: AstNode | undefined, fault: Fault): DataBlock[] {
  const home = declarationOf(node);
  const handoff =
    home?.$type === 'Simulation' || home?.$type === 'PolicyTest' ? home.handoff?.ref : home;
  const used = handoff?.$type === 'HandoffBlock' ? usedBy(handoff) : undefined;
  if (used) return [used];
  return visibleDeclarations(fault).filter((each) => each.$type === 'DataBlock');
}

export function usedBy(handoff: HandoffBlock): DataBlock | undefined {
  const uses = handoff.headers.find((header) => header.$type === 'Uses');
  // After error recovery any property may be missing.
  return (uses as Partial<Uses> | undefined)?.data?.ref;
}
