import { asName } from '../../suggestion.ts';
import type { Fault, Fix } from './fix.ts';
import { declarationOf, nodeAt } from './fix.ts';

/** Where there is no nearest choice a person decides, or nothing happens now. */
export function withoutNearest({ document, diagnostic }: Fault): Fix[] {
  const node = nodeAt(document, diagnostic.range);
  if (node?.$type !== 'NearestAction' || !node.$cstNode) return [];
  const { range } = node.$cstNode;
  const home = declarationOf(node);
  return [...rolesOf(home).map((role) => `escalate to ${asName(role)}`), 'hold'].map((text) => ({
    title: `Write \`otherwise ${text}\``,
    edits: [{ range, text }],
  }));
}

function rolesOf(home: ReturnType<typeof declarationOf>): string[] {
  if (home?.$type !== 'HandoffBlock') return [];
  const { blocks, headers } = home;
  const named = [
    ...blocks.map((block) => (block.$type === 'EscalateBlock' ? block.role : undefined)),
    ...headers.map((header) => (header.$type === 'Owner' ? header.role : undefined)),
  ] as (string | undefined)[];
  return named.filter((role) => role !== undefined).slice(0, 1);
}
