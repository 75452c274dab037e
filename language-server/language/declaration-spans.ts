import { declarations } from './starting-words.ts';
import { reservedWords } from './words.ts';

/** A part of a text: from the offset `start` to the offset `end`, which is behind it. */
export interface Span {
  start: number;
  end: number;
}

/**
 * The parts of a text that are parsed by themselves, one behind the other: each begins with the
 * line of a declaration or an import, or is the comments before such a line, or is what stands
 * before all of them. Whether a line begins one is told by its first words alone, which no name
 * and no value can be, and by no line before it: what is broken there ends there.
 */
export function declarationSpans(text: string): Span[] {
  const spans: Span[] = [];
  let start = 0;
  const cut = (end: number): void => {
    if (end > start) spans.push({ start, end });
    start = end;
  };
  for (const { index, groups = {} } of text.matchAll(declarationLine)) {
    if (Object.values(groups).some((word) => reservedWords.has(word))) continue;
    cut(startOfComments(text, start, index));
    cut(index);
  }
  cut(text.length);
  return spans;
}

const name = /(?:[A-Za-z_]\w*|`[^`\r\n]+`)/.source;
const closed = /"(?:\\.|[^"\\\r\n])*"/.source;

/**
 * The first words of a line, no text and no name of which goes on from the line before. As in
 * `markStartingWords`, a soft keyword begins a declaration where what follows can follow no name.
 */
const declarationLine = new RegExp(
  String.raw`(?<=^|[\r\n])[^\S\r\n]*(?:` +
    [
      String.raw`(?:${[...declarations].join('|')})\b(?![ \t]*:)`,
      String.raw`test\s+${closed}\s+of\b`,
      String.raw`data\s+(?<named>${name})\s+from\s+"`,
      String.raw`calendar\s+(?<dated>${name})\s+(?:\d{4}-\d{1,2}-\d{1,2}|from\s+")`,
      String.raw`segment\s+${name}[ \t]*:\s*(?<after>${name})\s+(?:(?:is|mentions|and|or)\b|[-+*])`,
    ].join('|') +
    ')',
  'g',
);

/** Where the lines begin, not before `from`, that hold nothing but comments and end at `to`. */
function startOfComments(text: string, from: number, to: number): number {
  let start = to;
  while (start > from) {
    const isPair = text[start - 1] === '\n' && text[start - 2] === '\r';
    const lineEnd = start - (isPair ? 2 : 1);
    let lineStart = lineEnd;
    while (lineStart > from && !isLineBreak(text[lineStart - 1])) lineStart--;
    if (!/^\s*(?:#|$)/.test(text.slice(lineStart, lineEnd))) break;
    start = lineStart;
  }
  return start;
}

function isLineBreak(letter: string | undefined): boolean {
  return letter === '\n' || letter === '\r';
}
