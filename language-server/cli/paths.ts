import { stat } from 'node:fs/promises';
import path from 'node:path';
import { contains } from '../data/real-file.ts';
import { Failure } from './failure.ts';
import { printable } from './terminal.ts';

/**
 * The folder that places are given relative to, and that everything is read in: the one asked
 * for, else the checkout that holds what is named, so that a policy may import what its team
 * shares, else the current folder where all lies inside it, else the folder that holds it.
 */
export async function workspaceOf(options: {
  asked?: string | undefined;
  /** Absolute folders of the files, or the folders themselves. */
  folders: readonly string[];
  cwd: string;
}): Promise<string> {
  const { asked, folders, cwd } = options;
  if (asked !== undefined) return existingFolder(asked, cwd);
  const checkouts = (await Promise.all(folders.map(checkoutOf))).filter((one) => one !== undefined);
  if (checkouts.length === folders.length && checkouts.length > 0) {
    return checkouts.reduce(commonFolder);
  }
  if (folders.every((folder) => contains(cwd, folder))) return cwd;
  return folders.reduce(commonFolder);
}

/** Relative to `folder` with `/`, or absolute where there is no way from one to the other. */
export function shownPath(file: string, folder: string): string {
  return path.relative(folder, file).split(path.sep).join('/') || '.';
}

/** A path out of an argument or a file name, refused where it cannot be one. */
export function resolvedPath(written: string, cwd: string): string {
  if (written.includes('\0') || written === '') {
    throw new Failure('not-readable', 'A path is empty or holds a NUL byte');
  }
  return path.resolve(cwd, written);
}

async function existingFolder(written: string, cwd: string): Promise<string> {
  const folder = resolvedPath(written, cwd);
  const found = await stat(folder).catch(() => undefined);
  if (found?.isDirectory() === true) return folder;
  throw new Failure('no-workspace', `${printable(written)} is not a folder`);
}

/** The nearest folder above that holds `.git`: a folder, or a file in a worktree. */
async function checkoutOf(folder: string): Promise<string | undefined> {
  for (let next = folder; ; next = path.dirname(next)) {
    const found = await stat(path.join(next, '.git')).catch(() => undefined);
    if (found) return next;
    if (path.dirname(next) === next) return undefined;
  }
}

function commonFolder(left: string, right: string): string {
  let folder = left;
  while (!contains(folder, right) && path.dirname(folder) !== folder) folder = path.dirname(folder);
  return folder;
}
