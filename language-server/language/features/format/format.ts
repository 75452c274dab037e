import type { LangiumDocument } from 'langium';
import type { Range, TextEdit } from 'vscode-languageserver';
import type { SpaceEdit } from './edits.ts';
import { spaceEdits } from './edits.ts';
import { layoutOf } from './layout.ts';

/**
 * Edits that give a document, or the lines of a range, the canonical layout: no word, comment or
 * text is changed. A declaration with syntax errors stays as it is.
 */
export function formattingEdits(document: LangiumDocument, within?: Range): TextEdit[] {
  const { textDocument } = document;
  const text = textDocument.getText();
  const all = spaceEdits(text, layoutOf(document));
  const edits = within ? editsWithin(all, document, within) : all;
  return edits.map(({ start, end, text: newText }) => ({
    range: { start: textDocument.positionAt(start), end: textDocument.positionAt(end) },
    newText,
  }));
}

/** The text of a document in the canonical layout. */
export function formattedText(document: LangiumDocument): string {
  const text = document.textDocument.getText();
  let formatted = '';
  let at = 0;
  for (const edit of spaceEdits(text, layoutOf(document))) {
    formatted += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return formatted + text.slice(at);
}

/** The edits that touch no line outside of a range. */
function editsWithin(
  edits: readonly SpaceEdit[],
  { textDocument }: LangiumDocument,
  { start, end }: Range,
): SpaceEdit[] {
  // A selection of whole lines ends where the next begins.
  const lastLine = end.character === 0 && end.line > start.line ? end.line - 1 : end.line;
  const first = textDocument.offsetAt({ line: start.line, character: 0 });
  const behind = textDocument.offsetAt({ line: lastLine + 1, character: 0 });
  const isLast = lastLine + 1 >= textDocument.lineCount;
  return edits.filter((edit) => {
    if (edit.start < first) return false;
    if (edit.end < behind || isLast) return true;
    return edit.end === behind && edit.isBlankLines && edit.start < edit.end;
  });
}
