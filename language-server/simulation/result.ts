import type { Stage, Verdict } from '../policy/model.ts';
import type { ArmValue } from './estimates.ts';

/** What a replay found. Every figure is a count of decisions unless it says otherwise. */
export interface ReplayResult {
  /** Rows read, of which `decisions` were in the simulation's period. */
  rows: number;
  decisions: number;
  /** Rows before the period: what the agent had learned from, and what caps counted, at its start. */
  before: number;
  verdicts: Record<Verdict, number>;
  rules: RuleCount[];
  /**
   * Columns and words of the agent (`confidence`, `evidence`, `strategy`) whose missing value made a
   * rule undecidable, with the rows in which it did.
   */
  undecidable: { column: string; rows: number }[];
  value: Record<'logged' | 'agent' | 'policy', ArmValue>;
  goal?: { column: string; direction: 'more' | 'less' };
  people: PeopleCount;
  /** Decisions carried out, by the agent's choice or, after a block, by the usual one. */
  carriedOut: number;
  /** Decisions whose choice was moved by `use the nearest allowed`. */
  moved: number;
  /** Decisions that fell back to the usual choice. */
  usual: number;
  /** Rows that no estimate can use, by reason: goal not observed, propensity missing, not in (0, 1] or too small. */
  unusable: { reason: string; rows: number }[];
  autonomy: StageChange[];
  /** Feedback rules that became active, in order. */
  learned: { name: string; text: string; at: number; file: string; line: number }[];
  /** Decisions without a proposal, by the reason that the agent's side gives. */
  failures: { reason: string; count: number }[];
  /** What the figures rest on or leave out, in sentences. */
  notices: string[];
}

export interface RuleCount {
  name: string;
  file: string;
  line: number;
  block: string;
  /** Decisions in which it fired, and in which what it reads was unknown. */
  fired: number;
  unknown: number;
}

export interface PeopleCount {
  asked: number;
  approved: number;
  overridden: number;
  unanswered: number;
  /** Overrides by reason. */
  reasons: { reason: string; count: number }[];
}

export interface StageChange {
  /** Milliseconds since 1970-01-01; absent where the data has no moment. */
  moment?: number;
  decision: number;
  from: Stage;
  to: Stage;
  because: string;
}
