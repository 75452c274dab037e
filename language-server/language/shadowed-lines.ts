import type { LangiumDocument } from 'langium';
import type { File } from './generated/ast.ts';
import type { Diagnostic } from './problems.ts';

/** Lines from the first to the one before the end, from 0. */
export interface Lines {
  first: number;
  end: number;
}

export function isWithin({ range: { start } }: Diagnostic, { first, end }: Lines): boolean {
  return start.line >= first && start.line < end;
}

/** A line that was to begin a block, or a rule that stands in none. */
const beginning = new RegExp(
  [
    String.raw`\b(?:handoff|under|guardrails|simulation|boundaries|escalate|surprises|learning|autonomy|feedback)\b`,
    String.raw`^\s*(?:test|data|reviewer)\b`,
    String.raw`^\s*"[^"]*"\s+(?:test\s+)?of\b`,
    String.raw`^\s*to\s+\w+\s*$`,
    String.raw`^\s*\w+\s*:\s*(?:never|at|when)\b`,
  ].join('|'),
);

/**
 * The lines behind a line that was to begin a block: they are read as lines of the block before,
 * up to the next block or declaration, and what is wrong with them there means nothing.
 */
export function shadowedLines(slips: readonly Diagnostic[], document: LangiumDocument): Lines[] {
  const starts = startsOf(document);
  return slips.flatMap((slip) => {
    if (slip.code !== 'unfinished-rule') return [];
    const { line, character } = slip.range.start;
    const text = lineAt(slip, document);
    const isWhole = text.slice(0, character).trim() === '';
    // `test` at the end of a list is read as a name, and the title behind it does not fit.
    const isEaten = /^\s*(?:test|reviewer)\b/.test(text) && !starts.includes(line);
    if (!(isWhole || isEaten) || !beginning.test(text)) return [];
    const end = starts.find((each) => each > line) ?? document.textDocument.lineCount;
    return [{ first: line + 1, end }];
  });
}

/** The lines on which a block or a declaration starts, in order. */
function startsOf(document: LangiumDocument): number[] {
  const { declarations } = document.parseResult.value as File;
  return declarations
    .flatMap((node) => [node, ...(node.$type === 'HandoffBlock' ? node.blocks : [])])
    .flatMap(({ $cstNode }) => ($cstNode ? [$cstNode.range.start.line] : []))
    .sort((left, right) => left - right);
}

/** The line on which a diagnostic begins. */
export function lineAt({ range }: Diagnostic, { textDocument }: LangiumDocument): string {
  const start = { line: range.start.line, character: 0 };
  return textDocument.getText({ start, end: { line: start.line + 1, character: 0 } });
}
