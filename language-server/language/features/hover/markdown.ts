import { code, plain } from '../../../policy/words.ts';

/** Characters of a value from a file, which may be a whole letter. */
const mostShown = 40;

/** What a file says, as one short piece of text that is nothing but text. */
export function quotedValue(value: string): string {
  const line = value.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  const points = [...line];
  const short = points.length > mostShown ? `${points.slice(0, mostShown).join('')}…` : line;
  return `“${plain(short)}”`;
}

/** `**kind** name`, the first line of every hover. */
export function heading(kind: string, name: string): string {
  return `**${kind}** ${code(name)}`;
}

/**
 * Paragraphs as Markdown. Texts of a file are escaped by who puts them in; values and nouns that
 * come with the words of a rule are made harmless here, so that a hover holds no link, no picture
 * and no element, whatever a file says.
 */
export function paragraphs(...parts: readonly (string | undefined | false)[]): string {
  const text = parts.filter((part) => typeof part === 'string' && part !== '').join('\n\n');
  // In code nothing is a link, and a backslash would be seen.
  return text
    .split(/((?<!\\)`` .*? ``|(?<!\\)`[^`]*`)/)
    .map((part, index) => (index % 2 === 1 ? part : withoutLinks(part)))
    .join('');
}

function withoutLinks(text: string): string {
  return text
    .replace(/(?<!\\)\](?=[([])/g, String.raw`\]`)
    .replace(/(?<!\\)</g, String.raw`\<`)
    .replace(/:(?=\/)/g, String.raw`\:`)
    .replace(/(www)\./gi, String.raw`$1\.`)
    .replace(/@/g, String.raw`\@`);
}
