import type { AstNode, LeafCstNode } from 'langium';
import type { File } from '../../generated/ast.ts';

/** A word that begins a line, and where that line stands. */
export interface LineStart {
  /** Levels of indentation. */
  depth: number;
  /** Blank lines before it: none, as the person has it but never more than one, or one. */
  blank: 'none' | 'kept' | 'one';
  /** What the line belongs to. */
  node: AstNode;
}

/** Properties of the syntax tree whose parts stand on lines of their own. */
const lineProperties = [
  ...['imports', 'declarations', 'headers', 'blocks', 'rules', 'items', 'priorities'],
  ...['ranges', 'parts', 'answers', 'times', 'rejections', 'tails'],
];

/** What goes without a blank line between two of its kind, where the person has none. */
const listed = new Set(['Import', 'Segment']);

/** Which words of a file begin a line in the canonical layout, by their offset. */
export function lineStarts(file: File): Map<number, LineStart> {
  const starts = new Map<number, LineStart>();
  const add = (parent: AstNode, depth: number): void => {
    for (const property of lineProperties) {
      const parts = (parent as unknown as Record<string, unknown>)[property];
      if (!Array.isArray(parts)) continue;
      for (const node of parts as AstNode[]) {
        // Rules that an expectation names are words, and no nodes.
        if (typeof node !== 'object' || !node.$cstNode) continue;
        starts.set(node.$cstNode.offset, { depth, blank: blankBefore(property), node });
        add(node, depth + 1);
      }
    }
  };
  add(file, 0);
  joinLists(file, starts);
  return starts;
}

function blankBefore(property: string): LineStart['blank'] {
  if (property === 'tails') return 'none';
  return ['imports', 'declarations', 'blocks'].includes(property) ? 'one' : 'kept';
}

function joinLists(file: File, starts: Map<number, LineStart>): void {
  let previous: string | undefined;
  const declarations = [...file.imports, ...file.declarations];
  const offset = ({ $cstNode }: AstNode): number => $cstNode?.offset ?? 0;
  for (const node of declarations.sort((left, right) => offset(left) - offset(right))) {
    const start = starts.get(offset(node));
    if (start && previous === node.$type && listed.has(previous)) start.blank = 'kept';
    previous = node.$type;
  }
}

/** Words that begin a line within what is one node: a description, and what feedback leads to. */
export function innerLineStart(leaf: LeafCstNode, depth: number): LineStart | undefined {
  const isText = leaf.tokenType.name === 'STRING';
  if (!isText && !/^(avoid|prefer|until)(:KW)?$/.test(leaf.tokenType.name)) return undefined;
  const node = leaf.astNode;
  const isInner = isText
    ? node.$type === 'HandoffBlock' || node.$type === 'Guardrails'
    : node.$type === 'FeedbackRule';
  return isInner ? { depth, blank: 'none', node } : undefined;
}
