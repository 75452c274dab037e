import type { Layout } from './layout.ts';
import type { Gap } from './placed.ts';

/** A change of white space and nothing else. */
export interface SpaceEdit {
  /** Offsets; `end` is exclusive. */
  start: number;
  end: number;
  text: string;
  /** It ends where a line begins and takes or leaves whole lines, which are blank. */
  isBlankLines: boolean;
}

/**
 * What turns a text into its layout, in the order of the text and each as small as it gets, so
 * that cursors stay where they are and some of the edits can be left out.
 */
export function spaceEdits(text: string, layout: Layout): SpaceEdit[] {
  const eol = /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
  const edits: SpaceEdit[] = [];
  for (const [at, piece] of layout.pieces.entries()) {
    const { start, gap, before, leaf, written } = piece;
    const from = start - gap.length;
    if (before) edits.push(...gapEdits(from, gap, at === 0 ? '' : whiteSpace(before, eol)));
    if (leaf && written !== undefined) edits.push(...blanksBeforeColon(start, leaf.text, written));
  }
  const { rest, isRestFixed } = layout;
  const end = layout.pieces.length === 0 ? '' : eol;
  if (!isRestFixed) edits.push(...gapEdits(text.length - rest.length, rest, end));
  return edits;
}

/** One replacement, or up to three: blanks at a line's end, blank lines, and the next indent. */
function gapEdits(start: number, old: string, wanted: string): SpaceEdit[] {
  const [before, after] = [linesOf(old), linesOf(wanted)];
  if (!before || !after || before.lineBreak !== after.lineBreak) return edit(start, old, wanted);
  const blankLines = start + before.trailing.length + before.lineBreak.length;
  return [
    ...edit(start, before.trailing, ''),
    ...edit(blankLines, before.blankLines, after.blankLines, true),
    ...edit(blankLines + before.blankLines.length, before.indent, after.indent),
  ];
}

function blanksBeforeColon(start: number, old: string, wanted: string): SpaceEdit[] {
  const name = old.slice(0, -1).trimEnd().length;
  return edit(start + name, old.slice(name, -1), wanted.slice(name, -1));
}

function edit(start: number, old: string, text: string, isBlankLines = false): SpaceEdit[] {
  return old === text ? [] : [{ start, end: start + old.length, text, isBlankLines }];
}

function linesOf(gap: string) {
  const found = /^([^\r\n]*)(\r\n|\n|\r)([^]*[\r\n])?([^\r\n]*)$/.exec(gap);
  if (!found) return undefined;
  const [, trailing = '', lineBreak = '', blankLines = '', indent = ''] = found;
  return { trailing, lineBreak, blankLines, indent };
}

function whiteSpace(gap: Gap, eol: string): string {
  if ('spaces' in gap) return ' '.repeat(gap.spaces);
  return eol.repeat(gap.blank + 1) + ' '.repeat(gap.indent);
}
