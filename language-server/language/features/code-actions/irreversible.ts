import { canonicalText } from '../../compile/text.ts';
import type { Fault, Fix } from './fix.ts';
import { nodeAt, removal } from './fix.ts';

/** Takes the step up away: that the decision can be undone after all is not for a fix to say. */
export function neverAlone({ document, diagnostic }: Fault): Fix[] {
  const node = nodeAt(document, diagnostic.range);
  if (!node?.$cstNode) return [];
  const { range } = node.$cstNode;
  if (node.$type === 'StartsAt') {
    return [
      {
        title: 'Write `starts at suggest`',
        edits: [{ range, text: 'starts at suggest' }],
        sure: true,
      },
    ];
  }
  if (node.$type !== 'Becomes') return [];
  return [
    { title: `Remove \`${canonicalText(node)}\``, edits: [removal(document, range)], sure: true },
  ];
}
