import type { LangiumDocument, LeafCstNode } from 'langium';
import { CstUtils } from 'langium';
import type { File } from '../../generated/ast.ts';
import { brokenParts } from './broken-parts.ts';
import type { LineStart } from './line-starts.ts';
import { innerLineStart, lineStarts } from './line-starts.ts';

/** A word or a comment: what a layout moves about and never changes. */
export interface Piece {
  start: number;
  /** Exclusive; a comment ends with its last visible character. */
  end: number;
  /** What the person has between the piece before, or the file's start, and this one. */
  gap: string;
  /** The gap is left as it is. */
  isFixed: boolean;
  /** Of a word; a comment has none. */
  leaf?: LeafCstNode;
  /** Of a word that begins a line. */
  line?: LineStart;
}

export interface Pieces {
  pieces: Piece[];
  /** What stands behind the last piece. */
  rest: string;
  isRestFixed: boolean;
}

/**
 * Cuts a document into words and comments. Whatever else stands between two words, such as what
 * the parser has skipped, is part of a gap that is fixed.
 */
export function piecesOf(document: LangiumDocument): Pieces {
  const text = document.textDocument.getText();
  const root = document.parseResult.value.$cstNode;
  const starts = lineStarts(document.parseResult.value as File);
  const isBroken = brokenParts(document);
  const pieces: Piece[] = [];
  // A byte order mark is no white space to anybody but JavaScript.
  let end = text.startsWith('\uFEFF') ? 1 : 0;
  let wasBroken = false;
  let depth = 0;
  const add = (start: number, to: number, leaf?: LeafCstNode): void => {
    const broken = isBroken(start);
    const gap = text.slice(end, start);
    const piece: Piece = { start, end: to, gap, isFixed: broken || wasBroken || /\S/.test(gap) };
    if (leaf) {
      piece.leaf = leaf;
      const line = starts.get(start) ?? innerLineStart(leaf, depth + 1);
      if (line) piece.line = line;
      const outer = starts.get(start);
      if (outer) depth = outer.depth;
    }
    pieces.push(piece);
    wasBroken = broken;
    end = to;
  };
  const addComments = (until: number): void => {
    for (const comment of commentsIn(text, end, until)) add(comment.start, comment.end);
  };
  for (const leaf of root ? CstUtils.flattenCst(root) : []) {
    // Words that recovery has put in are not in the text.
    if (leaf.hidden || !(leaf.offset >= end) || leaf.length <= 0) continue;
    addComments(leaf.offset);
    add(leaf.offset, leaf.end, leaf);
  }
  addComments(text.length);
  const rest = text.slice(end);
  return { pieces, rest, isRestFixed: wasBroken || /\S/.test(rest) };
}

/** Comments of a gap without words; none where there is more than comments in it. */
function commentsIn(text: string, from: number, to: number): { start: number; end: number }[] {
  const gap = text.slice(from, to);
  if (gap.replace(/#[^\r\n]*/g, '').trim() !== '') return [];
  return [...gap.matchAll(/#[^\r\n]*/g)].map(({ 0: comment, index }) => ({
    start: from + index,
    end: from + index + comment.trimEnd().length,
  }));
}
