import type { LangiumDocument } from 'langium';
import { columnWidths, writtenName } from './columns.ts';
import type { LineStart } from './line-starts.ts';
import { placeLine } from './lines.ts';
import type { Piece, Pieces } from './pieces.ts';
import { piecesOf } from './pieces.ts';
import type { Gap, Placed } from './placed.ts';
import { level } from './placed.ts';
import { mayBreak, spacesBetween } from './spaces.ts';
import { alignTrailingComments } from './trailing-comments.ts';

export interface Layout extends Pieces {
  pieces: Placed[];
}

/** Deeper than what follows a rule, such as its reason. */
const continued = 2 * level;

/**
 * The one layout of a document: what stands on a line of its own, how deep, and what is aligned.
 * Within a rule, line breaks that a person made between two words are kept.
 */
export function layoutOf(document: LangiumDocument): Layout {
  const cut = piecesOf(document);
  const pieces: Placed[] = cut.pieces;
  const widths = columnWidths(document);
  let open: LineStart | undefined;
  let continuation = 0;
  for (let at = 0; at < pieces.length;) {
    const trailing = isTrailing(pieces, at) && pieces[at];
    if (trailing) {
      trailing.before = { spaces: level };
      at++;
      continue;
    }
    const comments = ownLineComments(pieces, at);
    at += comments.length;
    const next = pieces[at++];
    const written = next?.leaf && writtenName(next.leaf, widths);
    if (next && written !== undefined) next.written = written;
    if (next && !next.line) {
      for (const comment of comments) comment.before = { blank: 0, indent: continuation };
      next.before = withinRule(next, pieces[at - 2], continuation);
      continue;
    }
    placeLine(comments, next, open);
    open = next?.line;
    if (!open) continue;
    const indent = open.depth * level;
    const isColumn = open.node.$type === 'Column' && written !== undefined;
    continuation = indent + (isColumn ? written.length + 1 : continued);
  }
  alignTrailingComments(pieces);
  for (const piece of pieces) {
    if (!piece.isFixed) continue;
    delete piece.before;
    delete piece.written;
  }
  return cut;
}

function withinRule(next: Piece, previous: Piece | undefined, indent: number): Gap {
  if (!next.leaf || !previous?.leaf) return { blank: 0, indent };
  if (hasBreak(next) && mayBreak(previous.leaf, next.leaf)) return { blank: 0, indent };
  return { spaces: spacesBetween(previous.leaf, next.leaf) };
}

/** A comment behind the words of a line. */
function isTrailing(pieces: readonly Piece[], at: number): boolean {
  const piece = pieces[at];
  return !!piece && !piece.leaf && !!pieces[at - 1]?.leaf && !hasBreak(piece);
}

function ownLineComments(pieces: readonly Placed[], from: number): Placed[] {
  let to = from;
  while (to < pieces.length && !pieces[to]?.leaf) to++;
  return pieces.slice(from, to);
}

function hasBreak({ gap }: Piece): boolean {
  return /[\r\n]/.test(gap);
}
