import { createReadStream } from 'node:fs';
import type { LogEntry } from '../simulation/log.ts';
import { logEntrySchema } from '../simulation/log.ts';
import { lineSplitter } from './lines.ts';
import { RunError } from './run-error.ts';

/** Characters: an entry of a thousand rules is shorter. */
const longestLine = 10_000_000;

export interface LogLine<Entry = LogEntry> {
  /** From 1. */
  line: number;
  /** Undefined where the line is no entry of such a log. */
  entry: Entry | undefined;
}

/**
 * The lines of a reasoning log one after the other, without those that are empty.
 *
 * @throws RunError where the file cannot be read, or holds a line that no log has.
 */
export function readLog(
  file: string,
  /** How messages call the file. */
  shown: string,
): AsyncGenerator<LogLine> {
  return readLogOf(file, shown, (line) => logEntrySchema.safeParse(line).data);
}

/** The same of a log of other entries; `parse` gives undefined for what is none. */
export async function* readLogOf<Entry>(
  file: string,
  shown: string,
  parse: (line: unknown) => Entry | undefined,
): AsyncGenerator<LogLine<Entry>> {
  let line = 0;
  let found: LogLine<Entry>[] = [];
  const problems: RunError[] = [];
  const splitter = lineSplitter({
    longest: longestLine,
    onLine: (text) => {
      line++;
      // Editors may put a byte order mark before the first line.
      const plain = line === 1 ? text.replace(/^\uFEFF/, '') : text;
      if (plain.trim() !== '') found.push({ line, entry: entryOf(plain, parse) });
    },
    onTooLong: () => problems.push(tooLong(shown, line + 1)),
  });
  try {
    const pieces: AsyncIterable<string> = createReadStream(file, 'utf8');
    for await (const piece of pieces) {
      splitter.push(piece);
      yield* found;
      found = [];
      if (problems[0]) throw problems[0];
    }
  } catch (error) {
    if (error instanceof RunError) throw error;
    throw new RunError('log-unreadable', `${shown} cannot be read: ${whyNot(error)}`);
  }
  splitter.end();
  yield* found;
}

function tooLong(shown: string, line: number): RunError {
  return new RunError(
    'log-unreadable',
    `${shown}, line ${line}, is longer than any entry of a log: name a file of JSON lines`,
  );
}

function whyNot(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return 'there is no such file';
  if (code === 'EISDIR') return 'it is a folder; name a file';
  return code === undefined ? 'its content is no text' : code;
}

function entryOf<Entry>(
  text: string,
  parse: (line: unknown) => Entry | undefined,
): Entry | undefined {
  let line: unknown;
  try {
    line = JSON.parse(text);
  } catch {
    return undefined;
  }
  return parse(line);
}
