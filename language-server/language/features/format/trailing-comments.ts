import type { AstNode } from 'langium';
import { charactersOf } from './columns.ts';
import type { LineStart } from './line-starts.ts';
import type { Placed } from './placed.ts';

/** Between the widest line that has a comment and the comments. */
const distance = 2;
/** The same in a data block, where they are a column of a table. */
const distanceInTable = 4;
/** A wider line does not push the comments of the others out of sight. */
const widest = 80;

interface Trailing {
  comment: Placed;
  /** Of the words before it. */
  width: number;
  /** Its number among the lines of the layout. */
  line: number;
  open: LineStart;
}

/** Aligns comments behind the columns of a data block, and else behind lines in a row. */
export function alignTrailingComments(pieces: readonly Placed[]): void {
  const groups = new Map<AstNode | Trailing, Trailing[]>();
  let last: Trailing | undefined;
  let key: AstNode | Trailing | undefined;
  for (const each of trailingComments(pieces)) {
    const data = each.open.node.$container;
    if (data?.$type === 'DataBlock') key = data;
    else if (!key || !last || !isNextTo(last, each)) key = each;
    const group = groups.get(key);
    if (group) group.push(each);
    else groups.set(key, [each]);
    last = each;
  }
  for (const group of groups.values()) align(group);
}

function isNextTo(above: Trailing, below: Trailing): boolean {
  return below.line === above.line + 1 && below.open.depth === above.open.depth;
}

function align(group: readonly Trailing[]): void {
  const least = group[0]?.open.node.$container?.$type === 'DataBlock' ? distanceInTable : distance;
  const pushing = group.reduce(
    (most, { width }) => (width > widest ? most : Math.max(most, width)),
    0,
  );
  const target = pushing + least;
  for (const { comment, width } of group) {
    comment.before = { spaces: Math.max(least, target - width) };
  }
}

function* trailingComments(pieces: readonly Placed[]): Generator<Trailing> {
  let line = 0;
  let width = 0;
  let open: LineStart | undefined;
  for (const piece of pieces) {
    const { before, leaf } = piece;
    open = piece.line ?? open;
    if (before && 'indent' in before) {
      line += before.blank + 1;
      width = before.indent;
    } else if (before && leaf) width += before.spaces;
    if (leaf) width += charactersOf(piece.written ?? leaf.text);
    else if (open && before && 'spaces' in before) yield { comment: piece, width, line, open };
  }
}
