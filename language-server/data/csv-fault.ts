import { createReadStream } from 'node:fs';
import type { Header } from './header.ts';
import type { Located } from './locate.ts';
import type { DataProblem } from './types.ts';

const quote = 0x22;
const newline = 0x0a;
const carriageReturn = 0x0d;

/**
 * Looks for the first row that is not proper CSV (RFC 4180). DuckDB notices such rows but does
 * not say which one in the file's own terms, so this plain reader runs once it complained.
 * Gives the number of data rows where nothing is wrong.
 */
export async function findCsvFault(
  file: Located,
  header: Header,
): Promise<{ problem: DataProblem } | { rows: number }> {
  const delimiter = header.delimiter.charCodeAt(0);
  const expected = header.names.length;
  let state: 'start' | 'plain' | 'quoted' | 'closed' = 'start';
  let comments = header.comments;
  /** The header is row 0. */
  let row = 0;
  let line = 1;
  let rowLine = 1;
  let cells = 1;
  let rowBytes = 0;
  let previous = 0;

  const problem = (what: string, advice: string): { problem: DataProblem } => ({
    problem: {
      code: 'HD109',
      message: `${file.shown} ${row === 0 ? 'header' : `row ${row}`} (line ${rowLine}) ${what}; ${advice}`,
      file: file.shown,
      line: rowLine,
      ...(row === 0 ? {} : { row }),
    },
  });
  const endRow = () => {
    const blank = rowBytes === 0 && expected > 1;
    if (!blank && cells !== expected)
      return problem(
        `has ${cells} ${cells === 1 ? 'cell' : 'cells'} where the header has ${expected}`,
        'add or remove cells, and put cells that hold the separator in double quotes',
      );
    if (!blank) row++;
    cells = 1;
    rowBytes = 0;
    state = 'start';
    return undefined;
  };

  for await (const chunk of createReadStream(file.real, { highWaterMark: 1 << 20 })) {
    for (const byte of chunk as Buffer) {
      const secondHalf = byte === newline && previous === carriageReturn;
      const lineEnds = byte === newline || byte === carriageReturn;
      previous = byte;
      if (lineEnds && !secondHalf) line++;
      if (comments > 0) {
        if (lineEnds && !secondHalf) comments--;
        rowLine = line;
      } else if (state === 'quoted') {
        if (byte === quote) state = 'closed';
        rowBytes++;
      } else if (secondHalf) {
        rowLine = line;
      } else if (lineEnds) {
        const fault = endRow();
        if (fault) return fault;
        rowLine = line;
      } else {
        rowBytes++;
        if (byte === delimiter) {
          cells++;
          state = 'start';
        } else if (state === 'closed') {
          if (byte !== quote)
            return problem('has text after a closing quote', 'write a quote inside quotes twice');
          state = 'quoted';
        } else if (state === 'start') state = byte === quote ? 'quoted' : 'plain';
      }
    }
  }
  if (state === 'quoted')
    return problem('opens a quote that never closes', 'close it or double it');
  const fault = rowBytes > 0 ? endRow() : undefined;
  return fault ?? { rows: Math.max(0, row - 1) };
}
