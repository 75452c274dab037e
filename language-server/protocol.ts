import * as z from 'zod';
import { verdicts } from './policy/model.ts';
import { assessmentSchemas } from './simulation/assessment-schema.ts';
import {
  explorationSchema,
  queueSchema,
  reviewSchema,
  stageChangeSchema,
} from './simulation/oversight-schema.ts';
import { armSchema, boundaryCostsSchema, markSchema } from './simulation/value-schema.ts';
import { logEntrySchema } from './simulation/log.ts';

/**
 * What the extension and the language server say to each other beyond the language server
 * protocol. Each message is parsed with its schema by who receives it. Names of requests and
 * notifications: `handoff/…`, as in `methods`.
 */

const count = z.int().nonnegative();
/** From 1. */
const line = z.int().positive();

/** Why something could not be done: one line for a person, and where to look. */
export const problemSchema = z.object({
  code: z.string(),
  message: z.string(),
  uri: z.string().exactOptional(),
  line: line.exactOptional(),
});
export type Problem = z.infer<typeof problemSchema>;

// --- What can be simulated ------------------------------------------------------------------

/**
 * A simulation by its name, or a handoff with the first simulation it has, else with what people
 * did in the log. `simulation` alone is looked for in the whole file.
 */
export const targetSchema = z.object({
  uri: z.string(),
  handoff: z.string().exactOptional(),
  simulation: z.string().exactOptional(),
});
export type Target = z.infer<typeof targetSchema>;

/** Everything in one file that a run can be started for, in the order of the file. */
export const targetsSchema = z.object({
  targets: z.array(targetSchema.extend({ label: z.string(), line })),
});
export type Targets = z.infer<typeof targetsSchema>;

// --- Runs -----------------------------------------------------------------------------------

/** In what unit a number of the log is, which writes names, times and dates as they are read. */
const unit = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['number', 'share', 'bits', 'duration', 'minutes', 'days', 'yesNo']) }),
  z.object({ kind: z.literal('count'), singular: z.string(), plural: z.string() }),
  z.object({ kind: z.literal('money'), currency: z.string() }),
]);
export type Unit = z.infer<typeof unit>;

/** What a run rests on, known before its first row is read. */
export const runFactsSchema = z.object({
  target: targetSchema,
  /** Address of the folder that every `file` of this run is relative to. */
  folder: z.string(),
  /** Of the policy. */
  file: z.string(),
  line,
  handoff: z.string(),
  simulation: z.string(),
  /** In words: `Thompson sampling by device`. */
  agent: z.string(),
  seed: z.int(),
  policyHash: z.string(),
  /** As the policy writes it. */
  dataFile: z.string(),
  goal: z.object({ column: z.string(), direction: z.enum(['more', 'less']) }).exactOptional(),
  /** Whether estimates are shares (shown as per cent) or means. */
  goalIsShare: z.boolean(),
  /** Of the choice, and of the values that rules read, by the name they have in the log. */
  units: z
    .object({
      choice: unit.exactOptional(),
      values: z.array(z.object({ name: z.string(), unit })),
      /** Of how far a rule was from its threshold. */
      distances: z.array(z.object({ rule: z.string(), file: z.string(), line, unit })),
    })
    .exactOptional(),
});
export type RunFacts = z.infer<typeof runFactsSchema>;

export { armMeanings, arms, markSigns, refusalsOf } from './simulation/arms.ts';
export type { Arm, Estimator } from './simulation/arms.ts';
export type { ArmValue, BoundaryCosts, Estimate, Figure } from './simulation/value-schema.ts';

