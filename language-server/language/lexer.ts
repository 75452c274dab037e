import type { LexerResult, TokenizeOptions } from 'langium';
import { DefaultLexer } from 'langium';
import type { IToken, TokenType } from 'chevrotain';
import { markStartingWords, startingWords } from './starting-words.ts';

/** More than a person reads; far less than what the parser's own recursion can bear. */
const deepest = 50;
const longest = 400;

const operators = new Set(['and', 'or', '+', '-', '*', '/']);
/** What ends a condition for sure: the rule after it, or its own end. */
const starters = new Set(['never', 'when', 'because', 'otherwise', 'segment', 'avoid', 'prefer']);

/**
 * Reports nesting deeper and conditions longer than a person can read, and drops what is too
 * much, so that neither the parser nor anything that walks the tree recurses without bound.
 */
export class HandoffLexer extends DefaultLexer {
  readonly #starts = new Map(
    Object.values(this.tokenTypes).flatMap((type): [string, TokenType][] =>
      startingWords.has(type.name) ? [[type.name, type]] : [],
    ),
  );

  override tokenize(text: string, options?: TokenizeOptions): LexerResult {
    const result = super.tokenize(text, options);
    markStartingWords(result.tokens, this.#starts);
    result.tokens = notTooLong(notTooDeep(result.tokens, result.errors), result.errors);
    return result;
  }
}

function notTooDeep(tokens: readonly IToken[], errors: LexerResult['errors']): IToken[] {
  const kept: IToken[] = [];
  let open = 0;
  let reported = false;
  let inARow = 0;
  for (const token of tokens) {
    const prefix = token.image === 'not' || token.image === '-' || token.image === '(';
    inARow = prefix ? inARow + 1 : 0;
    if (token.image === '(' || inARow > deepest) {
      if (open >= deepest || inARow > deepest) {
        if (!reported)
          errors.push(tooMuch(token, `More than ${String(deepest)} levels of nesting`));
        reported = true;
        if (token.image === '(') open++;
        continue;
      }
      open++;
    } else if (token.image === ')') {
      if (open > 0) open--;
      if (open >= deepest) continue;
    }
    kept.push(token);
  }
  return kept;
}

function notTooLong(tokens: readonly IToken[], errors: LexerResult['errors']): IToken[] {
  let count = 0;
  return tokens.filter((token) => {
    if (starters.has(token.image) || token.image.endsWith(':')) count = 0;
    if (operators.has(token.image) && ++count === longest + 1) {
      errors.push(tooMuch(token, `More than ${String(longest)} parts in one condition`));
    }
    return count <= longest;
  });
}

function tooMuch(token: IToken, what: string): LexerResult['errors'][number] {
  return {
    offset: token.startOffset,
    line: token.startLine,
    column: token.startColumn,
    length: 1,
    message: `${what}: name a part of the condition with \`segment\``,
  };
}
