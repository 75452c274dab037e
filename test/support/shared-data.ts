import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Data that tests read where it is and the project never holds: `shared/data` beside it. */
const root = new URL('../../../shared/data/', import.meta.url);

/** The file's absolute path, or undefined where it is not there and its tests are skipped. */
export function sharedData(path: string): string | undefined {
  const file = fileURLToPath(new URL(path, root));
  return existsSync(file) ? file : undefined;
}

/** The rows of a CSV file as objects; knows quoted fields, not quotes or line ends in them. */
export function readCsv(file: string): Record<string, string>[] {
  const [header, ...lines] = readFileSync(file, 'utf8').trim().split(/\r?\n/).map(fieldsOf);
  return lines.map((fields) => Object.fromEntries(header!.map((name, i) => [name, fields[i]!])));
}

function fieldsOf(line: string): string[] {
  return line
    .match(/("[^"]*"|[^,]*)(,|$)/g)!
    .map((field) => field.replace(/,$/, '').replace(/"/g, ''));
}
