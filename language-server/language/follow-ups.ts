import type { LangiumDocument } from 'langium';
import type { Declaration, File } from './generated/ast.ts';
import type { Diagnostic, ProblemCode } from './problems.ts';
import type { Lines } from './shadowed-lines.ts';
import { isWithin, lineAt, shadowedLines } from './shadowed-lines.ts';

/** What a broken column makes of every rule that reads it. */
const ofBrokenData: readonly ProblemCode[] = ['unknown-name', 'missing-role'];
/** What a line of the data that could not be read makes of its values and of what a row is. */
const ofUnreadData: readonly ProblemCode[] = [
  ...ofBrokenData,
  'unknown-value',
  'mixed-units',
  'wrong-type',
  'missing-part',
  'no-nearest',
];

/**
 * What is left when one slip is said once: problems on a line that could not be read, and behind
 * one that was to begin a block; parts that are missing from a declaration with such a line; names
 * that such a line was to declare; and what is unknown since the data that declares it has an
 * error, all say again what another diagnostic says better.
 */
export function withoutFollowUps(
  slips: readonly Diagnostic[],
  compiled: readonly Diagnostic[],
  document: LangiumDocument,
): Diagnostic[] {
  const symbols = compiled.filter(({ code }) => code === 'symbol-comparison');
  // Behind a symbol the parser no longer knows where it is.
  const read = slips.filter((slip) => !symbols.some((symbol) => isBefore(symbol, slip)));
  const shadows = shadowedLines(read, document);
  const isShadowed = (each: Diagnostic): boolean => shadows.some((lines) => isWithin(each, lines));
  const syntax = read.filter((slip) => !isShadowed(slip));
  const brokenLines = new Set(syntax.map(({ range }) => range.start.line));
  const declarations = linesOf(document);
  const isLost = lostNames(syntax, shadows, declarations, document);
  const blocks = declarations.filter(({ node }) => node.$type === 'DataBlock');
  const unreadData = blocks.filter((lines) => syntax.some((each) => isWithin(each, lines)));
  const brokenData = blocks.filter(
    (lines) => unreadData.includes(lines) || compiled.some((each) => isWithin(each, lines)),
  );
  const left = compiled.filter((each) => {
    if (brokenLines.has(each.range.start.line) || isShadowed(each)) return false;
    if (each.code === 'missing-part' && lacksWhatIsBroken(each, declarations, syntax)) return false;
    if (isLost(each)) return false;
    const isOutside = (lines: Lines): boolean => !isWithin(each, lines);
    if (ofUnreadData.includes(each.code) && unreadData.some(isOutside)) return false;
    return !(ofBrokenData.includes(each.code) && brokenData.some(isOutside));
  });
  return [...syntax, ...left];
}

interface Declared extends Lines {
  node: Declaration;
}

/** A part may be missing since its line is broken, or since the handoff is that should have it. */
function lacksWhatIsBroken(
  lack: Diagnostic,
  declarations: readonly Declared[],
  syntax: readonly Diagnostic[],
): boolean {
  const home = declarations.find((lines) => isWithin(lack, lines));
  if (!home) return false;
  const ofHandoff = home.node.$type === 'Simulation' || home.node.$type === 'PolicyTest';
  return declarations.some(
    (lines) =>
      (lines === home || (ofHandoff && lines.node.$type === 'HandoffBlock')) &&
      syntax.some((slip) => isWithin(slip, lines)),
  );
}

/** Whether a name is unknown since what would declare it could not be read. */
function lostNames(
  syntax: readonly Diagnostic[],
  shadows: readonly Lines[],
  declarations: readonly Declared[],
  document: LangiumDocument,
): (unknown: Diagnostic) => boolean {
  const { textDocument } = document;
  const heads = new Set(declarations.map(({ first }) => first));
  const lines = syntax.map((slip) => lineAt(slip, document));
  const hidden = shadows.map(({ first, end }) =>
    textDocument.getText({
      start: { line: first, character: 0 },
      end: { line: end, character: 0 },
    }),
  );
  const names = new Set([...lines, ...hidden].join('\n').match(/[A-Za-z_]\w*/g));
  // An import may declare anything, and so may what has no name or is under what cannot be read.
  const isAnything =
    lines.some((line) => /\.handoff"|^\s*import\b/.test(line)) ||
    syntax.some(({ range }) => heads.has(range.start.line)) ||
    declarations.some(({ node }) => !isNamed(node));
  return ({ code, range, replacements = [] }) => {
    if (code !== 'unknown-name' && code !== 'unknown-reference') return false;
    if (names.has(textDocument.getText(range).replace(/^`|`$/g, ''))) return true;
    // A name that is nearly a known one has a slip of its own.
    return isAnything && replacements.length === 0;
  };
}

/** Whether one stands before the other on the same line. */
function isBefore({ range: { start } }: Diagnostic, { range: other }: Diagnostic): boolean {
  return start.line === other.start.line && start.character < other.start.character;
}

function isNamed(node: Declaration): boolean {
  // After error recovery any property may be missing.
  return node.$type === 'PolicyTest' || (node as { name?: string }).name !== undefined;
}

/** The declarations with their lines, each up to the next one. */
function linesOf(document: LangiumDocument): Declared[] {
  const { declarations } = document.parseResult.value as File;
  return declarations.map((node, index) => ({
    node,
    first: node.$cstNode?.range.start.line ?? 0,
    end: declarations[index + 1]?.$cstNode?.range.start.line ?? document.textDocument.lineCount,
  }));
}
