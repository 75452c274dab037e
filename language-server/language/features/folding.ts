import type { AstNode, LangiumDocument } from 'langium';
import type { FoldingRange } from 'vscode-languageserver';
import { FoldingRangeKind } from 'vscode-languageserver';
import type { File } from '../generated/ast.ts';

/**
 * Whole declarations, the blocks of a handoff, a reviewer, comments of several lines, and imports
 * that follow each other. The lines of one rule never fold: its reason is part of it.
 */
export function foldingRanges(document: LangiumDocument): FoldingRange[] {
  const { declarations, imports } = document.parseResult.value as Partial<File>;
  return [
    ...(declarations ?? []).flatMap((node) => [node, ...partsOf(node)]).flatMap(folded),
    ...comments(document),
    ...importGroups(imports),
  ];
}

function partsOf(node: File['declarations'][number]): AstNode[] {
  switch (node.$type) {
    case 'HandoffBlock':
      return node.blocks;
    case 'Simulation':
      return node.parts.filter(({ $type }) => $type === 'Reviewer');
    default:
      return [];
  }
}

function folded({ $cstNode }: AstNode): FoldingRange[] {
  return $cstNode ? lines($cstNode.range.start.line, $cstNode.range.end.line) : [];
}

function lines(startLine: number, endLine: number, kind?: FoldingRangeKind): FoldingRange[] {
  if (endLine <= startLine) return [];
  return [{ startLine, endLine, ...(kind === undefined ? {} : { kind }) }];
}

/** A text never spans lines, so that a line that begins with `#` is a comment and nothing else. */
function comments({ textDocument }: LangiumDocument): FoldingRange[] {
  const found: FoldingRange[] = [];
  let start: number | undefined;
  for (const [line, text] of [...textDocument.getText().split(/\r\n|\r|\n/), ''].entries()) {
    if (/^\s*#/.test(text)) {
      start ??= line;
      continue;
    }
    if (start !== undefined) found.push(...lines(start, line - 1, FoldingRangeKind.Comment));
    start = undefined;
  }
  return found;
}

/** Imports with nothing but blank lines and comments between them. */
function importGroups(imports: File['imports'] = []): FoldingRange[] {
  const places = imports.flatMap(({ $cstNode }) => $cstNode ?? []);
  const found: FoldingRange[] = [];
  let start = places[0];
  for (const [at, place] of places.entries()) {
    const next = places[at + 1];
    const between = next && place.root.fullText.slice(place.end, next.offset);
    if (between?.replace(/#.*/g, '').trim() === '') continue;
    if (start) {
      found.push(...lines(start.range.start.line, place.range.end.line, FoldingRangeKind.Imports));
    }
    start = next;
  }
  return found;
}
