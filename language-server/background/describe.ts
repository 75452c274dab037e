import { stat } from 'node:fs/promises';
import { locate } from '../data/locate.ts';
import type { Located } from '../data/locate.ts';
import { readError } from '../data/read-error.ts';
import { DataError } from '../data/types.ts';
import type { DataProblem, OpenedData } from '../data/types.ts';
import type { DataSource, Value } from '../policy/model.ts';
import { openWatchedData } from '../run/watched-data.ts';
import type { DataFindings, DataProfile, FromBackground } from './protocol.ts';

type Described = Omit<Extract<FromBackground, { kind: 'described' }>, 'kind' | 'question'>;

/** A text that is longer than this is no value that anybody would look for in a list. */
const longestValue = 200;

/**
 * Holds a data file against its declaration: why it cannot be used at all, or else the columns
 * with cells that do not fit, and what each column holds. A file that still has the stamp `unless` is not read again. The file
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
  return { stamp, real, ...(await read(source, workspace)) };
}

/** Changes whenever the file does, or what keeps it from being read. */
export async function stampOfFile(source: DataSource, workspace: string): Promise<string> {
  try {
    return await stampOf(await locate(source, workspace));
  } catch (error) {
    const { problem } = readError(error, { real: source.path, shown: source.path });
    return JSON.stringify(problem);
  }
}

async function read(
  source: DataSource,
  workspace: string,
): Promise<{ findings: DataFindings; profile?: DataProfile }> {
  try {
    const data = await openWatchedData({ source, workspace });
    try {
      const unfitting = data.description.problems.filter(({ code }) => code === 'HD120');
      return { findings: found(unfitting), profile: await profileOf(data) };
    } finally {
      data.close();
    }
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    return { findings: found(error.problem.each ?? [error.problem]) };
  }
}

async function profileOf(data: OpenedData): Promise<DataProfile> {
  const { description } = data;
  return (await data.profile()).map(({ top, ...column }) => ({
    ...column,
    rows: description.rows,
    ...(top === undefined ? {} : { top: top.filter(({ value }) => isShort(value)) }),
  }));
}

function isShort(value: Value): boolean {
  return typeof value === 'number' || value.length <= longestValue;
}

/** Two writings within one tick of the clock differ in size, or in what the system counts. */
async function stampOf({ real, bytes, modified }: Located): Promise<string> {
  const { ctimeMs, ino } = await stat(real).catch(() => ({ ctimeMs: 0, ino: 0 }));
  return JSON.stringify([real, ino, bytes, modified, ctimeMs]);
}

function found(
  problems: Pick<DataProblem, 'code' | 'message' | 'column' | 'near'>[],
): DataFindings {
  return problems.map(({ code, message, column, near }) => ({
    code,
    message,
    ...(column === undefined ? {} : { column }),
    ...(near === undefined ? {} : { near }),
  }));
}
