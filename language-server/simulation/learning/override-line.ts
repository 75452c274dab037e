import * as z from 'zod';
import { logEntrySchema } from '../log.ts';

const value = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** One decision of an override log: one line of JSON. Values as the reasoning log writes them. */
export const overrideLineSchema = z.object({
  format: z.literal('handoff-overrides/1'),
  handoff: z.string().optional().describe('Where the log is of several'),
  row: z.int().positive().optional().describe('Row of the data file, from 1: gives the context'),
  moment: z.iso
    .datetime({ offset: true })
    .optional()
    .describe('When the decision takes effect, such as 2026-02-03T09:00:00Z'),
  subject: z.string().optional().describe('Whom it is about; nothing is learned from it'),
  choice: value.describe('What was proposed'),
  answer: z
    .enum(['approved', 'overridden', 'none'])
    .describe('none: carried out without a person, or nobody answered'),
  reason: z.string().optional().describe('What rules are learned for'),
  context: z
    .record(z.string(), value)
    .optional()
    .describe(
      'By column, an amount as a number in the unit of its column; and `date` on the clock of the subject',
    ),
});

const readings = z.array(z.object({ values: z.record(z.string(), value) }));

/** What of an entry of the reasoning log is learned from: the rest, which is most, is not parsed. */
export const answeredEntrySchema = logEntrySchema
  .pick({ format: true, handoff: true, row: true, moment: true, dataHash: true, person: true })
  .extend({
    proposal: z.object({ choice: value }).optional(),
    moved: z.object({ to: value }).optional(),
    ledger: readings,
    ledgerBefore: readings.optional(),
  });

export type AnsweredEntry = z.infer<typeof answeredEntrySchema>;

/** The JSON Schema of one line of an override log (draft 2020-12). */
export function overrideJsonSchema(): object {
  // As input: what a line says beside is no fault.
  return z.toJSONSchema(overrideLineSchema, { io: 'input' });
}
