import type { Boundary } from '../../generated/ast.ts';
import type { Fault, Fix } from './fix.ts';
import { lineAfter, nodeAt } from './fix.ts';
import { inserted } from './handoff-parts.ts';

/** The place for a reason: what it is only its author knows, and it is asked for until it is there. */
export function addBecause({ document, diagnostic }: Fault): Fix[] {
  const node = nodeAt(document, diagnostic.range);
  if (node?.$type !== 'Boundary') return [];
  const text = 'because "…"';
  return [inserted(text, lineAfter((node as Boundary).$cstNode, text, '      '))];
}
