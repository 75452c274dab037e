/**
 * A test for any of the phrases as whole words, in any case and any spacing. Letters, marks,
 * digits and the underscore make up words, in every script. A blank phrase is never mentioned.
 */
export function phraseMatcher(phrases: readonly string[]): (text: string) => boolean {
  const alternatives = phrases.map(pattern).filter((each) => each !== '');
  if (alternatives.length === 0) return () => false;
  // Longer phrases need no precedence: one match of any alternative is enough.
  const words = new RegExp(`(?<!${WORD})(?:${alternatives.join('|')})(?!${WORD})`, 'u');
  return (text) => words.test(fold(text));
}

/** Text is measured in Unicode code points, so that an emoji is not two characters. */
export function codePoints(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    const isPair = isHighSurrogate(text.charCodeAt(i)) && isLowSurrogate(text.charCodeAt(i + 1));
    if (isPair) i++;
    count++;
  }
  return count;
}

const WORD = String.raw`[\p{L}\p{M}\p{N}_]`;

/** Composed, so that the two ways to write é are one; lower case without any locale. */
function fold(text: string): string {
  return text.normalize('NFC').toLowerCase();
}

function pattern(phrase: string): string {
  const words = fold(phrase).split(/\s+/u);
  return words
    .filter((word) => word !== '')
    .map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`))
    .join(String.raw`\s+`);
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
