/**
 * The policy model: one compiled handoff as plain, serialisable data. It is the waist of
 * Handoff: the language compiles to it, and evaluation, simulation, explanation and the
 * reasoning log read nothing else.
 *
 * Values are canonical numbers, so that evaluation needs no strings:
 * yes/no 1 or 0 · number, count and money in their own unit · share 0 to 1 · duration in
 * milliseconds · time of day in minutes after midnight · date in days since 1970-01-01 ·
 * timestamp in milliseconds since 1970-01-01T00:00Z · weekday 1 (Monday) to 7 · month 1 to 12 ·
 * one of: the index into its values. Text, identifiers and time zones stay strings.
 */
export type Value = number | string;

export type ValueType =
  | { kind: 'yesNo' }
  /** `whole` with both bounds makes a number enumerable, so that an agent can choose it. */
  | { kind: 'number'; whole?: boolean; from?: number; to?: number }
  /** A number of a named thing, `800 emails`; `noun` is the plural. */
  | { kind: 'count'; noun: string; from?: number; to?: number }
  | { kind: 'money'; currency: string }
  | { kind: 'share' }
  | { kind: 'bits' }
  | { kind: 'duration' }
  /** `step` in minutes: 60 for `by the hour`, 1 where nothing is said. */
  | { kind: 'time'; step: number }
  | { kind: 'date' }
  | { kind: 'timestamp' }
  | { kind: 'weekday' }
  | { kind: 'month' }
  | { kind: 'oneOf'; values: string[] }
  | { kind: 'text' }
  | { kind: 'identifier' }
  | { kind: 'zone' };

/** Where a rule stands: `file` relative to the workspace folder with `/`, `line` from 1. */
export interface SourceLine {
  file: string;
  line: number;
}

// --- Data -----------------------------------------------------------------------------------

export type ColumnRole = 'subject' | 'moment' | 'clock' | 'chosen' | 'propensity' | 'outcome';

/** How the logged choice was drawn, where the file itself has no propensity column. */
export type Randomised =
  | { kind: 'evenly' }
  /** One share per value of the chosen column's type, in its order; they add up to 1. */
  | { kind: 'shares'; shares: number[] };

export interface Column {
  name: string;
  type: ValueType;
  role?: ColumnRole;
  randomised?: Randomised;
}

export interface DataSource {
  name: string;
  /** As written: relative to the folder of `declaredIn`. */
  path: string;
  /** The declaring file, absolute path with `/`. */
  declaredIn: string;
  /** What a row is: `email`, `emails`. */
  singular: string;
  plural: string;
  /** `each row is emails_per_week emails`: the column that says how many a row counts for. */
  countColumn?: string;
  columns: Column[];
  /** `propensity estimated by engagement, device`: the columns whose cells it is estimated in. */
  propensityEstimatedBy?: string[];
}

// --- Conditions -----------------------------------------------------------------------------

/** What the agent brings and what Handoff measures, by the word that names it. */
export type MeasuredWord =
  | 'confidence'
  | 'evidence'
  | 'surprise'
  | 'novelty'
  | 'agreement'
  /** 1 while the agent says that this choice is made to learn (strategy explore), else 0. */
  | 'exploring'
  /** Share of this handoff's decisions so far, this one counted, that were explorations. */
  | 'explored'
  /** 1 where the handoff's own `sound when` holds for this choice in such a case, else 0. */
  | 'sound'
  /** How many counted things (emails) this decision would send: 1, or its count column. */
  | 'sending';

export type Window =
  { kind: 'rolling'; milliseconds: number } | { kind: 'calendar'; unit: 'day' | 'week' | 'month' };

/** A quantity without parts: what evaluation reads from a row, the choice, or the state. */
export type Leaf =
  | { kind: 'column'; name: string }
  | { kind: 'choice' }
  | { kind: 'word'; word: MeasuredWord }
  /** Calendar parts of the moment of effect, on the subject's clock. */
  | { kind: 'date' }
  | { kind: 'weekday' }
  | { kind: 'month' }
  /**
   * How many were sent to the subject in the window that ends at the moment of effect, this
   * decision not counted. `across`: by every handoff under the same guardrails. `ahead`, for caps:
   * what is scheduled for later counts as well (see `History`); else only what was sent by then.
   */
  | { kind: 'sent'; window: Window; across: boolean; ahead: boolean }
  /**
   * Milliseconds since the last send at the moment of effect; with `ahead`, for spacing, to the
   * nearest one, earlier or later. Infinity where there is none.
   */
  | { kind: 'sinceLast'; across: boolean; ahead: boolean };

export type Quantity =
  | Leaf
  | { kind: 'literal'; value: Value }
  /** A result that is not finite (division by zero) is unknown. */
  | { kind: 'arithmetic'; operator: '+' | '-' | '*' | '/'; left: Quantity; right: Quantity };

