import { formatNumber } from '../policy/format.ts';

/** Characters of one text in a list, and in an entry that stands alone. */
export const longestInRow = 200;
export const longestInEntry = 2000;

/**
 * A text of at most so many characters, its length said at its end where it was longer: a cell can
 * hold a megabyte. What is short already stays as it is, however often it is shortened.
 */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const note = `… (${formatNumber(characters(text))} characters)`;
  let end = most - note.length;
  if (isHighSurrogate(text.charCodeAt(end - 1))) end--;
  // Copied: a part of a string would keep the whole of it in memory.
  return `${Buffer.from(text.slice(0, end), 'utf16le').toString('utf16le')}${note}`;
}

/** The same value with every text in it shortened. */
export function withShortTexts<T>(value: T, most: number): T {
  if (typeof value === 'string') return shortened(value, most) as T;
  if (Array.isArray(value)) return value.map((item: unknown) => withShortTexts(item, most)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, withShortTexts(part as unknown, most)]),
  ) as T;
}

/** Code points, without a copy of the text. */
function characters(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at++) {
    if (!isHighSurrogate(text.charCodeAt(at)) || !isLowSurrogate(text.charCodeAt(at + 1))) count++;
  }
  return count;
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}

function isLowSurrogate(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff;
}
