import type { AstNode } from 'langium';
import type { Range } from '../problems.ts';

/** What a name stands for. A `word` is one that the agent brings or that Handoff measures. */
export type NameKind =
  | 'data'
  | 'column'
  | 'value'
  | 'segment'
  | 'calendar'
  | 'guardrails'
  | 'handoff'
  | 'rule'
  | 'role'
  | 'reason'
  | 'simulation'
  | 'test'
  | 'word';

/** A place in any file of the workspace. */
export interface Place {
  uri: string;
  range: Range;
}

/** One name as it stands in a document. */
export interface Occurrence {
  kind: NameKind;
  /** Without backticks, quotes or colon. */
  name: string;
  /** The name as written, with its backticks or quotes, without its colon. */
  range: Range;
  role: 'declaration' | 'reference';
  /** The node whose property the name is. */
  node: AstNode;
  /**
   * Where it is declared; undefined where nothing declares it: a measured word, `yes` or
   * `Friday`, or a name that is not known.
   */
  declaration?: Place;
  /**
   * All places that declare it, `declaration` first. A segment or a guardrail may be read over
   * several data blocks, and then names a column of each.
   */
  declarations: readonly Place[];
}
