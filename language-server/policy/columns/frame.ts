/** Rows evaluated at a time: masks and scratch columns of this length stay in the L1 cache. */
export const BLOCK = 2048;

/**
 * Truth of up to BLOCK rows, one byte a row. Bit 1: certainly true; bit 0: possibly true. So
 * `and` is &, `or` is |, and both work on four rows at a time through `words`.
 */
export interface Mask {
  bytes: Uint8Array;
  words: Int32Array;
}

export const NO = 0;
export const PERHAPS = 1;
export const YES = 3;

export function newMask(): Mask {
  const buffer = new ArrayBuffer(BLOCK);
  return { bytes: new Uint8Array(buffer), words: new Int32Array(buffer) };
}

/** What the kernels of one program read: its inputs, one per leaf, for the call under way. */
export interface Frame {
  inputs: readonly Float64Array[];
  dictionaries: Dictionaries;
  /** What reading a block ahead of its kernels added up to; nobody reads it. */
  touched: number;
}

/** By leaf: the strings that the codes of a text leaf stand for. It may grow, never change. */
export type Dictionaries = readonly (readonly string[] | undefined)[];

/** Evaluates `n` rows, at most BLOCK, from row `offset` of the inputs, into the mask from 0. */
export type Kernel = (frame: Frame, offset: number, n: number, out: Mask) => void;

/** A byte in each of the four rows of a word. */
export function inEachByte(byte: number): number {
  return Math.imul(byte, 0x01010101);
}
