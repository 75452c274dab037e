import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';

/**
 * Where a path leads with symbolic links resolved, undefined where nothing is there, and whether
 * that lies in the folder `root`. A file that is not there is judged by its path alone, so that
 * nobody learns what there is outside.
 */
export async function realFile(
  target: string,
  root: string,
): Promise<{ real: string | undefined; root: string; isInside: boolean }> {
  const realRoot = await realpath(root).catch(() => path.resolve(root));
  const real = await realpath(target).catch(() => undefined);
  const isInside =
    real === undefined ? contains(path.resolve(root), target) : contains(realRoot, real);
  return { real, root: realRoot, isInside };
}

/** Whether a path lies in a folder, or is it; both absolute. */
export function contains(folder: string, inner: string): boolean {
  const relative = path.relative(folder, inner);
  return relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
}

/** What a path is, found out before anything is read: a device never ends, and a pipe may wait. */
export async function kindOf(file: string): Promise<{ isFile: boolean; bytes: number }> {
  const found = await stat(file);
  if (found.isDirectory()) throw Object.assign(new Error(file), { code: 'EISDIR' });
  return { isFile: found.isFile(), bytes: found.size };
}