export type Comparison = 'is' | 'isNot' | 'above' | 'below' | 'atLeast' | 'atMost';

/**
 * Conditions are three-valued (strong Kleene): an unknown quantity makes its comparison
 * unknown; `known` is always true or false.
 */
export type Condition =
  | { kind: 'constant'; value: boolean }
  /** A yes/no quantity by itself. */
  | { kind: 'truth'; of: Quantity }
  | { kind: 'compare'; operator: Comparison; left: Quantity; right: Quantity }
  /**
   * `closed`: both ends belong to it. `halfOpen` (times of day): the start does, the end does not.
   * With `wraps` (times, weekdays, months) a low above its high goes over the turn of the cycle.
   */
  | {
      kind: 'between';
      of: Quantity;
      low: Quantity;
      high: Quantity;
      ends: 'closed' | 'halfOpen';
      wraps: boolean;
    }
  | { kind: 'oneOf'; of: Quantity; values: Value[] }
  /** `of` is a date; the calendar is looked up in the policy's `calendars`. */
  | { kind: 'inCalendar'; of: Quantity; calendar: string }
  | { kind: 'known'; of: Quantity }
  /** |of − from| above `distance`; with `cycle` (1440 for times of day) the shorter way round. */
  | { kind: 'farFrom'; of: Quantity; from: Quantity; distance: number; cycle?: number }
  /** Any of the phrases as whole words, in any case. */
  | { kind: 'mentions'; of: Quantity; phrases: string[] }
  /** More Unicode code points than `length`. */
  | { kind: 'longerThan'; of: Quantity; length: number }
  | { kind: 'and' | 'or'; parts: Condition[] }
  | { kind: 'not'; part: Condition };

// --- Rules ----------------------------------------------------------------------------------

/** Least to most strict. */
export const verdicts = ['act', 'suggest', 'escalate', 'hold', 'block'] as const;
export type Verdict = (typeof verdicts)[number];

/** What a boundary does to a choice that breaks it. `block` where nothing is said. */
export type Otherwise =
  { kind: 'block' } | { kind: 'hold' } | { kind: 'escalate'; to: string } | { kind: 'nearest' };

/**
 * One rule, lowered to the condition under which it fires, so that boundaries, caps, spacing
 * and triggers are all evaluated in the same way.
 *
 * `boundary`: fires true → `otherwise`; unknown → escalate to `escalatesTo`.
 * `trigger`: fires true or unknown → escalate to `escalatesTo`.
 */
export interface Rule {
  /** Unique in the policy: its name in the file, else its own text. */
  name: string;
  kind: 'boundary' | 'trigger';
  /** Which block it stands in; `guardrails` also names whose. */
  block: 'guardrails' | 'boundaries' | 'escalate' | 'learning' | 'surprises';
  /** The form it was written in. */
  form: 'never' | 'cap' | 'spacing' | 'when' | 'explore' | 'unsound';
  fires: Condition;
  otherwise: Otherwise;
  /** The role asked when the rule escalates. */
  escalatesTo: string;
  because?: string;
  /** The rule as written, in canonical layout, without name and because. */
  text: string;
  at: SourceLine;
}

export interface Escalation {
  to: string;
  /** Milliseconds; absent: no deadline was given. */
  answerWithin?: number;
  /** What happens to a decision that nobody answered in time. */
  otherwise: 'hold' | 'block';
  /** `at most 40 per day, highest lifetime_value first`. */
  budget?: { perDay: number; first?: { order: 'highest' | 'lowest'; of: Quantity } };
  at: SourceLine;
}

/** `guard unsubscribed stays below 0.5% over 28 days from 500 emails`. */
export interface Guard {
  column: string;
  operator: 'above' | 'below';
  limit: number;
  /** Milliseconds; 28 days unless said. */
  over: number;
  /** Observed outcomes before it is judged; 200 unless said. */
  from: number;
  at: SourceLine;
}

export const stages = ['suggest', 'act with review', 'act'] as const;
export type Stage = (typeof stages)[number];

export interface Autonomy {
  startsAt: Stage;
  steps: {
    to: Stage;
    /** Reviewed decisions at the stage before; 0 where nothing is said. */
    after: number;
    /** `agreement` is read over those decisions. */
    when?: Condition;
    at: SourceLine;
  }[];
  returns: { to: Stage; when: 'guardBroken' | Condition; at: SourceLine }[];
  at: SourceLine;
}

export interface Feedback {
  name: string;
  on: 'override' | 'approval';
  reason: string;
  /** Becomes active at the `count`th such answer within `within` milliseconds (absent: ever). */
  after: { count: number; within?: number };
  effect: 'avoid' | 'prefer';
  /** Read on choice and context; unknown is false. */
  what: Condition;
  /** `prefer … when …` */
  when?: Condition;
  /** Last date (days since 1970-01-01) on which it applies, exclusive. */
  until?: number;
  text: string;
  at: SourceLine;
}

