import type { Piece } from './pieces.ts';

/** Spaces of one level of indentation. */
export const level = 2;

/** What comes before a piece: blank lines and a new line with its indent, or spaces. */
export type Gap = { blank: 0 | 1; indent: number } | { spaces: number };

/** A piece with its place; without one where it stays where it is. */
export interface Placed extends Piece {
  before?: Gap;
  /** What a name and its colon become: the blanks between them are the layout's. */
  written?: string;
}
