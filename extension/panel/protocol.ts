import * as z from 'zod';
import type { Reasoning, RunState } from '../../language-server/protocol.ts';
import {
  decisionFilterSchema,
  decisionRowSchema,
  decisionsSchema,
  problemSchema,
  reasoningSchema,
  runStateSchema,
  targetsSchema,
} from '../../language-server/protocol.ts';

/**
 * What the panel's host and its view say to each other. The view says `ready` and gets one
 * complete state; every later state takes the place of the one before. Only the list of
 * decisions and the reasoning behind one are asked for, since they may be millions.
 */

/** What the panel shows. */
export const panelStateSchema = z.discriminatedUnion('kind', [
  /** Nothing was run yet; `targets` are those of the policy in the active editor. */
  z.object({
    kind: z.literal('empty'),
    server: z.enum(['starting', 'ready', 'failed']),
    /** The active policy, as its file is called. */
    file: z.string().exactOptional(),
    targets: targetsSchema.shape.targets,
  }),
  /** A run that could not start, or whose server is gone: what, and what to do. */
  z.object({
    kind: z.literal('stopped'),
    server: z.enum(['starting', 'ready', 'failed']),
    problem: problemSchema,
    /** What the button runs again; absent where nothing can be. */
    label: z.string().exactOptional(),
  }),
  z.object({
    kind: z.literal('run'),
    run: runStateSchema,
    /** Why nothing more can be asked about it: its server is gone, and its reasoning with it. */
    gone: problemSchema.exactOptional(),
    /** Why it was not run again when its policy was saved: what was found stays in view. */
    refused: problemSchema.exactOptional(),
  }),
]);
export type PanelState = z.infer<typeof panelStateSchema>;

/** A number that the view gives its question, and finds again on the answer. */
const question = z.int().nonnegative();

export const toViewSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('state'), state: panelStateSchema }),
  z.object({ type: z.literal('decisions'), question, answer: decisionsSchema }),
  z.object({ type: z.literal('reasoning'), question, answer: reasoningSchema }),
  /** The editor asks for the decisions of a rule: the view takes this filter and shows the log. */
  z.object({ type: z.literal('showDecisions'), run: z.int(), filter: decisionFilterSchema }),
]);
export type ToView = z.infer<typeof toViewSchema>;

export const toHostSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  /** Runs the target of this place in the state's list. */
  z.object({ type: z.literal('simulate'), target: z.int().nonnegative() }),
  z.object({ type: z.literal('runAgain') }),
  z.object({ type: z.literal('cancel') }),
  z.object({
    type: z.literal('decisions'),
    question,
    run: z.int().nonnegative(),
    filter: decisionFilterSchema,
    from: z.int().nonnegative(),
    most: z.int().min(1).max(1000),
  }),
  z.object({
    type: z.literal('reasoning'),
    question,
    run: z.int().nonnegative(),
    filter: decisionFilterSchema,
    decision: z.int().nonnegative(),
  }),
  /** Shows a line of a policy in the editor; `file` as the run gives it, `name` of the rule there. */
  z.object({
    type: z.literal('reveal'),
    file: z.string(),
    line: z.int().positive(),
    name: z.string().exactOptional(),
  }),
  /** Opens what a problem points at. */
  z.object({ type: z.literal('revealProblem') }),
  z.object({ type: z.literal('restartServer') }),
  z.object({ type: z.literal('showLog') }),
  /** What the view could not do, for the log. */
  z.object({ type: z.literal('error'), message: z.string() }),
]);
export type ToHost = z.infer<typeof toHostSchema>;

// --- What the view knows of the server, which it does not import --------------------------------

export const verdicts = decisionRowSchema.shape.verdict.options;
export type Verdict = (typeof verdicts)[number];

export type LogEntry = Extract<Reasoning, { entry: unknown }>['entry'];
export type LedgerEntry = LogEntry['ledger'][number];
export type FinishedRun = Extract<RunState, { state: 'finished' }>;
export type RunResult = FinishedRun['summary']['result'];
export type RuleCount = RunResult['rules'][number];

export { armMeanings, arms, markSigns } from '../../language-server/protocol.ts';
export type {
  DecisionFilter,
  DecisionRow,
  Decisions,
  Estimate,
  Estimator,
  Figure,
  Problem,
  Reasoning,
  RunFacts,
  RunState,
  Unit,
} from '../../language-server/protocol.ts';
