import * as z from 'zod';
import { verdicts } from '../policy/model.ts';

/** As `Calibration`, `ThresholdBench` and `SurpriseReport` say, for who receives them. */

const count = z.int().nonnegative();
const interval = z.object({ low: z.number(), high: z.number() });

const calibrationCounts = {
  against: z.enum(['reviewers', 'outcomes']),
  n: count,
  left: z.array(z.object({ reason: z.string(), decisions: count })),
};

const calibrationSchema = z.union([
  z.object({ ...calibrationCounts, refused: z.string() }),
  z.object({
    ...calibrationCounts,
    bins: z.array(
      z.object({
        from: z.number(),
        to: z.number(),
        n: count,
        meanConfidence: z.number(),
        rate: z.number(),
        interval,
      }),
    ),
    ece: z.number(),
    mce: z.number(),
    brier: z.number(),
    parts: z.object({
      miscalibration: z.number(),
      discrimination: z.number(),
      uncertainty: z.number(),
    }),
    logLoss: z.number(),
    certainAndWrong: count,
    recalibrated: z.array(
      z.object({
        from: z.number(),
        to: z.number(),
        rate: z.number(),
        n: count,
        successes: count,
      }),
    ),
  }),
]);

const thresholdBenchSchema = z.object({
  rule: z.string(),
  file: z.string(),
  line: z.int().positive(),
  role: z.string(),
  words: z.string(),
  decisions: count,
  overrides: count,
  unknown: count,
  days: count,
  budgetPerDay: z.number().exactOptional(),
  refused: z.string().exactOptional(),
  points: z.array(
    z.object({
      threshold: z.number(),
      words: z.string(),
      isPresent: z.boolean(),
      perDay: z.number().exactOptional(),
      caught: count,
      missed: count,
      caughtShare: z.number(),
      caughtInterval: interval,
      valueAtRisk: z.number().exactOptional(),
    }),
  ),
  recommended: z.object({ best: count, alike: z.array(count) }).exactOptional(),
  noRecommendation: z.string().exactOptional(),
});

const surpriseReportSchema = z.object({
  above: z.number(),
  surprising: count,
  sound: count,
  unsound: count,
  untold: count,
  uncompared: count,
  compared: count,
  heldOutFrom: z.number().exactOptional(),
  patterns: z.array(
    z.object({
      context: z.string(),
      choice: z.string(),
      decisions: count,
      unsoundThen: count,
      n: count,
      difference: z.number(),
      low: z.number(),
      high: z.number(),
      p: z.number(),
      q: z.number(),
      holdout: interval.extend({ difference: z.number() }).exactOptional(),
      watched: z.array(z.object({ column: z.string(), difference: z.number(), q: z.number() })),
      holdsOnHoldout: z.boolean(),
      movesGoal: z.boolean(),
      isSound: z.boolean(),
      reasons: z.array(z.string()),
    }),
  ),
  unlisted: count,
  refused: z.string().exactOptional(),
});

const dailySchema = z.object({
  days: z.array(
    z.object({
      day: z.int(),
      ...(Object.fromEntries(verdicts.map((verdict) => [verdict, count])) as Record<
        (typeof verdicts)[number],
        typeof count
      >),
    }),
  ),
  budgets: z.array(z.object({ role: z.string(), perDay: z.number() })),
  refused: z.string().exactOptional(),
});

/** What a result has beyond counts and values. */
export const assessmentSchemas = {
  daily: dailySchema.exactOptional(),
  calibration: z.array(calibrationSchema),
  thresholds: z.array(thresholdBenchSchema),
  surprises: surpriseReportSchema.exactOptional(),
};
