import type { DataProblem } from '../data/types.ts';

/** File, and row or line where it is known, before the message. */
export function placedMessage({ file, row, line, column, message }: DataProblem): string {
  const where = [
    file,
    ...(line === undefined ? [] : [`line ${String(line)}`]),
    ...(row === undefined ? [] : [`row ${String(row)}`]),
    ...(column === undefined ? [] : [`column ${column}`]),
  ].join(', ');
  return message.startsWith(file) && row === undefined ? message : `${where}: ${message}`;
}
