import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { DataError } from '../data/types.ts';
import type { Problem } from '../protocol.ts';
import { placedMessage } from '../run/placed-message.ts';
import { RunError } from '../run/run-error.ts';

/**
 * What went wrong as one line for a person, with its place where that is known. What nobody
 * expected is told in full on the error output, where the server's log takes it up.
 */
export function problemOf(error: unknown, workspace: string): Problem {
  if (error instanceof RunError) {
    const { code, message, at } = error;
    return { code, message, ...(at ? placeOf(at, workspace) : {}) };
  }
  if (error instanceof DataError) {
    const { code, file, line } = error.problem;
    const message = placedMessage(error.problem);
    return { code, message, ...(line === undefined ? {} : placeOf({ file, line }, workspace)) };
  }
  const told = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`${told}\n`);
  const [first = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  return { code: 'internal-error', message: `The run failed by a fault in Handoff: ${first}` };
}

function placeOf(
  { file, line }: { file: string; line: number },
  workspace: string,
): Pick<Problem, 'uri' | 'line'> {
  return { uri: pathToFileURL(path.resolve(workspace, file)).href, line };
}
