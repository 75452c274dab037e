import type { AstNode } from 'langium';
import type { CalendarRange, Column, DataSource, Value, ValueType } from '../../policy/model.ts';
import type { Segment } from '../generated/ast.ts';
import type { Report } from '../problems.ts';

/** What names mean at one place: the handoff it is compiled for, and what that place may read. */
export interface Scope {
  report: Report;
  data: DataSource | undefined;
  columns: ReadonlyMap<string, Column>;
  /** What rows may be called, singular and plural, to the plural. */
  nouns: ReadonlyMap<string, string>;
  choice: { column: string; type: ValueType } | undefined;
  usual: Value | undefined;
  /** Whether a line says what is usual, be it with a problem. */
  saysUsual: boolean;
  segments: ReadonlyMap<string, Segment>;
  calendars: ReadonlyMap<string, CalendarRange[]>;
  /** Calendars that a condition named, filled in as they are compiled. */
  usedCalendars: Record<string, CalendarRange[]>;
  /** Segments being compiled, so that one that names itself is found. */
  openSegments: readonly Segment[];
  /** How many segments the condition at hand has been expanded to so far. */
  expansions: { count: number };
  /**
   * Whether words that Handoff measures and segments come before columns of the same name: in
   * guardrails, which must mean the same over all data.
   */
  wordsFirst: boolean;
  /** What stands here, for messages: `a boundary`, `the reviewer`. */
  place: string;
}

/** The plural of what a row is called, where the noun names it; a column's noun is another unit. */
export function rowNoun(noun: string, scope: Scope): string | undefined {
  const plural = scope.nouns.get(noun);
  return plural === scope.data?.plural ? plural : undefined;
}

export function columnsWithRole(scope: Scope, role: Column['role']): Column[] {
  return scope.data?.columns.filter((column) => column.role === role) ?? [];
}

/** True where the data has the role; else a problem that says which column to mark. */
export function requireRole(
  scope: Scope,
  role: 'moment' | 'clock' | 'subject',
  what: string,
  node: AstNode,
): boolean {
  if (!scope.data || columnsWithRole(scope, role).length > 0) return true;
  scope.report(
    'missing-role',
    `${what} needs a column of \`${scope.data.name}\` that is \`the ${role}\``,
    node,
    { role },
  );
  return false;
}
