import { GrammarUtils } from 'langium';
import type { Fault, Fix } from './fix.ts';
import { nodeAt } from './fix.ts';

const ends = [
  ['low', 'high'],
  ['start', 'end'],
] as const;

/** Swaps the ends of a window that ends before it starts; of one moment the window is that one. */
export function swapEnds({ document, diagnostic }: Fault): Fix[] {
  const node = nodeAt(document, diagnostic.range);
  for (const [first, second] of ends) {
    const low = GrammarUtils.findNodeForProperty(node?.$cstNode, first);
    const high = GrammarUtils.findNodeForProperty(node?.$cstNode, second);
    if (!node?.$cstNode || !low || !high) continue;
    if (low.text !== high.text) {
      return [
        {
          title: `Swap \`${low.text}\` and \`${high.text}\``,
          edits: [
            { range: low.range, text: high.text },
            { range: high.range, text: low.text },
          ],
          // A wrong end may have been meant as well.
        },
      ];
    }
    if (node.$type !== 'BetweenTest') return [];
    return [
      {
        title: `Write \`is ${low.text}\`, that moment alone`,
        edits: [{ range: node.$cstNode.range, text: low.text }],
      },
    ];
  }
  return [];
}
