import type { AstNode, CstNode, LeafCstNode } from 'langium';
import { CstUtils, isLeafCstNode } from 'langium';

/**
 * A node as written, on one line, without comments: `never when consent is not yes`. Each word
 * stands as it is, unless `written` says how.
 */
export function canonicalText(
  node: AstNode | undefined,
  written: (word: LeafCstNode) => string = ({ text }) => text,
): string {
  const root = node?.$cstNode;
  if (!root) return '';
  let text = '';
  for (const leaf of CstUtils.streamCst(root)) {
    if (!isWord(leaf)) continue;
    const tight = text === '' || text.endsWith('(') || [',', ')', '%'].includes(leaf.text);
    text += tight ? written(leaf) : ` ${written(leaf)}`;
  }
  return text;
}

function isWord(node: CstNode): node is LeafCstNode {
  return isLeafCstNode(node) && !node.hidden;
}
