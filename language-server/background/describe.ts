import { stat } from 'node:fs/promises';
import { locate } from '../data/locate.ts';
import type { Located } from '../data/locate.ts';
import { readError } from '../data/read-error.ts';
import { DataError } from '../data/types.ts';
import type { DataProblem } from '../data/types.ts';
import type { DataSource } from '../policy/model.ts';
import { openWatchedData } from '../run/watched-data.ts';
import type { DataFindings, FromBackground } from './protocol.ts';

type Described = Omit<Extract<FromBackground, { kind: 'described' }>, 'kind' | 'question'>;

/**
 * Holds a data file against its declaration: why it cannot be used at all, or else the columns
 * with cells that do not fit. A file that still has the stamp `unless` is not read again. The file
 * is closed again before this returns.
 */
export async function describeData(
  /** `workspace` is the absolute path of the folder that nothing is read outside of. */
  { source, workspace }: { source: DataSource; workspace: string },
  unless?: string,
): Promise<Described> {
  let file: Located;
  try {
    file = await locate(source, workspace);
  } catch (error) {
    const { problem } = readError(error, { real: source.path, shown: source.path });
    const stamp = JSON.stringify(problem);
    return stamp === unless ? { stamp } : { stamp, findings: found([problem]) };
  }
  const { real } = file;
  // Of before the reading: what changes meanwhile makes the file another than this.
  const stamp = await stampOf(file);
  if (stamp === unless) return { stamp, real };
  return { stamp, real, findings: found(await problemsOf(source, workspace)) };
}

async function problemsOf(
  source: DataSource,
  workspace: string,
): Promise<Pick<DataProblem, 'code' | 'message' | 'column'>[]> {
  try {
    const data = await openWatchedData({ source, workspace });
    data.close();
    return data.description.problems.filter(({ code }) => code === 'HD120');
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    return error.problem.each ?? [error.problem];
  }
}

/** Two writings within one tick of the clock differ in size, or in what the system counts. */
async function stampOf({ real, bytes, modified }: Located): Promise<string> {
  const { ctimeMs, ino } = await stat(real).catch(() => ({ ctimeMs: 0, ino: 0 }));
  return JSON.stringify([real, ino, bytes, modified, ctimeMs]);
}

function found(problems: Pick<DataProblem, 'code' | 'message' | 'column'>[]): DataFindings {
  return problems.map(({ code, message, column }) => ({
    code,
    message,
    ...(column === undefined ? {} : { column }),
  }));
}
