import type { IToken } from 'chevrotain';

/** A change of the text that would let the parser go on: offsets, and what stands between them. */
export interface Mend {
  start: number;
  end: number;
  text: string;
  /** Nothing else can have been meant. */
  sure?: boolean;
}

/** Where an error is: at a word, or at the end of what was parsed, behind the word before. */
interface Place {
  token: IToken;
  previousToken?: IToken | undefined;
}

/** The parser tells of an error by a message and a token; what would mend it travels beside them. */
const known = new WeakMap<IToken, Mend[]>();

/** The end is one token for all texts: what would mend an error there is known by the word before. */
const knownAtEnd = new WeakMap<IToken, Mend[]>();

export function noteMends({ token, previousToken }: Place, mends: readonly Mend[]): void {
  if (mends.length === 0) return;
  if (token.startOffset >= 0) known.set(token, [...mends]);
  else if (previousToken) knownAtEnd.set(previousToken, [...mends]);
}

export function mendsOf({ token, previousToken }: Place): readonly Mend[] {
  const mends =
    token.startOffset >= 0 ? known.get(token) : previousToken && knownAtEnd.get(previousToken);
  return mends ?? [];
}

/** Where a token is moved, so is what would mend an error there. */
export function moveMends(token: IToken, characters: number): void {
  for (const mend of [...(known.get(token) ?? []), ...(knownAtEnd.get(token) ?? [])]) {
    mend.start += characters;
    mend.end += characters;
  }
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