/** All that a replay found (see `ReplayResult`). A rule's place in `rules` is its number. */
const result = z.object({
  rows: count,
  decisions: count,
  before: count,
  verdicts: z.record(z.enum(verdicts), count),
  rules: z.array(
    z.object({
      name: z.string(),
      file: z.string(),
      line,
      block: z.string(),
      fired: count,
      unknown: count,
    }),
  ),
  undecidable: z.array(z.object({ column: z.string(), rows: count })),
  value: z.object({ logged: armSchema, agent: armSchema, policy: armSchema }),
  /** What the values rest on, one sentence each; marks are said by what they mean. */
  valueNotes: z.array(z.string()),
  markMeanings: z.array(z.object({ mark: markSchema, meaning: z.string() })),
  boundaryCosts: boundaryCostsSchema.exactOptional(),
  goal: z.object({ column: z.string(), direction: z.enum(['more', 'less']) }).exactOptional(),
  people: z.object({
    asked: count,
    approved: count,
    overridden: count,
    unanswered: count,
    late: count.exactOptional(),
    reviewedAfterwards: z.object({ approved: count, overridden: count }).exactOptional(),
    reasons: z.array(z.object({ reason: z.string(), count })),
  }),
  carriedOut: count,
  moved: count,
  usual: count,
  unusable: z.array(z.object({ reason: z.string(), rows: count })),
  /** Where the ladder of autonomy begins, and what it counts; absent where there is none. */
  ladder: z.string().exactOptional(),
  autonomy: z.array(stageChangeSchema),
  queues: z.array(queueSchema).exactOptional(),
  exploration: explorationSchema.exactOptional(),
  reviews: z.array(reviewSchema).exactOptional(),
  learned: z.array(
    z.object({
      name: z.string(),
      text: z.string(),
      /** Absent where the data has no moment. */
      at: z.number().exactOptional(),
      file: z.string(),
      line,
      /** What it did to the decisions after it, in words. */
      did: z.string(),
    }),
  ),
  failures: z.array(z.object({ reason: z.string(), count })),
  ...assessmentSchemas,
  notices: z.array(z.string()),
});

export const runSummarySchema = z.object({
  data: z.object({
    path: z.string(),
    sha256: z.string(),
    rows: count,
    undeclared: z.array(z.string()),
    problems: z.array(z.string()),
  }),
  result,
  /** Wall-clock, for the person who waited. */
  milliseconds: z.number().nonnegative(),
});
export type RunSummary = z.infer<typeof runSummarySchema>;

/** One run as it is now: a snapshot, which takes the place of the one before. */
export const runStateSchema = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('running'),
    run: count,
    facts: runFactsSchema,
    rowsDone: count,
    /** Absent until the data file is open. */
    rowsTotal: count.exactOptional(),
  }),
  z.object({
    state: z.literal('finished'),
    run: count,
    facts: runFactsSchema,
    summary: runSummarySchema,
    /** The policy says something else by now. */
    isOutdated: z.boolean(),
    /** A file with data, or with recorded proposals, has changed on the disk. */
    isDataOutdated: z.boolean(),
  }),
  z.object({
    state: z.literal('failed'),
    run: count,
    facts: runFactsSchema,
    problem: problemSchema,
  }),
  z.object({
    state: z.literal('cancelled'),
    run: count,
    facts: runFactsSchema,
    rowsDone: count,
    rowsTotal: count.exactOptional(),
  }),
]);
export type RunState = z.infer<typeof runStateSchema>;

/** Starting a run ends and forgets the one before. */
export const startRunSchema = z.object({
  target: targetSchema,
  /** False in a workspace that nobody trusts. */
  mayRunCommands: z.boolean(),
  /** Subjects as the data names them, instead of pseudonyms. */
  showSubjects: z.boolean(),
});
export type StartRun = z.infer<typeof startRunSchema>;

export const startedRunSchema = z.union([
  z.object({ run: count }),
  z.object({ problem: problemSchema }),
]);
export type StartedRun = z.infer<typeof startedRunSchema>;

/** `handoff/cancelRun`, and `handoff/closeRun`, which also forgets what was found. */
export const runSchema = z.object({ run: count });

// --- The reasoning log of a finished run ----------------------------------------------------

/** Decisions that pass all of these; none given: all. */
export const decisionFilterSchema = z.object({
  verdicts: z.array(z.enum(verdicts)).exactOptional(),
  /** Number of a rule that fired or could not be judged. */
  rule: count.exactOptional(),
  /** A subject as the data names it, or the beginning of a pseudonym. */
  subject: z.string().exactOptional(),
});
export type DecisionFilter = z.infer<typeof decisionFilterSchema>;

