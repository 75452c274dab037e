import type { CstNode, LangiumDocument } from 'langium';
import { isCompositeCstNode } from 'langium';
import type { Position, Range, SelectionRange } from 'vscode-languageserver';

/** A stretch of the text, the end exclusive. */
type Span = readonly [start: number, end: number];

/**
 * What a selection at each position grows to, step by step: the word, what is inside quotes, the
 * condition, the rule, the block, the handoff, the file.
 */
export function selectionRanges(
  document: LangiumDocument,
  positions: readonly Position[],
): SelectionRange[] {
  return positions.map((position) => selectionRange(document, position));
}

function selectionRange({ parseResult, textDocument }: LangiumDocument, position: Position) {
  const offset = textDocument.offsetAt(position);
  const text = textDocument.getText();
  const whole: Span = [0, text.length];
  const comment = commentAt(offset, text);
  const touching = ([start, end]: Span): boolean => start <= offset && offset <= end;
  const words = spansAt(offset, parseResult.value.$cstNode).filter(touching);
  const spans = [whole, ...words, ...(comment ? [comment] : [])];
  let widest: SelectionRange | undefined;
  let last: Span | undefined;
  for (const span of spans) {
    if (last && !isWithin(span, last)) continue;
    widest = { range: rangeOf(span), ...(widest ? { parent: widest } : {}) };
    last = span;
  }
  return widest ?? { range: rangeOf(whole) };

  function rangeOf([start, end]: Span): Range {
    return { start: textDocument.positionAt(start), end: textDocument.positionAt(end) };
  }
}

/** Comments are no part of the tree. */
function commentAt(offset: number, text: string): Span | undefined {
  const start =
    Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
  const line = /^[^\r\n]*/.exec(text.slice(start))?.[0] ?? '';
  // A text and a name in backticks may hold the sign.
  const before = /^(?:"(?:\\.|[^"\\])*"?|`[^`]*`|[^#"`]|`)*/.exec(line)?.[0].length ?? 0;
  const comment: Span = [start + before, start + line.length];
  return before < line.length && offset >= comment[0] ? comment : undefined;
}

/** From the widest to the narrowest. */
function spansAt(offset: number, root: CstNode | undefined): Span[] {
  const spans: Span[] = [];
  for (let node = root; node; node = childAt(node, offset)) {
    spans.push([node.offset, node.end]);
    const isText = /^"[^]*"$/.test(node.text) && !isCompositeCstNode(node);
    if (isText && offset > node.offset && offset < node.end) {
      spans.push([node.offset + 1, node.end - 1]);
    }
  }
  return spans;
}

/** At the seam of two words the second is meant, unless it is a comma or a parenthesis. */
function childAt(node: CstNode, offset: number): CstNode | undefined {
  if (!isCompositeCstNode(node)) return undefined;
  const touched = node.content.filter((child) => child.offset <= offset && offset <= child.end);
  const inside = touched.find((child) => offset < child.end && isWord(child, offset));
  return inside ?? touched[0];
}

function isWord(node: CstNode, offset: number): boolean {
  return /[\p{L}\p{N}_"`#]/u.test(node.root.fullText.charAt(offset));
}

function isWithin([start, end]: Span, [outerStart, outerEnd]: Span): boolean {
  return start >= outerStart && end <= outerEnd && end - start < outerEnd - outerStart;
}
