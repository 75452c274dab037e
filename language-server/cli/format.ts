import { readFile, writeFile } from 'node:fs/promises';
import { URI } from 'langium';
import { formattedText } from '../language/features/format/format.ts';
import { ReadFailure } from '../language/read-failure.ts';
import type { HandoffServices } from '../language/services.ts';
import { createHandoffServices } from '../language/services.ts';
import { syntaxProblems } from '../language/syntax-problems.ts';
import { LocalFiles } from '../local-files.ts';
import type { ExitCode } from './failure.ts';
import { exitCodes, Failure } from './failure.ts';
import { findFiles } from './find-files.ts';
import { shownPath, workspaceOf } from './paths.ts';
import type { Terminal } from './terminal.ts';
import { printable } from './terminal.ts';

export interface FormatOptions {
  /** Says what would change, and changes nothing. */
  check: boolean;
  workspace?: string;
}

/** `handoff format`: gives files the one layout; a declaration with syntax errors keeps its own. */
export async function formatFiles(
  paths: readonly string[],
  { check, workspace }: FormatOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const { cwd, paint } = terminal;
  const { files, folders } = await findFiles(paths, cwd);
  const disk = new LocalFiles(await workspaceOf({ asked: workspace, folders, cwd }));
  const services = createHandoffServices({ fileSystemProvider: () => disk });
  const changes: { file: string; shown: string; formatted: string }[] = [];
  let isSound = true;
  // All are read before one is written: a file that cannot be read leaves nothing half done.
  for (const file of files) {
    const shown = printable(shownPath(file, cwd));
    const text = await textOf(file, shown, disk);
    const { formatted, problem } = formatText(text, file, services);
    if (formatted !== text) changes.push({ file, shown, formatted });
    if (problem === undefined) continue;
    isSound = false;
    terminal.err(`${shown}:${printable(problem)}; this declaration keeps its layout\n`);
  }
  for (const { file, shown, formatted } of changes) {
    if (!check) await write(file, formatted, shown);
    terminal.out(`${shown} ${check ? 'is not formatted' : 'formatted'}\n`);
  }
  const all = `${String(files.length)} file${files.length === 1 ? '' : 's'}`;
  const result = check ? paint('yellow', 'not formatted') : paint('green', 'formatted');
  const found = `${String(changes.length)} of ${all} ${result}`;
  const nothing = `${paint('green', 'nothing to format')} in ${all}`;
  terminal.out(`${changes.length > 0 ? found : nothing}\n`);
  return isSound && !(check && changes.length > 0) ? exitCodes.fine : exitCodes.findings;
}

/** The layout of a text, and where it has its first syntax error: `12:3 what is wrong`. */
function formatText(
  text: string,
  file: string,
  { shared }: HandoffServices,
): { formatted: string; problem?: string } {
  const document = shared.workspace.LangiumDocumentFactory.fromString(text, URI.file(file));
  const formatted = formattedText(document);
  const [first] = syntaxProblems(document);
  if (!first) return { formatted };
  const { line, character } = first.range.start;
  return {
    formatted,
    problem: `${String(line + 1)}:${String(character + 1)}: error[${first.code}] ${first.message}`,
  };
}

/** The text with its byte order mark; what could not be written back as it was is refused. */
async function textOf(file: string, shown: string, disk: LocalFiles): Promise<string> {
  try {
    // Refuses what is too large to be a policy, and what lies outside of the workspace.
    await disk.readFile(URI.file(file));
    const bytes = await readFile(file);
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (error instanceof ReadFailure) throw new Failure(error.code, `${shown} ${error.message}`);
    const isEncoding = error instanceof TypeError;
    const reason = isEncoding ? 'is not UTF-8; save it as UTF-8 first' : 'cannot be read';
    throw new Failure('not-readable', `${shown} ${reason}`);
  }
}

async function write(file: string, text: string, shown: string): Promise<void> {
  try {
    await writeFile(file, text);
  } catch {
    throw new Failure('not-writable', `${shown} may not be written`);
  }
}
