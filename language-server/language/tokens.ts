import type { Grammar, TokenBuilderOptions } from 'langium';
import { DefaultTokenBuilder } from 'langium';
import type { CustomPatternMatcherFunc, IToken, TokenType } from 'chevrotain';
import { Lexer } from 'chevrotain';
import { startingWords } from './starting-words.ts';
import { reservedWords, unitWords } from './words.ts';

/**
 * Makes keywords soft by giving their tokens the category SOFT, which the rule `Name` accepts,
 * and makes UNIT the word right behind a number, so that `above 5` at the end of a line never
 * swallows the first word of the next one.
 */
export class HandoffTokenBuilder extends DefaultTokenBuilder {
  override buildTokens(grammar: Grammar, options?: TokenBuilderOptions): TokenType[] {
    const tokens = super.buildTokens(grammar, options) as TokenType[];
    const byName = new Map(tokens.map((token) => [token.name, token]));
    const find = (name: string): TokenType => {
      const token = byName.get(name);
      if (!token) throw new Error(`The grammar has no token ${name}`);
      return token;
    };
    const soft = find('SOFT');
    soft.PATTERN = Lexer.NA;
    const unit = find('UNIT');
    const isWord = /^[a-z]+$/i;
    const keywords = tokens.filter((token) => typeof token.PATTERN === 'string');
    const keywordNames = new Set(keywords.map((token) => token.name));
    unit.PATTERN = unitAfter(find('NUMBER'), keywordNames);
    unit.LINE_BREAKS = false;
    unit.START_CHARS_HINT = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_'];
    for (const keyword of keywords) {
      if (!isWord.test(keyword.name)) continue;
      keyword.LONGER_ALT = find('ID');
      if (!reservedWords.has(keyword.name)) keyword.CATEGORIES = [soft];
    }
    const first = [find('WHITESPACE'), find('NAME_COLON'), unit];
    const ordered = [...first, ...tokens.filter((token) => !first.includes(token))];
    return ordered.flatMap((token) => (startingWords.has(token.name) ? twofold(token) : [token]));
  }
}

/**
 * A keyword as it is read, which may be a name too, and as the lexer marks it where it starts
 * something. The parser knows the second by the name that both have: it stands behind the first.
 */
function twofold(keyword: TokenType): [asRead: TokenType, asStart: TokenType] {
  const asRead = { ...keyword, CATEGORIES: [keyword, ...(keyword.CATEGORIES as TokenType[])] };
  keyword.PATTERN = Lexer.NA;
  delete keyword.CATEGORIES;
  delete keyword.LONGER_ALT;
  return [asRead, keyword];
}

function unitAfter(number: TokenType, keywords: ReadonlySet<string>): CustomPatternMatcherFunc {
  const word = /[A-Za-z_][A-Za-z0-9_]*/y;
  const counted = /\s+per\b/y;
  return (text: string, offset: number, matched: IToken[]) => {
    if (matched.at(-1)?.tokenType !== number) return null;
    word.lastIndex = offset;
    const found = word.exec(text);
    if (!found || !keywords.has(found[0]) || unitWords.has(found[0])) return found;
    // Rows may be decisions, and texts: `at most 1 text per 7 days`.
    counted.lastIndex = offset + found[0].length;
    const isNoun = found[0] === 'decisions' && matched.at(-2)?.image !== 'after';
    return isNoun || (!reservedWords.has(found[0]) && counted.test(text)) ? found : null;
  };
}
