import { AstUtils, GrammarAST } from 'langium';
import { describe, expect, it } from 'vitest';
import { repositoryFile, services } from '../support/handoff.ts';

interface Pattern {
  name?: string;
  match?: string;
  begin?: string;
  end?: string;
  include?: string;
  patterns?: Pattern[];
  repository?: Record<string, Pattern>;
}

const grammar = JSON.parse(repositoryFile('grammar/handoff.tmLanguage.json')) as Pattern & {
  scopeName: string;
  repository: Record<string, Pattern>;
};
const keywords = grammar.repository['keywords']?.patterns ?? [];

function wordsOf({ match = '' }: Pattern): string[] {
  return match
    .replace(/^\\b\(\?:/, '')
    .replace(/\)\\b$/, '')
    .split('|');
}

function all(pattern: Pattern): Pattern[] {
  const below = [...(pattern.patterns ?? []), ...Object.values(pattern.repository ?? {})];
  return [pattern, ...below.flatMap(all)];
}

function keywordsOfTheLanguage(): string[] {
  const words = new Set<string>();
  for (const node of AstUtils.streamAllContents(services.handoff.Grammar)) {
    if (GrammarAST.isKeyword(node) && /^[a-z]+$/.test(node.value)) words.add(node.value);
  }
  return [...words].sort();
}

describe('the TextMate grammar', () => {
  it('colours every keyword of the language once, and no other word as one', () => {
    expect(keywords.flatMap(wordsOf).sort()).toEqual(keywordsOfTheLanguage());
  });

  it('names every scope after the language', () => {
    const names = all(grammar).flatMap(({ name }) => name ?? []);
    expect(names.filter((name) => name !== 'Handoff' && !name.endsWith('.handoff'))).toEqual([]);
  });

  it.each(
    all(grammar)
      .flatMap(({ match, begin, end }) => [match, begin, end])
      .filter(Boolean),
  )('has a pattern that compiles: %s', (pattern) => {
    expect(() => new RegExp(pattern!, 'u').test('')).not.toThrow();
  });

  it('includes nothing that is not there', () => {
    const included = all(grammar).flatMap(({ include }) => include ?? []);
    const there = Object.keys(grammar.repository).map((name) => `#${name}`);
    expect(new Set(included)).toEqual(new Set(there));
  });

  it('is what a fenced block of Markdown is coloured with', () => {
    const markdown = JSON.parse(repositoryFile('grammar/markdown.tmLanguage.json')) as Pattern;
    const includes = all(markdown).flatMap(({ include }) => include ?? []);
    expect(includes).toContain(grammar.scopeName);
  });
});