/** Where `unsoundGoTo` and `surprisingAbove` are there, a rule of the form `unsound` says the same. */
export interface Surprises {
  /** In bits. */
  surprisingAbove?: number;
  /** Any quantity other than evidence, `holds on the holdout` and `moves the goal` is an error. */
  soundWhen: SoundCondition[];
  unsoundGoTo?: string;
  at: SourceLine;
}
export type SoundCondition =
  { kind: 'evidence'; atLeast: number } | { kind: 'holdsOnHoldout' } | { kind: 'movesGoal' };

export interface Learning {
  /** Milliseconds, from a date in days since 1970-01-01. */
  period?: { length: number; from: number };
  /** Share of decisions that may explore inside the period. */
  exploreAtMost?: number;
  reviewed?: { every: number; by: string };
  at: SourceLine;
}

export interface Goal {
  column: string;
  direction: 'more' | 'less';
}

/** Inclusive, in days since 1970-01-01. */
export interface CalendarRange {
  from: number;
  to: number;
  label?: string;
}

/** One compiled handoff. */
export interface Policy {
  format: 1;
  handoff: string;
  description?: string;
  owner?: string;
  guardrails?: string;
  /** Which handoffs under these guardrails go first, where they want the same subject on one day. */
  priority?: string[];
  data: DataSource;
  choice: { column: string; type: ValueType };
  /** The choice that people would make; absent where the file does not say. */
  usual?: Value;
  peopleKeep: string[];
  stakes?: 'low' | 'medium' | 'high';
  reversible?: { within: number; by?: string } | 'irreversible';
  goal?: Goal;
  watch: string[];
  guards: Guard[];
  /** In the fixed order of the ledger: block, then name; never the order of the file. */
  rules: Rule[];
  escalations: Escalation[];
  surprises?: Surprises;
  learning?: Learning;
  autonomy?: Autonomy;
  feedback: Feedback[];
  calendars: Record<string, CalendarRange[]>;
  at: SourceLine;
}

// --- Simulations and tests ------------------------------------------------------------------

export type AgentModel =
  | { kind: 'thompson'; by: string[] }
  | { kind: 'recorded'; path: string }
  | { kind: 'command'; command: string }
  | { kind: 'usual' }
  /** What people chose in the log is what the agent proposes. */
  | { kind: 'logged' }
  /** The first case whose condition is true; `otherwise` where none is (unknown is not true). */
  | { kind: 'chooses'; cases: { choice: Value; when: Condition }[]; otherwise: Value };

export interface ReviewerAnswer {
  answer: 'approves' | 'overrides';
  reason?: string;
  /** Absent: always. Unknown is false. */
  when?: Condition;
}

/** How the mean reward of a choice is modelled, for the estimates that need it. */
export type RewardModelChoice =
  /** One mean for every choice and every context. */
  | { kind: 'overall' }
  /**
   * The mean by choice in each cell of the columns, drawn towards that by choice alone, and this
   * towards the overall mean, as if each had `prior` more rows of the coarser mean.
   */
  | { kind: 'choice'; by: string[]; prior: number };

export interface Simulation {
  name: string;
  handoff: string;
  /** Dates in days since 1970-01-01 on the subject's clock; `to` is exclusive. */
  from?: number;
  to?: number;
  agent: AgentModel;
  /** The first answer whose condition holds; empty: nobody reviews. */
  reviewer: ReviewerAnswer[];
  /** How long an answer takes, in milliseconds, evenly between the two; absent: no time at all. */
  answersIn?: { soonest: number; latest: number };
  /** Patterns that the reviewer rejects at a review: read on the choice and its cell, unknown is false. */
  rejects?: Condition[];
  /** What the estimates that need a model of the reward rest on; absent: see `rewardModelOf`. */
  rewardModel?: RewardModelChoice;
  /** Weights π/p above it count as it; absent: none is clipped. */
  clipAt?: number;
  seed: number;
  at: SourceLine;
}

/** Local wall time on the subject's clock: `date` in days since 1970-01-01, `time` in minutes. */
export interface LocalMoment {
  date: number;
  time: number;
}

export interface PolicyTest {
  title: string;
  handoff: string;
  /** Canonical values by column; a column left out is unknown. */
  given: Record<string, Value>;
  words: Partial<Record<'confidence' | 'evidence' | 'surprise' | 'novelty' | 'agreement', number>>;
  stage: Stage;
  after: LocalMoment[];
  choice: Value;
  /** Absent: the test gives no date, and what reads the clock is unknown. */
  on?: LocalMoment;
  expect: { verdict: Verdict; to?: string; choice?: Value; by: string[] };
  at: SourceLine;
}
