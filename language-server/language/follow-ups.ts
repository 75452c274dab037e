import type { LangiumDocument } from 'langium';
import type { Diagnostic } from './problems.ts';
import type { File } from './generated/ast.ts';
import type { ProblemCode } from './problems.ts';

/** What a broken column makes of every rule that reads it. */
const ofBrokenData: readonly ProblemCode[] = ['unknown-name', 'missing-role'];

/**
 * What is left when one slip is said once: problems on a line that could not be read, parts
 * that are missing from a declaration with such a line, and names that are unknown since the
 * data that declares them has an error, all say again what another diagnostic says better.
 */
export function withoutFollowUps(
  slips: readonly Diagnostic[],
  compiled: readonly Diagnostic[],
  document: LangiumDocument,
): Diagnostic[] {
  const symbols = compiled.filter(({ code }) => code === 'symbol-comparison');
  // Behind a symbol the parser no longer knows where it is.
  const syntax = slips.filter((slip) => !symbols.some((symbol) => isBefore(symbol, slip)));
  const brokenLines = new Set(syntax.map(({ range }) => range.start.line));
  const declarations = linesOf(document);
  const errors = [...syntax, ...compiled];
  const brokenData = declarations.filter(
    ({ isData, first, end }) => isData && errors.some((each) => within(each, first, end)),
  );
  const left = compiled.filter((each) => {
    const { line } = each.range.start;
    if (brokenLines.has(line)) return false;
    if (each.code === 'missing-part') {
      const home = declarations.find(({ first, end }) => line >= first && line < end);
      return !home || !syntax.some((slip) => within(slip, home.first, home.end));
    }
    if (!ofBrokenData.includes(each.code)) return true;
    return brokenData.every(({ first, end }) => line >= first && line < end);
  });
  return [...syntax, ...left];
}

/** Whether one stands before the other on the same line. */
function isBefore({ range: { start } }: Diagnostic, { range: other }: Diagnostic): boolean {
  return start.line === other.start.line && start.character < other.start.character;
}

function within({ range }: Diagnostic, first: number, end: number): boolean {
  return range.start.line >= first && range.start.line < end;
}

/** The declarations with their lines, each up to the next one. */
function linesOf(document: LangiumDocument): { isData: boolean; first: number; end: number }[] {
  const { declarations } = document.parseResult.value as File;
  return declarations.map((node, index) => ({
    isData: node.$type === 'DataBlock',
    first: node.$cstNode?.range.start.line ?? 0,
    end: declarations[index + 1]?.$cstNode?.range.start.line ?? document.textDocument.lineCount,
  }));
}
