import { asName } from '../../suggestion.ts';
import type { Fault, Fix } from './fix.ts';
import { declarationOf, nodeAt } from './fix.ts';
import { rolesOf } from './handoff-parts.ts';

/** Where there is no nearest choice a person decides, or nothing happens now. */
export function withoutNearest({ document, diagnostic }: Fault): Fix[] {
  const node = nodeAt(document, diagnostic.range);
  if (node?.$type !== 'NearestAction' || !node.$cstNode) return [];
  const { range } = node.$cstNode;
  const home = declarationOf(node);
  const roles = home?.$type === 'HandoffBlock' ? rolesOf(home).slice(0, 1) : [];
  return [...roles.map((role) => `escalate to ${asName(role)}`), 'hold'].map((text) => ({
    title: `Write \`otherwise ${text}\``,
    edits: [{ range, text }],
  }));
}
