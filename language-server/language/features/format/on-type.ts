import type { LangiumDocument } from 'langium';
import type { Position, TextEdit } from 'vscode-languageserver';
import { charactersOf } from './columns.ts';
import { formattingEdits } from './format.ts';
import { level } from './placed.ts';

/**
 * What typing a character changes. After a line break the line that was left is tidied, as far as
 * it is sound, and the new line gets the indent of what is likely to stand there; the colon behind
 * a name goes where the other colons of the data are. No line is made or removed, since the cursor
 * is in the middle of them.
 */
export function editsOnType(
  document: LangiumDocument,
  typed: string,
  { line, character }: Position,
): TextEdit[] {
  const lines = document.textDocument.getText().split(/\r\n|\n|\r/);
  if (typed === ':') return colonEdits(lines, line, character);
  if (typed !== '\n' || line === 0) return [];
  if (lines[line]?.trim() !== '') return tidyEdits(document, line - 1, line);
  const tidied = tidyEdits(document, line - 1, line - 1);
  const left = applied(lines[line - 1] ?? '', tidied);
  return [...tidied, ...indentEdits(lines, line, indentAfter(left))];
}

/** What formatting changes within lines, without making or removing one. */
function tidyEdits(document: LangiumDocument, first: number, last: number): TextEdit[] {
  const end = { line: last, character: Number.MAX_SAFE_INTEGER };
  const edits = formattingEdits(document, { start: { line: first, character: 0 }, end });
  return edits.filter(
    ({ range, newText }) => range.start.line === range.end.line && !/[\r\n]/.test(newText),
  );
}

/** One line after edits of it. */
function applied(line: string, edits: readonly TextEdit[]): string {
  let result = line;
  for (const { range, newText } of edits.toReversed()) {
    result = result.slice(0, range.start.character) + newText + result.slice(range.end.character);
  }
  return result;
}

const name = '(?:`[^`]+`|[A-Za-z_]\\w*)';
/** Declarations and blocks whose lines stand one level deeper. */
const header = new RegExp(
  `^[ \\t]*(?:(?:calendar|data|guardrails|handoff|simulation)[ \\t]+${name}(?![ \\t]*:)|test[ \\t]*"` +
    `|(?:boundaries|surprises|learning|autonomy|feedback|reviewer)[ \\t]*(?:#.*)?$` +
    `|escalate[ \\t]+to\\b|(?:${name}[ \\t]*:[ \\t]*)?on[ \\t]+(?:override|approval)\\b)`,
);

/** The indent of an empty line; undefined below an empty one, where anything may follow. */
function indentAfter(line: string): number | undefined {
  if (line.trim() === '') return undefined;
  const indent = widthOf(/^[ \t]*/.exec(line)?.[0] ?? '');
  if (header.test(line)) return indent + level;
  // After what happens otherwise a rule is at its end, but for the answers of a reviewer.
  const endsRule = /^[ \t]*otherwise\b(?![ \t]+(?:approves|overrides)\b)/.test(line);
  if (endsRule || /^[ \t]*until\b/.test(line)) return Math.max(0, indent - level);
  return indent;
}

function indentEdits(lines: readonly string[], at: number, indent?: number): TextEdit[] {
  const old = /^[ \t]*/.exec(lines[at] ?? '')?.[0] ?? '';
  if (indent === undefined || old === ' '.repeat(indent)) return [];
  return [replacement(at, 0, old.length, ' '.repeat(indent))];
}

/** The indent of a name with its colon, and in a data block the colon's place. */
function colonEdits(lines: readonly string[], at: number, character: number): TextEdit[] {
  const typed = new RegExp(`^([ \\t]*)(${name})([ \\t]*):$`).exec(
    (lines[at] ?? '').slice(0, character),
  );
  if (!typed) return [];
  const [, indent = '', own = '', blanks = ''] = typed;
  const above = enclosing(lines, at);
  if (above === undefined) return [];
  const edits = indentEdits(
    lines,
    at,
    widthOf(/^[ \t]*/.exec(lines[above] ?? '')?.[0] ?? '') + level,
  );
  if (!/^[ \t]*data\b/.test(lines[above] ?? '')) return edits;
  const names = columnsBelow(lines, above, at);
  const width = [own, ...names].reduce((most, each) => Math.max(most, charactersOf(each)), 0);
  const padding = ' '.repeat(width - charactersOf(own) + 1);
  if (padding === blanks) return edits;
  const start = indent.length + own.length;
  return [...edits, replacement(at, start, start + blanks.length, padding)];
}

/** The line of the block that a line stands in, if names with colons belong there. */
function enclosing(lines: readonly string[], from: number): number | undefined {
  for (let at = from - 1; at >= 0; at--) {
    const line = lines[at] ?? '';
    if (/^(?:segment|import)\b/.test(line)) return undefined;
    if (!header.test(line) || /\bon[ \t]+(?:override|approval)\b/.test(line)) continue;
    return /^[ \t]*(?:data|guardrails|boundaries|escalate|feedback)\b/.test(line) ? at : undefined;
  }
  return undefined;
}

const column = new RegExp(`^[ \\t]+(${name})[ \\t]*:`);

/** The names of the other columns of a data block. */
function columnsBelow(lines: readonly string[], data: number, except: number): string[] {
  const names: string[] = [];
  for (let at = data + 1; at < lines.length && !header.test(lines[at] ?? ''); at++) {
    const found = column.exec(lines[at] ?? '');
    if (found?.[1] !== undefined && at !== except) names.push(found[1]);
  }
  return names;
}

function replacement(line: number, start: number, end: number, newText: string): TextEdit {
  return {
    range: { start: { line, character: start }, end: { line, character: end } },
    newText,
  };
}

/** A tab is as wide as a level. */
function widthOf(blanks: string): number {
  return blanks.length + (blanks.match(/\t/g)?.length ?? 0) * (level - 1);
}
