import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { DataSource } from '../policy/model.ts';
import { realFile } from './real-file.ts';
import { DataError } from './types.ts';

type Format = 'csv' | 'tsv' | 'jsonl' | 'parquet';

const formats = new Map<string, Format>([
  ['.csv', 'csv'],
  ['.tsv', 'tsv'],
  ['.jsonl', 'jsonl'],
  ['.ndjson', 'jsonl'],
  ['.parquet', 'parquet'],
]);

export interface Located {
  /** Absolute, with symbolic links resolved. */
  real: string;
  /** Relative to the workspace folder with `/`. */
  shown: string;
  format: Format;
  bytes: number;
  /** When the file was last written, in milliseconds, to notice that it changes. */
  modified: number;
}

/**
 * Finds the file of a data source and refuses whatever lies outside the workspace folder, also
 * by way of a symbolic link: a policy file from somebody else must not read a person's disk.
 */
export async function locate(source: DataSource, workspace: string): Promise<Located> {
  const written = source.path;
  const refuse = (code: string, message: string): never => {
    throw new DataError({ code, message, file: written });
  };
  if (written.trim() === '' || written.includes('\0'))
    refuse('HD101', `data ${source.name} names no file; write its path after from`);
  if (path.posix.isAbsolute(written) || path.win32.isAbsolute(written) || /^\w+:/.test(written))
    refuse(
      'HD102',
      `${written} is an absolute path or an address; write a path relative to the .handoff file`,
    );
  const target = path.resolve(path.dirname(source.declaredIn), written);
  const { real, root, isInside } = await realFile(target, workspace);
  if (!isInside)
    refuse('HD102', `${written} leaves the workspace folder; move the file into the folder`);
  if (real === undefined)
    return refuse(
      'HD101',
      `${written} does not exist; check the path, relative to the .handoff file`,
    );
  const shown = path.relative(root, real).split(path.sep).join('/');
  const file = await stat(real);
  if (!file.isFile())
    throw new DataError({
      code: 'HD103',
      message: `${shown} is ${file.isDirectory() ? 'a folder' : 'not a regular file'}; name a .csv, .tsv, .jsonl or .parquet file`,
      file: shown,
    });
  const format = formats.get(path.extname(written).toLowerCase());
  if (format === undefined)
    throw new DataError({
      code: 'HD104',
      message: `${shown} has an extension that Handoff cannot read; use .csv, .tsv, .jsonl, .ndjson or .parquet`,
      file: shown,
    });
  if (file.size === 0)
    throw new DataError({
      code: 'HD105',
      message: `${shown} is empty; it needs ${format === 'jsonl' ? 'one JSON object a line' : 'at least a header'}`,
      file: shown,
    });
  return { real, shown, format, bytes: file.size, modified: file.mtimeMs };
}

/** Refuses a file that changed since it was located: its hash would not be that of its rows. */
export async function refuseChanged(located: Located): Promise<void> {
  const { size, mtimeMs } = await stat(located.real);
  if (size !== located.bytes || mtimeMs !== located.modified)
    throw new DataError({
      code: 'HD118',
      message: `${located.shown} changed while it was read; try again when it is complete`,
      file: located.shown,
    });
}
