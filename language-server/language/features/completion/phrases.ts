import { CompletionItemKind } from 'vscode-languageserver';
import type { Automaton } from './automaton.ts';
import type { Candidate } from './candidate.ts';
import { ranks } from './candidate.ts';
import { roleLines } from '../hover/column.ts';
import { keywordLines } from '../hover/keywords.ts';
import { isSentence } from './sentence-texts.ts';
import type { Expected, Frame, Ways } from './walk.ts';
import { after, stackOf } from './walk.ts';

const longest = 6;

/**
 * A keyword with those that have to follow it, so that `across` is offered as `across all
 * handoffs`: one phrase for each way in which the words of its rule can go on.
 */
export function phrasesFrom(first: Expected, automaton: Automaton, index: number): Candidate[] {
  const found: string[] = [];
  const open: { words: string[]; last: Expected }[] = [{ words: [first.word], last: first }];
  for (let next = open.shift(); next; next = open.shift()) {
    const { words, last } = next;
    const ways = after(automaton, last, index + words.length);
    const inRule = ways.filter((way) => isIn(first, way));
    const further = inRule.filter(({ kind }) => kind === 'keyword');
    const ends = further.length < ways.length || words.length === longest;
    if (ends) found.push(spoken(words));
    if (words.length === longest || further.length > 4) {
      if (!ends) found.push(spoken(words));
      continue;
    }
    for (const way of further) open.push({ words: [...words, way.word], last: way });
  }
  return [...new Set(found)].map((label) => ({
    label,
    kind: CompletionItemKind.Keyword,
    rank: ranks.keyword,
    documentation: meaningOf(first.frame, label),
  }));
}

/** Whether a way goes on in the same rule, and does not begin another one inside of it. */
function isIn({ frame }: Expected, way: Expected): boolean {
  for (const each of stackOf(way.frame)) {
    if (each.id === frame.id) return true;
    if (isSentence(each)) return false;
  }
  return false;
}

/** What the rule means that a phrase belongs to, as hovering over it says. */
function meaningOf({ type }: Frame, phrase: string): string | undefined {
  const role = type === 'NamedRole' ? phrase.replace('the ', '') : undefined;
  if (role !== undefined) return roleLines[role as keyof typeof roleLines];
  return keywordLines[type as keyof typeof keywordLines];
}

/** `yes/no` and `(` stand without spaces. */
function spoken(words: readonly string[]): string {
  return words.join(' ').replace(/ ?\/ ?/g, '/');
}

/** The keywords that can stand here, each once. */
export function keywordsOf(ways: Ways): Expected[] {
  const seen = new Set<string>();
  return ways.filter(({ kind, word, frame }) => {
    const key = `${frame.type} ${word}`;
    return kind === 'keyword' && !seen.has(key) && seen.add(key);
  });
}
