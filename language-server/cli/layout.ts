import { cells, displayWidth, padded } from './display-width.ts';
import { printable } from './terminal.ts';

/** What fits a terminal that nobody has made wider. */
export const pageWidth = 80;

/** Words in lines of at most 80 columns; a word that is longer than a line is broken. */
export function wrapped(text: string, { first, rest }: { first: string; rest: string }): string[] {
  const lines: string[] = [];
  let line = first;
  let isEmpty = true;
  for (const word of printable(text)
    .split(' ')
    .flatMap((each) => pieces(each, pageWidth - displayWidth(rest)))) {
    const needed = displayWidth(line) + (isEmpty ? 0 : 1) + displayWidth(word);
    if (!isEmpty && needed > pageWidth) {
      lines.push(line);
      line = rest;
      isEmpty = true;
    }
    line += (isEmpty ? '' : ' ') + word;
    isEmpty = false;
  }
  return [...lines, line];
}

/** The end of a text, which of a path says most, in at most `width` columns. */
export function endOf(text: string, width: number): string {
  const shown = printable(text);
  if (displayWidth(shown) <= width) return shown;
  let kept = '';
  let taken = 1;
  for (const cell of cells(shown).reverse()) {
    if (taken + cell.width > width) break;
    kept = cell.text + kept;
    taken += cell.width;
  }
  return `…${kept}`;
}

/** A bar of at most `width` columns, to an eighth of one; anything above nothing is seen. */
export function bar(share: number, width: number): string {
  const eighths = share > 0 ? Math.max(1, Math.round(share * width * 8)) : 0;
  const full = '█'.repeat(Math.floor(eighths / 8));
  return full + ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'][eighths % 8]!;
}

/** The first column keeps left and the others right, each as wide as its widest cell. */
export function aligned(rows: readonly (readonly string[])[]): string[][] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => displayWidth(row[column] ?? ''))),
  );
  return rows.map((row) =>
    row.map((cell, column) => padded(cell, widths[column] ?? 0, column === 0 ? 'left' : 'right')),
  );
}

function pieces(word: string, width: number): string[] {
  const found: string[] = [];
  let piece = '';
  let taken = 0;
  for (const cell of cells(word)) {
    if (taken + cell.width > width) {
      found.push(piece);
      piece = '';
      taken = 0;
    }
    piece += cell.text;
    taken += cell.width;
  }
  return [...found, piece];
}
