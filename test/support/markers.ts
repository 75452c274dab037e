import type { Position, Range } from 'vscode-languageserver';

/** A text without its markers, and what they marked, in the order of the text. */
export interface Marked {
  text: string;
  /** `<|>`, and with it `position`, the first of them. */
  positions: Position[];
  offsets: number[];
  /** `[|…|]`, which may lie in each other. */
  ranges: Range[];
}

/** Reads `<|>` as a cursor and `[|…|]` as a range. */
export function marked(source: string): Marked {
  let text = '';
  const offsets: number[] = [];
  const open: number[] = [];
  const spans: [number, number][] = [];
  for (const part of source.split(/(<\|>|\[\||\|\])/)) {
    if (part === '<|>') offsets.push(text.length);
    else if (part === '[|') open.push(spans.push([text.length, text.length]) - 1);
    else if (part === '|]') {
      const span = spans[open.pop() ?? -1];
      if (!span) throw new Error('`|]` without `[|`');
      span[1] = text.length;
    } else text += part;
  }
  if (open.length > 0) throw new Error('`[|` without `|]`');
  return {
    text,
    offsets,
    positions: offsets.map((offset) => positionAt(text, offset)),
    ranges: spans.map(([start, end]) => ({
      start: positionAt(text, start),
      end: positionAt(text, end),
    })),
  };
}

export function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}

/** What a range holds, for readable expectations. */
export function textIn(text: string, { start, end }: Range): string {
  const lines = text.split('\n');
  const offset = ({ line, character }: Position): number =>
    lines.slice(0, line).join('\n').length + (line > 0 ? 1 : 0) + character;
  return text.slice(offset(start), offset(end));
}

/** The text cut at the end of every `step`th of its words, and each such word left out. */
export function* halves(text: string, step = 5): Generator<string> {
  const ends = [...text.matchAll(/\S+/g)];
  for (let at = 0; at < ends.length; at += step) {
    const word = ends[at];
    if (!word) return;
    yield text.slice(0, word.index + word[0].length);
    yield text.slice(0, word.index) + text.slice(word.index + word[0].length);
  }
}
