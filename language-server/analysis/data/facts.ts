import type { Policy, Value } from '../../policy/model.ts';

/** What is known of a data file and of one replay on it, as far as a review needs it. */
export interface DataFacts {
  /** As messages call the file. */
  path: string;
  rows: number;
  columns: ReadonlyMap<string, ColumnFacts>;
  clocks: ClockFacts;
  /** Absent where nothing could be replayed. */
  replay?: ReplayFacts;
}

/** What a column holds, in canonical values. */
export interface ColumnFacts {
  /** Rows without a cell, and with one that does not fit its type: unknown to a rule alike. */
  missing: number;
  bad: number;
  /** Of what is counted or measured. */
  range?: { min: number; max: number };
  /** Of categories and texts: the most frequent values, maybe not all of them. */
  top?: readonly { value: Value; count: number }[];
}

/** Whose clocks the rows are read on; nothing of all that where no column is the clock. */
export interface ClockFacts {
  /** Zones with their rows, the most frequent first. */
  zones: readonly { zone: string; rows: number }[];
  /** Rows without a zone. */
  missing: number;
  /** The first of them, from 1 in the file; 0 where there is none. */
  firstMissing: number;
  /** Subjects, and those of them with such a row; 0 where no column is the subject. */
  subjects: number;
  subjectsMissing: number;
}

export interface ReplayFacts {
  /** Absent where what people chose stood in for an agent. */
  simulation?: string;
  decisions: number;
  /**
   * By rule: decisions in which it was unknown and a column of the data that it reads was missing,
   * in all and column by column.
   */
  unknown: ReadonlyMap<string, { decisions: number; columns: ReadonlyMap<string, number> }>;
  /**
   * Each UTC day with a decision: its number since 1970-01-01, and the escalations by role. Absent
   * where days or escalations cannot be told.
   */
  days?: readonly { day: number; escalations: ReadonlyMap<string, number> }[];
}

/** The moments of the first and the last row, in milliseconds; undefined where none is known. */
export function timeSpan(
  { data }: Policy,
  { columns }: DataFacts,
): { min: number; max: number } | undefined {
  const moment = data.columns.find(({ role }) => role === 'moment');
  return moment && columns.get(moment.name)?.range;
}

/** The replay as a message calls it. */
export function replayName({ simulation }: ReplayFacts): string {
  return simulation === undefined ? 'a replay of the logged choices' : `\`${simulation}\``;
}
