import type { IToken } from 'chevrotain';
import { services } from './handoff.ts';

export interface Slip {
  /** What was done to which word, and on which line, for a person to find it. */
  what: string;
  text: string;
}

/** What a hand does wrong with one word of a text. */
const slips: Record<string, (images: readonly string[]) => string> = {
  dropped: () => '',
  doubled: ([word = '']) => `${word} ${word}`,
  swapped: ([word = '', next = '']) => `${next} ${word}`,
};

/** A text with one slip in each: every word dropped, doubled, and swapped with the next one. */
export function slipsOf(text: string, every = 1): Slip[] {
  const { tokens } = services.handoff.parser.Lexer.tokenize(text);
  const found: Slip[] = [];
  for (const [index, token] of tokens.entries()) {
    for (const [kind, [done, slip]] of Object.entries(slips).entries()) {
      if ((index * 3 + kind) % every !== 0) continue;
      const next = done === 'swapped' ? tokens[index + 1] : undefined;
      // Words of two lines are not swapped by a slip of the hand.
      if (done === 'swapped' && next?.startLine !== token.startLine) continue;
      const last = next ?? token;
      found.push({
        what: `${String(token.startLine)}: \`${token.image}\` ${done}`,
        text:
          text.slice(0, token.startOffset) +
          slip([token.image, next?.image ?? '']) +
          text.slice(end(last)),
      });
    }
  }
  return found;
}

/** A text cut off behind each of its words. */
export function cutsOf(text: string, every = 1): string[] {
  const { tokens } = services.handoff.parser.Lexer.tokenize(text);
  return tokens.filter((_, index) => index % every === 0).map((token) => text.slice(0, end(token)));
}

function end(token: IToken): number {
  return token.startOffset + token.image.length;
}
