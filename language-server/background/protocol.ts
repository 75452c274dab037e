import * as z from 'zod';
import type { ReviewCode } from '../analysis/codes.ts';
import { reviewCodes } from '../analysis/codes.ts';
import type { Finding } from '../analysis/finding.ts';
import type { DataSource, Policy, Simulation } from '../policy/model.ts';
import {
  decisionFilterSchema,
  decisionsSchema,
  problemSchema,
  reasoningSchema,
  runSummarySchema,
} from '../protocol.ts';

/**
 * What the language server and its background process say to each other. A process of its own,
 * not a thread: a replay never holds up the editor, a fault in the database takes no server with
 * it, and cancelling is ending it, whatever it is doing.
 */

/**
 * A model that the compiler of the same build has made: its type is the compiler's word, and
 * only that it arrived whole is looked at here.
 */
const compiled = <T extends object>(key: keyof T & string): z.ZodType<T> =>
  z.custom<T>((value) => typeof value === 'object' && value !== null && key in value);

const question = z.int().nonnegative();

/** One process serves one run, or reads one data file after the other. */
export const toBackgroundSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('simulate'),
    policy: compiled<Policy>('handoff'),
    simulation: compiled<Simulation>('agent'),
    /** Absolute path: nothing outside it is read. */
    workspace: z.string(),
    mayRunCommands: z.boolean(),
    showSubjects: z.boolean(),
  }),
  z.object({
    kind: z.literal('decisions'),
    question,
    filter: decisionFilterSchema,
    from: z.int().nonnegative(),
    most: z.int().positive(),
  }),
  z.object({
    kind: z.literal('reasoning'),
    question,
    decision: z.int().nonnegative(),
    filter: decisionFilterSchema,
  }),
  z.object({
    kind: z.literal('describe'),
    question,
    source: compiled<DataSource>('columns'),
    workspace: z.string(),
    /** The stamp of the file as it was described before: the same file is not read again. */
    unless: z.string().exactOptional(),
  }),
  z.object({
    kind: z.literal('reviewData'),
    source: compiled<DataSource>('columns'),
    workspace: z.string(),
    handoffs: z.array(
      z.object({
        policy: compiled<Policy>('handoff'),
        simulation: compiled<Simulation>('agent').exactOptional(),
      }),
    ),
    /** The stamp of the file as it was reviewed before: the same file is not read again. */
    unless: z.string().exactOptional(),
  }),
  /** One policy at a time. */
  z.object({ kind: z.literal('reason'), question, policy: compiled<Policy>('handoff') }),
  /** Nobody waits for the answer any more. */
  z.object({ kind: z.literal('stop'), question }),
]);
export type ToBackground = z.infer<typeof toBackgroundSchema>;

/**
 * All that is wrong with a data file, held against how a policy declares it: why it cannot be
 * used at all, or the columns with cells that do not fit their type. Codes are those of `data/`.
 */
export const dataFindingsSchema = z.array(
  z.object({
    code: z.string(),
    message: z.string(),
    column: z.string().exactOptional(),
    /** Columns of the file that may be meant, nearest first. */
    near: z.array(z.string()).exactOptional(),
  }),
);
export type DataFindings = z.infer<typeof dataFindingsSchema>;

const finite = z.number();

/** What a data file holds, column by column, in canonical values. */
const dataProfileSchema = z.array(
  z.object({
    column: z.string(),
    rows: z.int().nonnegative(),
    missing: z.int().nonnegative(),
    bad: z.int().nonnegative(),
    range: z.object({ min: finite, median: finite, max: finite }).exactOptional(),
    top: z
      .array(z.object({ value: z.union([finite, z.string()]), count: z.int().nonnegative() }))
      .exactOptional(),
  }),
);
export type DataProfile = z.infer<typeof dataProfileSchema>;

const sourceLine = z.object({ file: z.string(), line: z.int().positive() });

/** What a review found, at lines of the policies that were sent. */
const findingSchema: z.ZodType<Finding> = z.object({
  code: z.enum([...(Object.keys(reviewCodes) as ReviewCode[]), 'loosens-guardrails']),
  message: z.string(),
  at: sourceLine,
  related: z.object({ message: z.string(), at: sourceLine }).exactOptional(),
  mend: z
    .object({
      write: z.string().exactOptional(),
      name: z.string().exactOptional(),
      part: z.int().nonnegative().exactOptional(),
    })
    .exactOptional(),
});

/** What reasoning has found of a policy, or why it could not reason: `no-solver` or a failure. */
const reasonedSchema = z.union([
  z.object({ findings: z.array(findingSchema) }),
  z.object({ problem: problemSchema }),
]);

export const fromBackgroundSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('progress'),
    rowsDone: z.int().nonnegative(),
    rowsTotal: z.int().nonnegative(),
  }),
  z.object({ kind: z.literal('finished'), summary: runSummarySchema }),
  z.object({ kind: z.literal('failed'), problem: problemSchema }),
  z.object({ kind: z.literal('decisions'), question, answer: decisionsSchema }),
  z.object({ kind: z.literal('reasoning'), question, answer: reasoningSchema }),
  z.object({
    kind: z.literal('described'),
    question,
    /** Changes whenever the file does. */
    stamp: z.string(),
    /** Where the file lies with symbolic links resolved; absent where there is none. */
    real: z.string().exactOptional(),
    /** Absent where the file still has the stamp that was asked about. */
    findings: dataFindingsSchema.exactOptional(),
    /** Beside findings, where the file can be used. */
    profile: dataProfileSchema.exactOptional(),
  }),
  z.object({
    kind: z.literal('dataReviewed'),
    /** Changes whenever the file does. */
    stamp: z.string(),
    /** Of each handoff; absent where the file still has the stamp that was asked about. */
    findings: z.array(z.array(findingSchema)).exactOptional(),
  }),
  z.object({ kind: z.literal('reasoned'), question, answer: reasonedSchema }),
  z.object({ kind: z.literal('stopped'), question }),
]);
export type FromBackground = z.infer<typeof fromBackgroundSchema>;
