import type { IToken } from 'chevrotain';
import type { Grammar, LangiumParser, Lexer } from 'langium';
import type { Automaton } from './automaton.ts';
import { automatonOf } from './automaton.ts';
import type { Cursor } from './cursor.ts';
import { excerptAt } from './excerpt.ts';
import type { Ways } from './walk.ts';
import { beforeLastLine, walk, waysAtStart } from './walk.ts';

/** What of the language's services it takes to read half a text. */
export interface Readers {
  grammar: Grammar;
  lexer: Lexer;
  parser: LangiumParser;
}

/** What stands before a place, from the rule at hand on, and what can follow. */
export interface Before {
  automaton: Automaton;
  tokens: readonly IToken[];
  ways: Ways;
}

/** Reads a text up to the word at the cursor. No ways where its line has a slip before that. */
export function readBefore(text: string, cursor: Cursor, { grammar, lexer }: Readers): Before {
  const automaton = automatonOf(grammar);
  const excerpt = excerptAt(text, cursor.start);
  const opening = lexer.tokenize(excerpt.opening).tokens;
  const start = waysAtStart(automaton, -opening.length);
  const base = walk(automaton, start, opening, -opening.length);
  let tokens: readonly IToken[] = lexer.tokenize(excerpt.text).tokens;
  let ways = walk(automaton, base, tokens);
  // A line with a slip says nothing of the next one: that begins as the slip's own could have.
  while (ways.length === 0 && cursor.startsLine && tokens.length > 0) {
    tokens = beforeLastLine(tokens);
    ways = walk(automaton, base, tokens);
  }
  return { automaton, tokens, ways };
}
