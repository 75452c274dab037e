import * as z from 'zod';
import { marks } from './arms.ts';

/*
 * Values as they cross to the panel: `Estimate`, `ArmValue` and `BoundaryCosts` of the replay,
 * without what is not a finite number.
 */

const count = z.int().nonnegative();
const line = z.int().positive();

const figure = z.object({
  estimate: z.number(),
  standardError: z.number(),
  low: z.number(),
  high: z.number(),
});
export type Figure = z.infer<typeof figure>;

/** A refused estimate may still carry the figure that would mislead, to be shown crossed out. */
export const markSchema = z.enum(marks);
const estimate = z.union([
  figure.extend({ marks: z.array(markSchema).exactOptional() }),
  z.object({
    refused: z.string(),
    crossedOut: figure.exactOptional(),
    marks: z.array(markSchema).exactOptional(),
  }),
]);
export type Estimate = z.infer<typeof estimate>;

export const armSchema = z.object({
  ips: estimate,
  snips: estimate,
  dm: estimate,
  dr: estimate,
  sndr: estimate,
  ess: z.number(),
  meanWeight: z.number(),
  maxWeight: z.number(),
  clipped: count,
});
export type ArmValue = z.infer<typeof armSchema>;

export const boundaryCostsSchema = z.object({
  /** What a single rule's cost takes as given, in words. */
  note: z.string(),
  all: z.object({ ips: estimate, dr: estimate }),
  rules: z.array(
    z.object({
      name: z.string(),
      file: z.string(),
      line,
      changed: count,
      ips: estimate,
      dr: estimate,
    }),
  ),
});
export type BoundaryCosts = z.infer<typeof boundaryCostsSchema>;
