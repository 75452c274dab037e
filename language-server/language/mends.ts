import type { IToken } from 'chevrotain';

/** A change of the text that would let the parser go on: offsets, and what stands between them. */
export interface Mend {
  start: number;
  end: number;
  text: string;
  /** Nothing else can have been meant. */
  sure?: boolean;
}

/**
 * The parser tells of an error by a message and a token; what would mend it travels beside them.
 * The end of a file is one token for all files, and gets none.
 */
const known = new WeakMap<IToken, Mend[]>();

export function noteMends(token: IToken | undefined, mends: readonly Mend[]): void {
  if (token && token.startOffset >= 0 && mends.length > 0) known.set(token, [...mends]);
}

export function mendsOf(token: IToken): readonly Mend[] {
  return known.get(token) ?? [];
}

export function instead(first: IToken, text: string, last = first): Mend {
  return { start: first.startOffset, end: endOf(last), text };
}

export function before(token: IToken, text: string): Mend {
  return { start: token.startOffset, end: token.startOffset, text };
}

export function behind(token: IToken, text: string): Mend {
  return { start: endOf(token), end: endOf(token), text };
}

/** Takes words out, with the space before them. */
export function without(first: IToken, last: IToken, previous: IToken | undefined): Mend {
  const sameLine = previous !== undefined && previous.startLine === first.startLine;
  return { start: sameLine ? endOf(previous) : first.startOffset, end: endOf(last), text: '' };
}

function endOf(token: IToken): number {
  return token.startOffset + token.image.length;
}
