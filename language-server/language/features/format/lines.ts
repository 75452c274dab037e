import type { LineStart } from './line-starts.ts';
import type { Piece } from './pieces.ts';
import type { Placed } from './placed.ts';
import { level } from './placed.ts';

/**
 * Places a word that begins a line, or nothing at the end of a file, and the comments on lines of
 * their own before it. A comment belongs to what follows; where that stands less deep, its own
 * indent says whether it still belongs to what it stands under.
 */
export function placeLine(
  comments: readonly Placed[],
  next: Placed | undefined,
  previous: LineStart | undefined,
): void {
  const depth = next?.line?.depth ?? 0;
  const group = next ? [...comments, next] : comments;
  let deepest = Math.max(depth, previous?.depth ?? 0);
  let firstLeading = group.length;
  for (const [at, piece] of group.entries()) {
    const own = piece === next ? depth : Math.round(columnOf(piece) / level);
    const isDeeper = depth < deepest && own > depth;
    deepest = isDeeper ? Math.min(own, deepest) : depth;
    if (!isDeeper) firstLeading = Math.min(firstLeading, at);
    piece.before = { blank: hasBlankLine(piece) ? 1 : 0, indent: deepest * level };
  }
  const leading = group.slice(firstLeading);
  const blank = blankBefore(next?.line, previous);
  if (blank === 'none') setBlank(group[0], 0);
  if (next?.line?.blank === 'none') for (const piece of group) setBlank(piece, 0);
  const hasBlank = leading.some(({ before }) => before && 'blank' in before && before.blank === 1);
  if (blank === 'one' && !hasBlank) setBlank(leading[0], 1);
}

function blankBefore(
  line: LineStart | undefined,
  previous: LineStart | undefined,
): LineStart['blank'] | undefined {
  if (!previous || (line && line.depth > previous.depth)) return 'none';
  // A header behind a block would read as if it were part of it.
  const isBehindBlock = line?.node.$containerProperty === 'headers' && line.depth < previous.depth;
  return isBehindBlock ? 'one' : line?.blank;
}

function setBlank(piece: Placed | undefined, blank: 0 | 1): void {
  if (piece?.before && 'blank' in piece.before) piece.before.blank = blank;
}

function hasBlankLine({ gap }: Piece): boolean {
  return (gap.match(/\r\n|\n|\r/g)?.length ?? 0) > 1;
}

/** Where on its line a comment begins; a tab is as wide as a level. */
function columnOf({ gap }: Piece): number {
  const indent = gap.slice(Math.max(gap.lastIndexOf('\n'), gap.lastIndexOf('\r')) + 1);
  return indent.length + (indent.match(/\t/g)?.length ?? 0) * (level - 1);
}
