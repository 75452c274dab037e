import type { Located } from './locate.ts';
import { DataError, excerpt } from './types.ts';

/** Words an error of the database or the file system as one line that says what to do. */
export function readError(
  error: unknown,
  file: Pick<Located, 'real' | 'shown'> & Partial<Located>,
): DataError {
  if (error instanceof DataError) return error;
  // A message may end up in a report: it names the file as the workspace does.
  const text = (error instanceof Error ? error.message : String(error)).replaceAll(
    file.real,
    file.shown,
  );
  const first = text.split('\n')[0] ?? '';
  const problem = (code: string, message: string) =>
    new DataError({ code, message: `${file.shown} ${message}`, file: file.shown });
  if (/duckdb_temp/.test(first))
    return problem('HD117', 'needs space in the temporary folder of this machine; free some');
  if (/out of memory/i.test(first))
    return problem('HD116', 'does not fit in memory; shorten it, or declare fewer text columns');
  if (/maximum line size/i.test(text))
    return problem('HD109', 'has a line of more than 16 MB; check for a quote that never closes');
  if (/EACCES|EPERM/.test(first))
    return problem('HD114', 'cannot be opened; check its permissions');
  if (file.format === 'parquet')
    return problem('HD112', `is not a readable Parquet file; write it again (${excerpt(first)})`);
  return problem('HD114', `cannot be read; check its rows (${excerpt(first)})`);
}