/** One decision in a list. */
export const decisionRowSchema = z.object({
  /** From 0, in the order of the replay. */
  decision: count,
  /** Row of the data file, from 1. */
  row: line,
  /** When it takes effect: `2025-09-01 06:00 UTC`. */
  moment: z.string().exactOptional(),
  subject: z.string().exactOptional(),
  /** What the agent proposed; null where it proposed nothing. */
  proposed: z.string().nullable(),
  /** What was carried out; null where nothing was. */
  choice: z.string().nullable(),
  verdict: z.enum(verdicts),
  /** Numbers of the rules that fired, and of those that could not be judged. */
  fired: z.array(count),
  unknown: z.array(count),
  person: z.enum(['none', 'approved', 'overridden', 'unanswered']),
});
export type DecisionRow = z.infer<typeof decisionRowSchema>;

/** At most `most` rows of those that pass the filter, from position `from` of them. */
export const decisionsRequestSchema = z.object({
  run: count,
  filter: decisionFilterSchema,
  from: count,
  most: z.int().min(1).max(1000),
});
export type DecisionsRequest = z.infer<typeof decisionsRequestSchema>;

export const decisionsSchema = z.union([
  z.object({ total: count, rows: z.array(decisionRowSchema) }),
  z.object({ problem: problemSchema }),
]);
export type Decisions = z.infer<typeof decisionsSchema>;

/** The reasoning behind one decision. The filter says which others will be asked for next. */
export const reasoningRequestSchema = z.object({
  run: count,
  decision: count,
  filter: decisionFilterSchema,
});
export type ReasoningRequest = z.infer<typeof reasoningRequestSchema>;

export const reasoningSchema = z.union([
  z.object({ entry: logEntrySchema }),
  z.object({ problem: problemSchema }),
]);
export type Reasoning = z.infer<typeof reasoningSchema>;

// --- Tests ----------------------------------------------------------------------------------

export const policyTestSchema = z.object({
  title: z.string(),
  handoff: z.string(),
  line,
});

/** The tests that a file declares, in its order. */
export const testsSchema = z.object({ tests: z.array(policyTestSchema) });
export type Tests = z.infer<typeof testsSchema>;

/** Runs one test (by its line), or all of a file. */
export const runTestsSchema = z.object({ uri: z.string(), line: line.exactOptional() });
export type RunTests = z.infer<typeof runTestsSchema>;

export const testResultsSchema = z.union([
  z.object({
    results: z.array(
      policyTestSchema.extend({
        passed: z.boolean(),
        /** What was expected, in words; empty where it passed. */
        expected: z.string(),
        /** What came out instead, in words. */
        got: z.string(),
        /** Each rule that fired, with what it saw. */
        rules: z.array(z.string()),
      }),
    ),
  }),
  z.object({ problem: problemSchema }),
]);
export type TestResults = z.infer<typeof testResultsSchema>;

// --- Names ----------------------------------------------------------------------------------

export const documentSchema = z.object({ uri: z.string() });

export const methods = {
  /** Request: document → targets. */
  targets: 'handoff/targets',
  /** Request: startRun → startedRun. */
  startRun: 'handoff/startRun',
  /** Request: run → null. Whether and how it ended comes as its state. */
  cancelRun: 'handoff/cancelRun',
  /** Request: run → null. */
  closeRun: 'handoff/closeRun',
  /** Notification from the server: runState. */
  runState: 'handoff/runState',
  /** Request: decisionsRequest → decisions. */
  decisions: 'handoff/decisions',
  /** Request: reasoningRequest → reasoning. */
  reasoning: 'handoff/reasoning',
  /** Request: document → tests. */
  tests: 'handoff/tests',
  /** Request: runTests → testResults. The lenses of the file then show them. */
  runTests: 'handoff/runTests',
} as const;

/** Commands that code lenses carry, with their arguments as the extension parses them. */
export const lensCommands = {
  /** [target] */
  simulate: 'handoff.simulate',
  /** [runTests] */
  runTest: 'handoff.runTest',
  /** [showDecisions] */
  showDecisions: 'handoff.showDecisions',
} as const;

/** Decisions in which a rule of the run in the panel fired or could not be judged. */
export const showDecisionsSchema = z.object({ run: count, rule: count });

/** `initializationOptions` of `initialize`, beside the settings: see `HandoffConfiguration`. */
export const clientOptionsSchema = z.object({
  /** The commands of lenses that the client can carry out: it is offered no others. */
  commands: z.array(z.string()),
});
