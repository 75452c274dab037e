import * as z from 'zod';
import { stages } from '../policy/model.ts';

const count = z.int().nonnegative();
const share = z.number();

/** How people came along with what they were asked, and what they were shown, as panels show it. */
export const queueSchema = z.object({
  ...{ role: z.string(), cases: count, overBudget: count, answered: count, late: count },
  noAnswer: count,
  fallback: z.object({ held: count, blocked: count, usual: count }),
  timeToAnswer: z.object({ median: z.number(), p95: z.number() }).exactOptional(),
  utilisation: z
    .object({
      ...{ perDay: z.number(), days: count, mean: share },
      busiest: z.object({ day: z.int(), cases: count, asked: count }),
    })
    .exactOptional(),
});

const explored = z.object({ decisions: count, proposed: count, alone: count, approved: count });

export const explorationSchema = z.object({
  ...{ atMost: share.exactOptional(), within: explored, outside: explored },
});

export const reviewSchema = z.object({
  ...{ at: z.number(), by: z.string(), unlisted: count },
  patterns: z.array(
    z.object({
      ...{ context: z.string(), choice: z.string(), proposed: count, rejected: z.boolean() },
      evidence: z
        .object({
          ...{ n: count, rate: share, usualRate: share, difference: share },
          interval: z.object({ low: z.number(), high: z.number() }),
        })
        .exactOptional(),
    }),
  ),
});

export const stageChangeSchema = z.object({
  moment: z.number().exactOptional(),
  ...{ decision: count, from: z.enum(stages), to: z.enum(stages), because: z.string() },
  ...{ reviewed: count.exactOptional(), approved: count.exactOptional() },
  guard: z.object({ column: z.string(), rate: share, observed: count }).exactOptional(),
});
