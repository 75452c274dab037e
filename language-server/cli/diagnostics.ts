import { URI } from 'langium';
import type { Diagnostic } from '../language/problems.ts';
import { excerptOf } from './excerpt.ts';
import type { PolicyFile } from './load-policies.ts';
import { shownPath } from './paths.ts';
import type { Paint } from './terminal.ts';
import { printable } from './terminal.ts';

const colours = { error: 'red', warning: 'yellow', information: 'cyan', hint: 'cyan' } as const;

/** Someone who sees this many mends the first ones and looks again. */
const mostShown = 50;
/** Of one line of source. */
const width = 76;

/** Every file's diagnostics as a compiler prints them; empty where there are none. */
export function renderDiagnostics(
  files: readonly PolicyFile[],
  { workspace, paint }: { workspace: string; paint: Paint },
): string {
  return files
    .filter(({ diagnostics }) => diagnostics.length > 0)
    .map((file) => {
      const lines = file.text.split(/\r\n|\n|\r/);
      const blocks = file.diagnostics
        .slice(0, mostShown)
        .map((diagnostic) => renderDiagnostic(diagnostic, { file, lines, workspace, paint }));
      const more = file.diagnostics.length - mostShown;
      if (more > 0) blocks.push(paint('dim', `${printable(file.file)}: and ${more} more\n`));
      return blocks.join('\n');
    })
    .join('\n');
}

/** `2 errors, 1 warning, 3 notes in 1 of 3 files`, or that there are none. */
export function countLine(files: readonly PolicyFile[], paint: Paint): string {
  const { errors, warnings, notes } = countsOf(files);
  const all = `${files.length} file${files.length === 1 ? '' : 's'}`;
  if (errors + warnings + notes === 0) return `${paint('green', 'no problems')} in ${all}\n`;
  const concerned = files.filter(({ diagnostics }) => diagnostics.length > 0).length;
  const parts = [
    ...(errors > 0 ? [paint('red', `${errors} error${errors === 1 ? '' : 's'}`)] : []),
    ...(warnings > 0 ? [paint('yellow', `${warnings} warning${warnings === 1 ? '' : 's'}`)] : []),
    ...(notes > 0 ? [paint('cyan', `${notes} note${notes === 1 ? '' : 's'}`)] : []),
  ];
  return `${parts.join(', ')} in ${files.length === 1 ? all : `${concerned} of ${all}`}\n`;
}

/** `notes` are what is no more than information, or a hint. */
export function countsOf(files: readonly PolicyFile[]): {
  errors: number;
  warnings: number;
  notes: number;
} {
  const all = files.flatMap(({ diagnostics }) => diagnostics);
  const count = (wanted: Diagnostic['severity']): number =>
    all.filter(({ severity }) => severity === wanted).length;
  const errors = count('error');
  const warnings = count('warning');
  return { errors, warnings, notes: all.length - errors - warnings };
}

/** Lines and columns from 1, columns in UTF-16 units; ends are exclusive. */
export function diagnosticsJson(files: readonly PolicyFile[], workspace: string): object {
  return {
    files: files.map(({ file }) => file),
    diagnostics: files.flatMap(({ file, diagnostics }) =>
      diagnostics.map(({ code, severity, message, range, related }) => ({
        file,
        line: range.start.line + 1,
        column: range.start.character + 1,
        endLine: range.end.line + 1,
        endColumn: range.end.character + 1,
        code,
        severity,
        message,
        related: related.map((place) => ({
          file: fileOf(place.uri, workspace),
          line: place.range.start.line + 1,
          column: place.range.start.character + 1,
          message: place.message,
        })),
      })),
    ),
    ...countsOf(files),
  };
}

interface Context {
  file: PolicyFile;
  lines: readonly string[];
  workspace: string;
  paint: Paint;
}

function renderDiagnostic(diagnostic: Diagnostic, context: Context): string {
  const { file, lines, workspace, paint } = context;
  const { range, severity } = diagnostic;
  const { start, end } = range;
  const place = `${printable(file.file)}:${start.line + 1}:${start.character + 1}`;
  const colour = colours[severity];
  const label = paint(colour, `${severity}[${diagnostic.code}]`);
  const source = lines[start.line] ?? '';
  const excerpt = excerptOf(
    source,
    {
      start: start.character,
      end: end.line === start.line ? end.character : source.trimEnd().length,
    },
    width,
  );
  const related = diagnostic.related.map((each) => {
    const file = printable(fileOf(each.uri, workspace));
    return `  see ${file}:${each.range.start.line + 1}: ${printable(each.message)}\n`;
  });
  const shown =
    excerpt.line.trim() === ''
      ? ''
      : `  ${excerpt.line.trimEnd()}\n  ${paint(colour, excerpt.carets)}\n`;
  return `${paint('bold', place)}: ${label} ${printable(diagnostic.message)}\n${shown}${related.join('')}`;
}

function fileOf(uri: string, workspace: string): string {
  return shownPath(URI.parse(uri).fsPath, workspace);
}
