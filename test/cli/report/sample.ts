import type { SimulationRun } from '../../../language-server/cli/simulation-run.ts';
import type { ArmValue, Estimate } from '../../../language-server/simulation/estimates.ts';
import type { LogEntry } from '../../../language-server/simulation/log.ts';
import { benches, calibrations, daily, report } from '../../support/trust-samples.ts';

/** A run that has something to say in every section, and is small enough to read. */

const figure = (estimate: number) => ({
  estimate,
  standardError: estimate / 20,
  low: estimate * 0.9,
  high: estimate * 1.1,
});

const arm = (ips: Estimate, dr: Estimate): ArmValue => ({
  ...{ ips, dr, snips: ips, dm: { ...figure(0.021), marks: ['guess'] }, sndr: dr },
  ...{ ess: 3201.4, meanWeight: 0.998, maxWeight: 8, clipped: 31 },
});

const place = { file: 'newsletter.handoff', line: 35 };

const entry: LogEntry = {
  ...{ format: 'handoff-reasoning-log/1', id: 'newsletter/17', row: 17, seed: 7 },
  ...{ moment: '2025-09-01T05:00:00.000Z', subject: 'be0e5e0e59039a74' },
  ...{ handoff: 'newsletter', simulation: 'replayed' },
  ...{ policyHash: 'ab', simulationHash: 'ef', dataHash: 'cd' },
  proposal: {
    ...{ choice: '03:00', confidence: 0.6543, evidence: 1204.2, strategy: 'explore' },
    ...{ alternatives: [], patterns: [], reasons: [] },
  },
  ...{ stage: 'act', verdict: 'escalate', escalatesTo: ['lifecycle_team'], choice: '07:00' },
  ledger: [
    { ...{ rule: 'unsure', ...place, outcome: 'fired' }, values: { confidence: 0.6543 } },
    { ...{ rule: 'spacing', ...place, outcome: 'unknown', missing: ['zone'] }, values: {} },
  ],
  learned: [],
  person: { answer: 'overridden', reason: 'holiday' },
};

export const run: SimulationRun = {
  facts: {
    ...{ file: 'examples/newsletter.handoff', handoff: 'newsletter', simulation: 'replayed' },
    ...{ seed: 7, policyHash: '1a2b3c4d5e6f', dataHash: '9f8e7d6c5b4a' },
    ...{ dataPath: 'examples/engagement.csv', agent: 'Thompson sampling by `device`' },
    goalType: { kind: 'yesNo' },
    undeclared: ['campaign_id'],
    dataProblems: ['zone: 253 cells are empty; the first is in row 798'],
  },
  firstEntries: [entry],
  result: {
    ...{ rows: 60_002, before: 14_882, decisions: 45_120, carriedOut: 41_000 },
    ...{ moved: 4210, usual: 88, daily },
    verdicts: { act: 30_000, suggest: 120, escalate: 12_000, hold: 0, block: 3000 },
    rules: [
      { name: 'quiet_hours', ...place, block: 'boundaries', fired: 4210, unknown: 7 },
      { name: 'spacing', ...place, block: 'boundaries', fired: 0, unknown: 0 },
    ],
    undecidable: [{ column: 'consent', rows: 345 }],
    unusable: [{ reason: 'goal not observed', rows: 31 }],
    failures: [{ reason: 'the agent named no choice', count: 3 }],
    people: {
      ...{ asked: 12_120, approved: 9000, overridden: 2000, unanswered: 1120, late: 0 },
      reviewedAfterwards: { approved: 0, overridden: 0 },
      reasons: [{ reason: 'holiday', count: 2000 }],
    },
    queues: [
      {
        ...{ role: 'lifecycle_team', cases: 12_000, overBudget: 8000, answered: 3000, late: 200 },
        ...{ noAnswer: 800, fallback: { held: 8000, blocked: 0, usual: 1000 } },
        timeToAnswer: { median: 1_800_000, p95: 5_400_000 },
        utilisation: {
          ...{ perDay: 40, days: 91, mean: 0.96 },
          busiest: { day: 20_350, cases: 609, asked: 40 },
        },
      },
    ],
    exploration: {
      atMost: 0.1,
      within: { decisions: 4000, proposed: 900, alone: 200, approved: 100 },
      outside: { decisions: 41_120, proposed: 8000, alone: 0, approved: 12 },
    },
    reviews: [
      {
        ...{ at: Date.UTC(2025, 8, 8), by: 'lifecycle_team', unlisted: 2 },
        patterns: [
          {
            ...{ context: 'device is mobile', choice: '07:00', proposed: 40, rejected: true },
            evidence: {
              ...{ n: 200, rate: 0.05, usualRate: 0.02, difference: 0.03 },
              interval: { low: 0.01, high: 0.05 },
            },
          },
          { context: 'device is desktop', choice: '20:00', proposed: 4, rejected: false },
        ],
      },
    ],
    autonomy: [
      {
        ...{ moment: Date.UTC(2025, 8, 3, 11, 2), decision: 412, from: 'suggest', to: 'act' },
        ...{ because: '200 of 200 were approved', reviewed: 200, approved: 200 },
      },
      {
        ...{ moment: Date.UTC(2025, 8, 10), decision: 9000, from: 'act', to: 'suggest' },
        ...{ because: 'the guard `x` is broken', reviewed: 0, approved: 0 },
      },
    ],
    learned: [
      {
        ...{ name: 'holiday', text: 'avoid date is in company_holidays', ...place },
        ...{ at: Date.UTC(2025, 9, 3), effect: 'avoid', decisions: 3400, applied: 25 },
        ...{ prevented: 14, changedApproved: 3, overriddenAgain: 1, proposedAgain: 2 },
        notKnown: 5,
      },
    ],
    goal: { column: 'clicked', direction: 'more' },
    value: {
      logged: arm(figure(0.019), figure(0.019)),
      agent: arm(figure(0.034), { ...figure(0.035), marks: ['clipped'] }),
      policy: arm(
        { refused: 'the effective sample size is 87, under 100', crossedOut: figure(0.05) },
        { refused: 'the mean weight is off' },
      ),
    },
    valueRests: { model: { kind: 'choice', by: ['device'], prior: 100 }, clipAt: 10 },
    boundaryCosts: {
      isExact: true,
      all: { ips: figure(0.01), dr: { refused: 'the mean weight is off' } },
      rules: [
        {
          ...{ name: 'quiet_hours', ...place, changed: 4210 },
          ...{ ips: figure(0.002), dr: figure(-0.003) },
        },
        { name: 'spacing', ...place, changed: 0, ips: figure(0), dr: figure(0) },
      ],
    },
    calibration: calibrations,
    thresholds: benches,
    surprises: { ...report, patterns: report.patterns.slice(0, 3), unlisted: 4 },
    notices: ['The reviewer answers at once: no deadline is missed in this run.'],
  },
};
