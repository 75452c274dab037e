import type { AstNode, CstNode } from 'langium';
import { CstUtils, isLeafCstNode } from 'langium';

/** A node as written, on one line, without comments: `never when consent is not yes`. */
export function canonicalText(node: AstNode | undefined): string {
  const root = node?.$cstNode;
  if (!root) return '';
  let text = '';
  for (const leaf of CstUtils.streamCst(root)) {
    if (!isWord(leaf)) continue;
    const tight = text === '' || text.endsWith('(') || [',', ')', '%'].includes(leaf.text);
    text += tight ? leaf.text : ` ${leaf.text}`;
  }
  return text;
}

function isWord(node: CstNode): boolean {
  return isLeafCstNode(node) && !node.hidden;
}
