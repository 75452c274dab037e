import type { Column, DataSource } from '../policy/model.ts';
import type { Located } from './locate.ts';
import { nearWords } from '../near-words.ts';
import { DataError, excerpt } from './types.ts';
import type { DataProblem } from './types.ts';

export interface Matched {
  /** The declared column and where the file has it, from 0. */
  columns: { column: Column; index: number }[];
  undeclared: string[];
}

/** Pairs declared columns with the file's own: names are trimmed and case-sensitive. */
export function matchColumns(source: DataSource, file: Located, names: string[]): Matched {
  const places = new Map<string, number>();
  const twice = new Set<string>();
  names.forEach((name, index) => {
    const trimmed = name.trim();
    if (places.has(trimmed)) twice.add(trimmed);
    else places.set(trimmed, index);
  });
  // Spreadsheets leave unnamed columns at the end: nobody can declare them, so they may repeat.
  twice.delete('');
  const missing = source.columns.filter(({ name }) => !places.has(name.trim()));
  const each = [
    ...[...twice].map((name) => repeatedProblem(file, [name])),
    ...missing.map((column) => missingProblem(file, [column], [...places.keys()])),
  ];
  if (twice.size > 0) throw new DataError({ ...repeatedProblem(file, [...twice]), each });
  if (missing.length > 0) {
    throw new DataError({ ...missingProblem(file, missing, [...places.keys()]), each });
  }
  const declared = new Set(source.columns.map(({ name }) => name.trim()));
  return {
    columns: source.columns.map((column) => ({ column, index: places.get(column.name.trim())! })),
    undeclared: [...places.keys()].filter((name) => name !== '' && !declared.has(name)),
  };
}

function repeatedProblem(file: Located, names: string[]): DataProblem {
  return {
    code: 'HD107',
    message: `${file.shown} has more than one column named ${quoted(names)}; rename all but one`,
    file: file.shown,
    column: names[0]!,
  };
}

function missingProblem(file: Located, missing: Column[], names: string[]): DataProblem {
  const near = [...new Set(missing.flatMap(({ name }) => nearWords(name, names)))];
  const advice =
    near.length > 0
      ? `did you mean ${near.slice(0, 5).map(quote).join(' or ')}?`
      : `it has ${names.length > 12 ? `${quoted(names.slice(0, 12))}, …` : quoted(names)}`;
  return {
    code: 'HD106',
    message: `${file.shown} has no ${missing.length === 1 ? 'column' : 'columns'} ${quoted(missing.map(({ name }) => name))}; ${advice}`,
    file: file.shown,
    column: missing[0]!.name,
    ...(missing.length === 1 && near.length > 0 ? { near } : {}),
  };
}

function quote(name: string): string {
  return `"${excerpt(name)}"`;
}

function quoted(names: string[]): string {
  return names.map(quote).join(', ');
}
