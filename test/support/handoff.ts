import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { EmptyFileSystemProvider, URI } from 'langium';
import type { LangiumDocument } from 'langium';
import type { CheckedFile, CheckOptions } from '../../language-server/language/diagnose.ts';
import { checkFile } from '../../language-server/language/diagnose.ts';
import type { File } from '../../language-server/language/generated/ast.ts';
import type { Unreadable } from '../../language-server/language/load.ts';
import { loadFiles } from '../../language-server/language/load.ts';
import { createHandoffServices } from '../../language-server/language/services.ts';

/** Files that exist in memory only, by absolute path. */
class MemoryFiles extends EmptyFileSystemProvider {
  readonly files = new Map<string, string>();

  override readFile(uri?: URI): Promise<string> {
    const path = uri?.path ?? '';
    const text = this.files.get(path);
    if (text !== undefined) return Promise.resolve(text);
    const isFolder = [...this.files.keys()].some((each) => each.startsWith(`${path}/`));
    return Promise.reject(
      Object.assign(new Error('unreadable'), { code: isFolder ? 'EISDIR' : 'ENOENT' }),
    );
  }
}

const memory = new MemoryFiles();
export const services = createHandoffServices({ fileSystemProvider: () => memory });

export interface Checked extends CheckedFile {
  document: LangiumDocument;
  file: File;
  unreadable: Unreadable[];
}

export interface Files {
  /** The other files, by path relative to the workspace folder. */
  beside?: Record<string, string>;
  /** Where the text itself stands; `main.handoff` unless said. */
  at?: string;
}

/** Loads a text as a file of an otherwise empty workspace and checks it. */
export async function check(text: string, { beside = {}, at = 'main.handoff' }: Files = {}) {
  const checked = await load({ ...beside, [at]: text }, [at]);
  const [first] = checked.checked;
  if (!first) throw new Error(checked.unreadable[0]?.message ?? 'not loaded');
  return { ...first, unreadable: checked.unreadable } satisfies Checked;
}

/** Loads and checks the files named in `asked`, as the command line does. */
export async function load(
  files: Record<string, string>,
  asked: string[],
  options: Pick<CheckOptions, 'review'> = {},
) {
  const { documents, unreadable } = await open(files, asked);
  const checked = documents.map((document) => ({
    document,
    file: document.parseResult.value as File,
    ...checkFile(document, services, {
      relativePath: (each) => each.uri.path.replace('/team/', ''),
      ...options,
    }),
  }));
  return { checked, unreadable };
}

/** Loads the files named in `asked` into an otherwise empty workspace, and checks nothing. */
export async function open(files: Record<string, string>, asked: string[]) {
  const { LangiumDocuments } = services.shared.workspace;
  await services.shared.workspace.DocumentBuilder.update(
    [],
    LangiumDocuments.all.map((each) => each.uri).toArray(),
  );
  memory.files.clear();
  for (const [path, text] of Object.entries(files)) memory.files.set(`/team/${path}`, text);
  return loadFiles(
    asked.map((path) => URI.file(`/team/${path}`)),
    services,
  );
}

/** What is wrong with a text, one line each: `3:7 unknown-name …`. */
export async function problemsOf(text: string, files?: Files): Promise<string[]> {
  return shown(await check(text, files));
}

export function shown({ diagnostics }: Pick<CheckedFile, 'diagnostics'>): string[] {
  return diagnostics.map(
    ({ range, code, message }) =>
      `${range.start.line + 1}:${range.start.character + 1} ${code} ${message}`,
  );
}

/** A file of the repository, by its path from the root. */
export function repositoryFile(path: string): string {
  return readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8');
}

export const company = repositoryFile('examples/company.handoff');
export const examplePaths = [
  'examples/newsletter/newsletter.handoff',
  'examples/subject-lines/subject-lines.handoff',
  'examples/frequency/frequency.handoff',
];

/** The example files, each with what it imports beside it. */
export const examples: { path: string; text: string; files: Files }[] = [
  ...examplePaths.map((path) => ({
    path,
    text: repositoryFile(path),
    files: { at: path, beside: { 'examples/company.handoff': company } },
  })),
  { path: 'examples/company.handoff', text: company, files: { at: 'examples/company.handoff' } },
];
