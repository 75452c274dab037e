/**
 * How many columns of a terminal a text takes: 2 for East Asian wide characters and emoji, 0 for
 * what only marks the character before it. After Unicode Standard Annex 11, as terminals do.
 */
export function displayWidth(text: string): number {
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += graphemeWidth(segment);
  return width;
}

/** The characters that a person sees, with the width of each. */
export function cells(text: string): { text: string; width: number; start: number }[] {
  return [...graphemes.segment(text)].map(({ segment, index }) => ({
    text: segment,
    width: graphemeWidth(segment),
    start: index,
  }));
}

/** At most `width` columns of a text, with an ellipsis where some of it is left out. */
export function shortened(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  let kept = '';
  let taken = 1;
  for (const cell of cells(text)) {
    if (taken + cell.width > width) break;
    kept += cell.text;
    taken += cell.width;
  }
  return `${kept}…`;
}

/** Filled with spaces to `width` columns; text keeps left, figures keep right. */
export function padded(text: string, width: number, side: 'left' | 'right' = 'left'): string {
  const space = ' '.repeat(Math.max(0, width - displayWidth(text)));
  return side === 'left' ? text + space : space + text;
}

// How characters join does not depend on the language; English is named so that no machine's does.
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

function graphemeWidth(grapheme: string): number {
  const point = grapheme.codePointAt(0) ?? 0;
  if (point < 0x300) return 1;
  if (grapheme.includes('\uFE0F') || /^\p{Emoji_Presentation}/u.test(grapheme)) return 2;
  if (/^[\p{Mn}\p{Me}\p{Cf}]/u.test(grapheme)) return 0;
  return wide.some(([from, to]) => from <= point && point <= to) ? 2 : 1;
}

/** The East Asian blocks of width W and F. */
const wide = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0x4dbf],
  [0x4e00, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1f64f],
  [0x1f900, 0x1f9ff],
  [0x20000, 0x3fffd],
] as const;
