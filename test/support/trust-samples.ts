import type { Calibration } from '../../language-server/simulation/calibration/calibrate.ts';
import type { Daily } from '../../language-server/simulation/daily.ts';
import type {
  SurprisePattern,
  SurpriseReport,
} from '../../language-server/simulation/surprise/report.ts';
import type {
  ThresholdBench,
  ThresholdPoint,
} from '../../language-server/simulation/thresholds/bench.ts';

/** Whether a run can be trusted, as the newsletter example says it and small enough to read. */

export const calibrations: Calibration[] = [
  {
    against: 'reviewers',
    n: 55_074,
    left: [{ reason: 'a boundary stopped the choice', decisions: 4926 }],
    bins: [
      {
        from: 0,
        to: 0.1,
        n: 2262,
        meanConfidence: 0.054,
        rate: 0.2,
        interval: { low: 0.18, high: 0.22 },
      },
      {
        from: 0.9,
        to: 1,
        n: 52_812,
        meanConfidence: 0.997,
        rate: 0.983,
        interval: { low: 0.982, high: 0.985 },
      },
    ],
    ece: 0.0172,
    mce: 0.146,
    brier: 0.0312,
    parts: { miscalibration: 0.0021, discrimination: 0.0101, uncertainty: 0.0392 },
    logLoss: 0.1234,
    certainAndWrong: 0,
    recalibrated: [
      { from: 0.01, to: 0.1, rate: 0.2, n: 2262, successes: 452 },
      { from: 0.9, to: 0.9, rate: 0.91, n: 800, successes: 728 },
      { from: 0.95, to: 1, rate: 0.985, n: 52_012, successes: 51_232 },
    ],
  },
  {
    against: 'outcomes',
    n: 10_561,
    left: [{ reason: 'the log cannot tell which of the two does better', decisions: 10_446 }],
    refused: 'the decisions are of 7 patterns that the log can tell of; at least 10 are needed',
  },
];

const point = (threshold: number, perDay: number, missed: number): ThresholdPoint => ({
  threshold,
  words: `the agent's confidence is below ${String(100 * threshold)}%`,
  isPresent: threshold === 0.7,
  perDay,
  caught: 120 - missed,
  missed,
  caughtShare: (120 - missed) / 120,
  caughtInterval: { low: (110 - missed) / 120, high: (119 - missed) / 120 },
  ...(threshold > 0.75 ? {} : { valueAtRisk: missed / 8 }),
});
const bench: ThresholdBench = {
  ...{ rule: 'unsure', file: 'timing.handoff', line: 12, role: 'lifecycle_team' },
  ...{ words: "the agent's confidence is below 70%", decisions: 40_000, overrides: 120 },
  ...{ unknown: 31, days: 91, budgetPerDay: 40 },
  points: [point(0.6, 12, 40), point(0.7, 21.3, 14), point(0.8, 33.1, 9), point(0.9, 70, 2)],
  recommended: { best: 2, alike: [1, 2] },
};
export const benches: ThresholdBench[] = [
  bench,
  { ...bench, rule: 'alone', unknown: 0, recommended: { best: 2, alike: [2] } },
  {
    ...{ rule: 'valuable', file: 'timing.handoff', line: 13, role: 'lifecycle_team' },
    ...{ words: '`lifetime_value` is above 2,000 EUR', decisions: 40_000, overrides: 120 },
    ...{ unknown: 0, days: 91, points: [point(0.7, 21.3, 14)] },
    noRecommendation: 'the reviewers have no budget (`at most … per day`)',
  },
  {
    ...{ rule: 'novel', file: 'timing.handoff', line: 14, role: 'lifecycle_team' },
    ...{ words: 'the novelty of the case is above 99%', decisions: 40_000, overrides: 120 },
    ...{ unknown: 0, days: 91, points: [] },
    refused: 'the reviewer would override 4 decisions; at least 10 are needed',
  },
];

const pattern: SurprisePattern = {
  ...{ context: 'device is mobile and engagement is active', choice: '07:00', decisions: 14_243 },
  ...{ unsoundThen: 0, n: 2677, difference: 0.0517, low: 0.0398, high: 0.0652, p: 9e-23, q: 6e-21 },
  holdout: { difference: 0.0472, low: 0.0301, high: 0.0677 },
  watched: [{ column: 'opened', difference: 0.06, q: 1e-9 }],
  ...{ holdsOnHoldout: true, movesGoal: true, isSound: true, reasons: [] },
};
const { holdout: _, ...unseen } = pattern;
export const report: SurpriseReport = {
  ...{ above: 3, surprising: 59_632, sound: 23_614, unsound: 36_018, untold: 12, uncompared: 0 },
  ...{ compared: 205, heldOutFrom: 20_368, unlisted: 0 },
  patterns: [
    pattern,
    ...Array.from({ length: 6 }, (): SurprisePattern => ({
      ...unseen,
      ...{ context: 'device is desktop and engagement is dormant', choice: '03:00', decisions: 2 },
      ...{ n: 103, difference: -0.00001, low: -0.02, high: 0.15, p: 0.0003, q: 0.41 },
      ...{ holdsOnHoldout: false, movesGoal: false, isSound: false },
      reasons: ['only 103 emails', '1 of 205 patterns compared, q = 0.41'],
    })),
  ],
};

/** Three weeks from Monday 2025-09-01, the last of them cut short. */
export const daily: Daily = {
  days: Array.from({ length: 17 }, (_, at) => ({
    day: 20_332 + at,
    ...{ act: 400 + 10 * at, suggest: at === 0 ? 159 : 0, escalate: 30 + 2 * at },
    ...{ hold: 0, block: 50 },
  })),
  budgets: [{ role: 'lifecycle_team', perDay: 40 }],
};
