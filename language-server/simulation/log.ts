import * as z from 'zod';
import { stages, verdicts } from '../policy/model.ts';

/** A value by its name or ISO form, else a number in its own unit: 07:00, active, yes, 2000; null unknown. */
const value = z.union([z.string(), z.number(), z.boolean(), z.null()]);

const ledgerEntry = z.object({
  rule: z.string().describe('The name of the rule, or its own text'),
  file: z.string(),
  line: z.int().positive(),
  outcome: z.enum(['fired', 'not', 'unknown']),
  values: z.record(z.string(), value).describe('What the rule read'),
  distance: z
    .number()
    .optional()
    .describe('Beyond the threshold where positive, in the unit of the value (times: minutes)'),
  missing: z.array(z.string()).optional().describe('What was not known'),
  because: z.string().optional(),
});

/** One decision of the reasoning log: one line of JSON. */
export const logEntrySchema = z.object({
  format: z.literal('handoff-reasoning-log/1'),
  id: z.string().describe('Handoff and row, unique in one log'),
  row: z.int().positive().describe('Row of the data file, from 1'),
  moment: z.iso.datetime().optional().describe('When the decision takes effect, in UTC'),
  subject: z.string().optional().describe('Pseudonym: a keyed hash, unless subjects are shown'),
  handoff: z.string(),
  policyHash: z.string(),
  simulation: z.string().describe('The name of the simulation that decided'),
  simulationHash: z.string(),
  commit: z.string().optional().describe('Git commit, where the work tree is clean'),
  dataHash: z.string(),
  seed: z.int(),
  proposal: z
    .object({
      choice: value,
      confidence: z.number().optional(),
      evidence: z.number().optional(),
      strategy: z.enum(['explore', 'exploit']).optional(),
      alternatives: z.array(
        z.object({
          choice: value,
          probability: z.number().optional(),
          rate: z.number().optional(),
          confidence: z.number().optional(),
          evidence: z.number().optional(),
        }),
      ),
      patterns: z.array(z.string()),
      reasons: z.array(z.string()),
    })
    .optional()
    .describe('Absent where the agent gave none; `failure` says why'),
  failure: z.string().optional(),
  stage: z.enum(stages),
  verdict: z.enum(verdicts),
  escalatesTo: z.array(z.string()),
  choice: value.describe('What was carried out; null where nothing was'),
  moved: z
    .object({ from: value, to: value, by: z.array(z.string()) })
    .optional()
    .describe('What `use the nearest allowed` made of the choice, before anybody was asked'),
  avoided: z
    .literal(true)
    .optional()
    .describe(
      'What was proposed, or the nearest allowed in its place, is what people taught to avoid, so one of them decides',
    ),
  ledger: z.array(ledgerEntry),
  ledgerBefore: z
    .array(ledgerEntry)
    .optional()
    .describe('The ledger of the choice before it was moved'),
  ledgerUsual: z
    .array(ledgerEntry)
    .optional()
    .describe('Of a block: the boundaries on the usual choice, carried out where it passes them'),
  lostTo: z
    .array(
      z.object({
        handoff: z.string().describe('Whose sends made the rule fire'),
        rule: z.string(),
        at: z.iso.datetime().optional().describe('When the nearest of them takes effect, in UTC'),
      }),
    )
    .optional()
    .describe('Boundaries that count across all handoffs and fired only for what others sent'),
  person: z
    .object({
      answer: z.enum(['approved', 'overridden', 'none']),
      reason: z.string().optional(),
      fallback: z.enum(['hold', 'block']).optional(),
      late: z.literal(true).optional().describe('The answer came after the deadline'),
      after: z
        .literal(true)
        .optional()
        .describe(
          'Said afterwards, where the agent acted with review; it changed nothing any more',
        ),
    })
    .optional(),
  learned: z
    .array(z.string())
    .describe('Feedback rules that avoid or prefer a choice of this row, proposed or not'),
  outcome: z
    .record(z.string(), value)
    .optional()
    .describe('Observed only where what was logged is what was carried out'),
});

export type LogEntry = z.infer<typeof logEntrySchema>;
export type LedgerEntry = z.infer<typeof ledgerEntry>;

/** The JSON Schema of one line of the log (draft 2020-12). */
export function logJsonSchema(): object {
  return z.toJSONSchema(logEntrySchema);
}
