import type { LangiumDocument } from 'langium';
import type { Range } from '../problems.ts';
import { reservedWords } from '../words.ts';
import type { Occurrence } from './occurrence.ts';

/** How a name is written: bare, in backticks, or as a text in double quotes. */
export type Writing = 'plain' | 'backticks' | 'quotes';

export function writtenAs({ range }: Occurrence, { textDocument }: LangiumDocument): Writing {
  const first = textDocument.getText({ start: range.start, end: right(range.start, 1) });
  return first === '`' ? 'backticks' : first === '"' ? 'quotes' : 'plain';
}

/** Whether a name is more than a word, or a word that the language keeps for itself. */
export function needsBackticks(name: string): boolean {
  return !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name) || reservedWords.has(name);
}

/** A name as it must be written where another was written so. */
export function writeName(name: string, writing: Writing): string {
  if (writing === 'quotes') return `"${name.replace(/[\\"]/g, '\\$&')}"`;
  return needsBackticks(name) ? `\`${name}\`` : name;
}

/** The name itself, inside its backticks or quotes. */
export function innerRange(occurrence: Occurrence, document: LangiumDocument): Range {
  const { range } = occurrence;
  if (writtenAs(occurrence, document) === 'plain') return range;
  const text = document.textDocument.getText(range);
  const isClosed = text.length > 1 && text.endsWith(text.charAt(0));
  return { start: right(range.start, 1), end: right(range.end, isClosed ? -1 : 0) };
}

function right({ line, character }: Range['start'], by: number): Range['start'] {
  return { line, character: character + by };
}
