import type { Column, Value } from '../policy/model.ts';

/** A stretch of rows as typed columns, in canonical numbers (see the policy model). */
export interface Batch {
  length: number;
  /** Row in the file, from 1 for the first data row. */
  rows: Float64Array;
  /**
   * By column name; an object without a prototype. NaN is unknown. Text, identifier and zone
   * columns hold codes into `dictionaries`.
   */
  columns: Record<string, Float64Array>;
  /** The texts in byte order, the same arrays in every batch; a code is an index into one. */
  dictionaries: Record<string, string[]>;
  /**
   * How likely the logged choice was, 0 to 1; NaN where it is unknown. Absent where the data
   * source says nothing about it.
   */
  propensity?: Float64Array;
}

/** Why a file cannot be used at all. `message` is one line: what, where, what to do. */
export interface DataProblem {
  code: string;
  message: string;
  /** Relative to the workspace folder with `/`, or as written where it lies outside. */
  file: string;
  /** Row in the file, from 1 for the first data row. */
  row?: number;
  /** Line in the file, from 1, where that is what is known. */
  line?: number;
  column?: string;
  /** Columns of the file that may be meant by one that it does not have, nearest first. */
  near?: string[];
  /** The same, one problem a column, where the message may speak of several. */
  each?: DataProblem[];
}

/** Cells of one column that count as unknown: HD120 does not fit its type, HD121 is empty. */
export interface ColumnProblem {
  code: 'HD120' | 'HD121';
  column: string;
  count: number;
  /** The first row that has it. */
  row: number;
  /** The cell of that row, at most 60 characters of it; HD120 only. */
  example?: string;
  message: string;
}

export interface DataDescription {
  /** Relative to the workspace folder with `/`. */
  path: string;
  /** Of the file's bytes, in hexadecimal. */
  sha256: string;
  /** Data rows in the file, whatever `from`, `to` and `limit` leave out. */
  rows: number;
  /** Columns of the file that the data source does not declare: as the file orders them, JSON keys by name. */
  undeclared: string[];
  /** For the columns that were asked for, as declared. */
  problems: ColumnProblem[];
}

/** What a person wants to see of a column at a glance. */
export interface ColumnProfile {
  column: string;
  missing: number;
  bad: number;
  /** Canonical numbers; absent for categorical columns and where nothing is known. */
  range?: { min: number; median: number; max: number };
  /** At most ten, most frequent first, ties by value; for categorical columns. */
  top?: { value: Value; count: number }[];
}

/** Whose clocks the rows are read on. */
export interface ClockCounts {
  /** Zones with their rows, the most frequent first. */
  zones: { zone: string; rows: number }[];
  /** Rows without a zone, and the first of them, 0 where there is none. */
  missing: number;
  firstMissing: number;
  /** Subjects, and those of them with such a row; 0 where no column is the subject. */
  subjects: number;
  subjectsMissing: number;
}

export interface OpenedData {
  description: DataDescription;
  /** The columns that batches carry, as declared. */
  columns: Column[];
  /** A key that only who has the file can compute: never write it to a log. */
  pseudonymKey: string;
  /** Each call reads from the start. Throws `DataError` where the file fails in the middle. */
  batches(): AsyncIterable<Batch>;
  profile(): Promise<ColumnProfile[]>;
  /** Undefined where no column that batches carry is the clock. */
  clocks(): Promise<ClockCounts | undefined>;
  /** Frees memory and temporary files; may be called more than once. */
  close(): void;
}

/** Carries a problem out of deep code; `openData` turns it back into a result. */
export class DataError extends Error {
  readonly problem: DataProblem;

  constructor(problem: DataProblem) {
    super(problem.message);
    this.name = 'DataError';
    this.problem = problem;
  }
}

/** Shortens what comes from a file so that a message stays one readable line. */
export function excerpt(text: string): string {
  const line = text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
  const points = [...line.slice(0, 130)];
  return points.length > 60 ? `${points.slice(0, 59).join('')}…` : line;
}
