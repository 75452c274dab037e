import { readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openData } from '../data/open.ts';
import type { OpenOptions } from '../data/open.ts';
import { DataError } from '../data/types.ts';
import type { OpenedData } from '../data/types.ts';
import { whenProcessEnds } from './process-end.ts';

/**
 * Opens data whose temporary files go with the process, also where a signal ends it in the middle
 * of reading. Throws a DataError where the data cannot be opened.
 */
export async function openWatchedData(options: OpenOptions): Promise<OpenedData> {
  const stopWatching = whenProcessEnds(removeTemporaryFolders);
  const opened = await openData(options);
  if (!opened.ok) {
    stopWatching();
    throw new DataError(opened.problem);
  }
  const { data } = opened;
  return {
    ...data,
    close: () => {
      stopWatching();
      data.close();
    },
  };
}

/** The database may be at work in its folder, so that it is removed as it stands, and not closed. */
function removeTemporaryFolders(): void {
  const own = `handoff-${String(process.pid)}-`;
  for (const name of readdirSync(tmpdir())) {
    if (name.startsWith(own)) rmSync(path.join(tmpdir(), name), { recursive: true, force: true });
  }
}
