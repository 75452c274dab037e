import { nearWords } from '../near-words.ts';
import type { Remedy } from './problems.ts';
import { reservedWords } from './words.ts';

export interface Suggestion {
  /** `; did you mean …?`, or nothing. */
  hint: string;
  remedies: Remedy[];
}

/** The known names that may have been meant, in words for the message and as text for a fix. */
export function suggestion(
  // After error recovery any name may be missing.
  word: string | undefined,
  known: Iterable<string>,
  write = asName,
): Suggestion {
  if (word === undefined) return { hint: '', remedies: [] };
  const near = nearWords(word, new Set(known)).filter((other) => other !== word);
  const hint = near[0] === undefined ? '' : `; did you mean \`${near[0]}\`?`;
  return { hint, remedies: near.map((name) => ({ text: write(name) })) };
}

/** A name as it stands in a file: in backticks where it is no plain word, or a reserved one. */
export function asName(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) && !reservedWords.has(name) ? name : `\`${name}\``;
}

/** A value as it stands in a file: a name where it can be one, else a text in quotes. */
export function asValue(name: string): string {
  const isPlain = /^[A-Za-z_]\w*$/.test(name) && !reservedWords.has(name);
  return isPlain ? name : `"${name.replace(/["\\]/g, '\\$&')}"`;
}
