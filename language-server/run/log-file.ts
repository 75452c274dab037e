import { rmSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import type { LogEntry } from '../simulation/log.ts';
import { whenProcessEnds } from './process-end.ts';
import { RunError } from './run-error.ts';

export interface LogFile {
  /** Takes an entry; it reaches the disk with the next `flush`. */
  add: (entry: LogEntry) => void;
  flush: () => Promise<void>;
  /** Writes the rest and puts the file in its place. */
  finish: () => Promise<void>;
  /** Leaves nothing behind. */
  abandon: () => Promise<void>;
}

/** Opens a reasoning log under a temporary name beside its own, so that no half log ever has it. */
export async function openLog(target: string): Promise<LogFile> {
  const temporary = `${target}.${String(process.pid)}.part`;
  let file: FileHandle;
  try {
    file = await open(temporary, 'w');
  } catch {
    throw new RunError('log-not-writable', `${target} cannot be written: check the folder`);
  }
  const stopWatching = whenProcessEnds(() => {
    rmSync(temporary, { force: true });
  });
  let lines: string[] = [];
  const flush = async (): Promise<void> => {
    if (lines.length === 0) return;
    const text = lines.join('');
    lines = [];
    try {
      await file.appendFile(text);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      throw new RunError('log-not-writable', `${target} cannot be written: ${String(code)}`);
    }
  };
  return {
    add: (entry) => {
      lines.push(`${JSON.stringify(entry)}\n`);
    },
    flush,
    finish: async () => {
      await flush();
      await file.close();
      try {
        await rename(temporary, target);
        stopWatching();
      } catch {
        throw new RunError('log-not-writable', `${target} cannot be replaced: is it a folder?`);
      }
    },
    abandon: async () => {
      stopWatching();
      await file.close().catch(() => undefined);
      await rm(temporary, { force: true });
    },
  };
}
