import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { Failure } from './failure.ts';
import { resolvedPath } from './paths.ts';
import { printable } from './terminal.ts';

const extension = '.handoff';

export interface FoundFiles {
  /** Absolute, sorted, each once. */
  files: string[];
  /** What was named: folders as they are, files by the folder that they lie in. */
  folders: string[];
}

/** The files named, and those in the folders named, but for node_modules and dot folders. */
export async function findFiles(paths: readonly string[], cwd: string): Promise<FoundFiles> {
  const files = new Set<string>();
  const folders: string[] = [];
  for (const written of paths) {
    const target = resolvedPath(written, cwd);
    const kind = await kindOf(target, written);
    if (kind === 'folder') {
      const found = await filesIn(target, written);
      if (found.length === 0) {
        throw new Failure('no-files', `No ${extension} file in ${printable(written)}`);
      }
      for (const file of found) files.add(file);
      folders.push(target);
      continue;
    }
    if (kind === 'other' || !target.endsWith(extension)) {
      throw new Failure('not-a-policy', `${printable(written)} is not a ${extension} file`);
    }
    files.add(target);
    folders.push(path.dirname(target));
  }
  return { files: [...files].sort(), folders };
}

/** The one file of a command that takes one. */
export async function findFile(written: string, cwd: string): Promise<FoundFiles> {
  if ((await kindOf(resolvedPath(written, cwd), written)) === 'folder') {
    throw new Failure(
      'not-a-policy',
      `${printable(written)} is a folder; name a ${extension} file`,
    );
  }
  return findFiles([written], cwd);
}

async function kindOf(target: string, written: string): Promise<'file' | 'folder' | 'other'> {
  try {
    const found = await stat(target);
    if (found.isDirectory()) return 'folder';
    return found.isFile() ? 'file' : 'other';
  } catch (error) {
    throw unreadable(written, error);
  }
}

async function filesIn(folder: string, written: string): Promise<string[]> {
  const files: string[] = [];
  const open = [folder];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const entries = await readdir(next, { withFileTypes: true }).catch((error: unknown) => {
      throw unreadable(path.join(written, path.relative(folder, next)), error);
    });
    for (const entry of entries) {
      const target = path.join(next, entry.name);
      // Links to folders are not followed, so that a circle of them cannot trap the search.
      if (entry.isDirectory() && entry.name !== 'node_modules' && !entry.name.startsWith('.')) {
        open.push(target);
      } else if (entry.name.endsWith(extension) && (await isFile(target))) {
        files.push(target);
      }
    }
  }
  return files;
}

async function isFile(target: string): Promise<boolean> {
  return stat(target).then(
    (found) => found.isFile(),
    () => false,
  );
}

function unreadable(written: string, error: unknown): Failure {
  const reason = { ENOENT: 'does not exist', EACCES: 'may not be read', ENOTDIR: 'does not exist' }[
    String((error as { code?: unknown }).code)
  ];
  return new Failure('not-readable', `${printable(written)} ${reason ?? 'cannot be read'}`);
}
