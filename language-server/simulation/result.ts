import type { RewardModelChoice, Stage, Verdict } from '../policy/model.ts';
import type { Calibration } from './calibration/calibrate.ts';
import type { Daily } from './daily.ts';
import type { ArmValue, Estimate } from './estimates.ts';
import type { Exploration } from './exploration.ts';
import type { LearnedEffect } from './feedback.ts';
import type { QueueReport } from './queue-report.ts';
import type { PatternReview } from './reviews.ts';
import type { BoundaryCosts } from './value/boundary-costs.ts';
import type { SampleRatio } from './value/sample-ratio.ts';
import type { SurpriseReport } from './surprise/report.ts';
import type { ThresholdBench } from './thresholds/bench.ts';

/** What a replay found. Every figure is a count of decisions unless it says otherwise. */
export interface ReplayResult {
  /** Rows read, of which `decisions` were in the simulation's period. */
  rows: number;
  decisions: number;
  /** Rows before the period: what the agent had learned from, and what caps counted, at its start. */
  before: number;
  verdicts: Record<Verdict, number>;
  /** Absent where no decision has a moment. */
  daily?: Daily;
  rules: RuleCount[];
  /**
   * Columns and words of the agent (`confidence`, `evidence`, `strategy`) whose missing value made a
   * rule undecidable, with the rows in which it did.
   */
  undecidable: { column: string; rows: number }[];
  value: Record<'logged' | 'agent' | 'policy', ArmValue>;
  /** What the values rest on; absent where the handoff has no goal. */
  valueRests?: ValueRests;
  /** What the policy and each of its rules cost; absent where that was not asked for. */
  boundaryCosts?: BoundaryCosts & { all: Record<'ips' | 'dr', Estimate> };
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
  /** By role: how its reviewers came along; a role that nothing was escalated to has 0 cases. */
  queues: QueueReport[];
  /** How much the agent explored; absent where the handoff has no learning period and no share. */
  exploration?: Exploration;
  /** What was put before the reviewers at each review date; absent where none is said. */
  reviews?: PatternReview[];
  /** Feedback rules that became active, in order. */
  learned: Learned[];
  /** Decisions without a proposal, by the reason that the agent's side gives. */
  failures: { reason: string; count: number }[];
  /** Whether the agent's confidence can be trusted, against reviewers and against outcomes. */
  calibration: Calibration[];
  /** What other numbers in the triggers would come to. */
  thresholds: ThresholdBench[];
  /** Absent where the handoff does not say what is surprising. */
  surprises?: SurpriseReport;
  /** What the figures rest on or leave out, in sentences. */
  notices: string[];
}

export interface Learned extends LearnedEffect {
  name: string;
  effect: 'avoid' | 'prefer';
  text: string;
  /** Milliseconds since 1970-01-01; NaN where the data has no moment. */
  at: number;
  file: string;
  line: number;
}

export interface ValueRests {
  model: RewardModelChoice;
  /** Weights above it count as it. */
  clipAt?: number;
  /** Absent where choices have no list, or no propensity that could be compared with them. */
  ratio?: SampleRatio;
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
  /** `late` ones too. */
  unanswered: number;
  /** Answered after the deadline. */
  late: number;
  /** What people said afterwards, where the agent acted with review; it is not in `asked`. */
  reviewedAfterwards: { approved: number; overridden: number };
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
  /** What it rests on: reviews since the stage before began, and the guard that broke. */
  reviewed: number;
  approved: number;
  guard?: { column: string; rate: number; observed: number };
}
