import type { CompletionItemKind } from 'vscode-languageserver';

/** One answer, before it is placed in the text. */
export interface Candidate {
  label: string;
  kind: CompletionItemKind;
  rank: Rank;
  /** What is inserted, where it is not the label. */
  insert?: string | undefined;
  /** The same with tab stops, as editors write them. */
  snippet?: string | undefined;
  /** What it is found by, where it is not what is inserted. */
  filter?: string | undefined;
  detail?: string | undefined;
  /** Markdown. */
  documentation?: string | undefined;
}

/** What comes first: values and names that belong to the policy, before words of the language. */
export const ranks = {
  value: 1,
  sentence: 2,
  name: 3,
  form: 4,
  outer: 5,
  keyword: 6,
  literal: 7,
} as const;
export type Rank = (typeof ranks)[keyof typeof ranks];

/** A text that no editor takes for a tab stop. */
export function inSnippet(text: string): string {
  return text.replace(/[\\$}]/g, String.raw`\$&`);
}

/** A snippet as it stands when every tab stop is left as it is. */
export function filledIn(snippet: string): string {
  const defaults = new Map<string, string>();
  const stop = /\$\{(\d+)(?::((?:\\.|[^\\}])*)|\|((?:\\.|[^\\|])*)\|)\}/g;
  for (const [, number = '', words, options] of snippet.matchAll(stop)) {
    defaults.set(number, words ?? (options ?? '').split(/(?<!\\),/)[0] ?? '');
  }
  return snippet
    .replace(stop, (_, number: string) => defaults.get(number) ?? '')
    .replace(/(?<!\\)\$(\d+)/g, (_, number: string) => defaults.get(number) ?? '')
    .replace(/\\([\\$},|])/g, '$1');
}

/** What a person wrote, as it is, in Markdown. */
export function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}handoff\n${text}\n${fence}`;
}
