import type {
  DecisionRow,
  FinishedRun,
  LedgerEntry,
  LogEntry,
  PanelState,
  RunFacts,
  Verdict,
} from '../../../../extension/panel/protocol.ts';
import { verdicts } from '../../../../extension/panel/protocol.ts';
import { benches, calibrations, daily, report } from '../../../support/trust-samples.ts';

/** A run as the newsletter example gives it, small enough to read. */

const newsletter = 'newsletter/newsletter.handoff';
const company = 'company.handoff';
const emails = { kind: 'count', singular: 'email', plural: 'emails' } as const;

export const facts: RunFacts = {
  target: { uri: 'file:///examples/newsletter/newsletter.handoff', simulation: 'autumn_replay' },
  folder: '/examples',
  file: 'newsletter/newsletter.handoff',
  line: 20,
  handoff: 'newsletter_send_time',
  simulation: 'autumn_replay',
  agent: 'Thompson sampling by `device` and `engagement`',
  seed: 7,
  policyHash: 'c8dfc9cabb21cda76a36ee4154d1b4d2aa8d454bf5ccfb60ce8107a21e925b15',
  dataFile: 'engagement.csv',
  goal: { column: 'clicked', direction: 'more' },
  goalIsShare: true,
  units: {
    values: [
      { name: 'confidence', unit: { kind: 'share' } },
      { name: 'evidence', unit: { kind: 'count', singular: 'email', plural: 'emails' } },
      { name: 'emails in 14 days', unit: { kind: 'count', singular: 'email', plural: 'emails' } },
      { name: 'time to the nearest email', unit: { kind: 'duration' } },
      { name: 'lifetime_value', unit: { kind: 'money', currency: 'EUR' } },
    ],
    distances: [
      { rule: 'spacing', file: newsletter, line: 44, unit: { kind: 'duration' } },
      { rule: 'unsure', file: newsletter, line: 48, unit: { kind: 'share' } },
      { rule: 'rest_dormant', file: newsletter, line: 42, unit: emails },
    ],
  },
};

type Rule = FinishedRun['summary']['result']['rules'][number];
const rule = (name: string, at: [file: string, line: number], rest: Partial<Rule>): Rule => ({
  name,
  file: at[0],
  line: at[1],
  block: 'boundaries',
  fired: 0,
  unknown: 0,
  ...rest,
});

export const rules: Rule[] = [
  rule('consent_first', [company, 11], { fired: 827, unknown: 170 }),
  rule('freeze', [company, 15], { fired: 2292, unknown: 128 }),
  rule('quiet_hours', [newsletter, 35], { fired: 34360 }),
  rule('spacing', [newsletter, 44], { unknown: 128 }),
  rule('unsure', [newsletter, 48], { fired: 23355 }),
  rule('rest_dormant', [newsletter, 42], { fired: 6144, unknown: 33 }),
  rule('valuable', [newsletter, 49], { fired: 739, unknown: 251 }),
  rule('thin_evidence', [newsletter, 51], { fired: 16_199 }),
  rule('weekend', [newsletter, 53], {}),
];

const friday =
  'avoid weekday is Friday and send_hour is between 12:00 and 18:00 and month is between June and August';

const figure = (estimate: number, half: number) => ({
  estimate,
  standardError: half / 2,
  low: estimate - half,
  high: estimate + half,
});

export function finished(changes: Partial<FinishedRun> = {}): FinishedRun {
  return {
    state: 'finished',
    run: 1,
    facts,
    isOutdated: false,
    isDataOutdated: false,
    summary: {
      data: {
        path: 'newsletter/engagement.csv',
        sha256: '3f0837e75ff93db8d978a46fe9777d048ad8d34af3f8709e89ef8c3fa3ff7b0d',
        rows: 120_000,
        undeclared: ['campaign_id'],
        problems: ['zone: 253 cells are empty; the first is in row 798'],
      },
      milliseconds: 6810,
      result: {
        rows: 120_000,
        before: 60_000,
        decisions: 60_000,
        verdicts: { act: 28_238, suggest: 159, escalate: 23_485, hold: 0, block: 8118 },
        rules,
        undecidable: [
          { column: 'lifetime_value', rows: 251 },
          { column: 'consent', rows: 170 },
        ],
        value: {
          logged: {
            ips: figure(0.0189, 0.0012),
            snips: figure(0.0189, 0.0012),
            dm: { ...figure(0.02, 0.004), marks: ['guess'] },
            dr: figure(0.026, 0.004),
            sndr: figure(0.026, 0.004),
            clipped: 0,
            ess: 60_000,
            meanWeight: 1,
            maxWeight: 1,
          },
          agent: {
            ips: figure(0.0346, 0.0047),
            snips: figure(0.0338, 0.0046),
            dm: { ...figure(0.02, 0.004), marks: ['guess'] },
            dr: figure(0.026, 0.004),
            sndr: figure(0.026, 0.004),
            clipped: 0,
            ess: 5328,
            meanWeight: 1.022,
            maxWeight: 12,
          },
          policy: {
            ips: figure(0.0263, 0.004),
            snips: {
              refused: 'the mean weight is 0.54, not near 1',
              crossedOut: figure(0.0485, 0.0075),
            },
            dm: { ...figure(0.02, 0.004), marks: ['guess'] },
            dr: figure(0.026, 0.004),
            sndr: figure(0.026, 0.004),
            clipped: 0,
            ess: 3574,
            meanWeight: 0.542,
            maxWeight: 12,
          },
        },
        valueNotes: ['The reward model is the mean by send_hour.'],
        markMeanings: [{ mark: 'guess', meaning: 'is a guess' }],
        boundaryCosts: {
          note: 'Each decision is taken without the rule.',
          all: { ips: figure(0.01, 0.004), dr: figure(0.01, 0.004) },
          rules: [
            {
              ...{ name: 'quiet_hours', file: 'newsletter.handoff', line: 31, changed: 4210 },
              ...{ ips: figure(0.002, 0.001), dr: figure(0.002, 0.001) },
            },
          ],
        },
        goal: { column: 'clicked', direction: 'more' },
        people: {
          asked: 23_644,
          approved: 3609,
          overridden: 197,
          unanswered: 19_838,
          reasons: [
            { reason: 'holiday', count: 122 },
            { reason: 'friday_slump', count: 75 },
          ],
        },
        carriedOut: 31_988,
        moved: 29_481,
        usual: 67,
        unusable: [{ reason: 'the goal was not observed', rows: 12 }],
        autonomy: [
          {
            moment: Date.UTC(2025, 8, 1, 11, 2),
            decision: 300,
            from: 'suggest',
            to: 'act',
            because: '200 of 200 reviewed decisions were approved (100.0%)',
          },
        ],
        learned: [
          {
            name: friday,
            text: friday,
            at: Date.UTC(2025, 8, 5, 3, 9),
            file: newsletter,
            line: 74,
            did: 'of 3,400 decisions it avoided 17 first proposals: 14 overrides prevented, 3 approved choices changed',
          },
          {
            name: 'avoid date is in company_holidays',
            text: 'avoid date is in company_holidays',
            at: Date.UTC(2025, 9, 2, 22, 48),
            file: newsletter,
            line: 72,
            did: 'of 3,200 decisions it avoided 0 first proposals',
          },
        ],
        failures: [{ reason: 'the agent took too long', count: 34 }],
        queues: [
          {
            ...{ role: 'lifecycle_team', cases: 23_485, overBudget: 19_000, answered: 3600 },
            ...{ late: 85, noAnswer: 800, fallback: { held: 19_800, blocked: 0, usual: 85 } },
            timeToAnswer: { median: 1_800_000, p95: 5_400_000 },
            utilisation: {
              ...{ perDay: 40, days: 91, mean: 0.96 },
              busiest: { day: 20_350, cases: 609, asked: 40 },
            },
          },
        ],
        daily,
        calibration: calibrations,
        thresholds: benches,
        surprises: report,
        notices: ['Caps across all handoffs count only what this handoff sends in this run.'],
      },
    },
    ...changes,
  };
}

export function finishedState(
  changes: Partial<FinishedRun> = {},
): Extract<PanelState, { kind: 'run' }> {
  return { kind: 'run', run: finished(changes) };
}

const day = Date.UTC(2025, 8, 1, 6);

/** The decision of this number: which verdict, choice and rule it has follows from the number. */
export function decisionRow(decision: number): DecisionRow {
  const verdict: Verdict = verdicts[[0, 0, 2, 4, 0, 1][decision % 6]!]!;
  const moment = new Date(day + decision * 90_000).toISOString();
  const isMoved = decision % 3 === 0;
  return {
    decision,
    row: 60_001 + decision,
    moment: `${moment.slice(0, 10)} ${moment.slice(11, 16)} UTC`,
    subject: ((decision * 2_654_435_761) % 4_294_967_296).toString(16).padStart(8, '0'),
    proposed: isMoved ? '06:00' : '15:00',
    choice: verdict === 'block' || verdict === 'escalate' ? null : isMoved ? '07:00' : '15:00',
    verdict,
    fired: isMoved ? [2] : verdict === 'escalate' ? [4] : verdict === 'block' ? [5, 4] : [],
    unknown: decision % 50 === 7 ? [6] : [],
    person: 'none',
  };
}

const ledger: LedgerEntry[] = [
  {
    rule: 'rest_dormant',
    file: newsletter,
    line: 42,
    outcome: 'fired',
    values: { engagement: 'dormant', 'emails in 14 days': 2, sending: 1 },
    distance: 2,
    because: 'dormant readers who get more mail unsubscribe',
  },
  {
    rule: 'unsure',
    file: newsletter,
    line: 48,
    outcome: 'fired',
    values: { confidence: 0.68142532415 },
    distance: 0.0185747,
  },
  {
    rule: 'valuable',
    file: newsletter,
    line: 49,
    outcome: 'unknown',
    values: { lifetime_value: null, engagement: 'dormant' },
    missing: ['lifetime_value'],
  },
  {
    rule: 'spacing',
    file: newsletter,
    line: 44,
    outcome: 'not',
    values: { 'time to the nearest email': 352_793_000 },
    distance: -338_393_000,
    because: 'two mails in a row look like a mistake',
  },
  {
    rule: 'quiet_hours',
    file: newsletter,
    line: 35,
    outcome: 'not',
    values: { send_hour: '15:00' },
  },
];

export function logEntry(decision: number, changes: Partial<LogEntry> = {}): LogEntry {
  const row = decisionRow(decision);
  const isMoved = row.choice !== null && row.choice !== row.proposed;
  return {
    format: 'handoff-reasoning-log/1',
    id: `newsletter_send_time/${row.row}`,
    row: row.row,
    moment: new Date(day + decision * 90_000).toISOString(),
    subject: row.subject ?? '',
    handoff: facts.handoff,
    policyHash: facts.policyHash,
    simulation: facts.simulation,
    simulationHash: '60deaf6946a2155f3efbede73187147257e8cf3e2a84c993228de816ee4abccc',
    dataHash: '3f0837e75ff93db8d978a46fe9777d048ad8d34af3f8709e89ef8c3fa3ff7b0d',
    seed: 7,
    proposal: {
      choice: row.proposed,
      confidence: 0.681425,
      evidence: 202,
      strategy: 'exploit',
      alternatives: [
        { choice: '22:00', probability: 0.337278, rate: 0.0177, confidence: 0.89635, evidence: 43 },
        {
          choice: row.proposed,
          probability: 0.302828,
          rate: 0.0162,
          confidence: 0.681,
          evidence: 202,
        },
      ],
      patterns: ['device is desktop and engagement is dormant'],
      reasons: [],
    },
    stage: 'act',
    verdict: row.verdict,
    escalatesTo: ['lifecycle_team'],
    choice: row.choice,
    ...(isMoved
      ? { moved: { from: row.proposed, to: row.choice, by: ['quiet_hours'] }, ledgerBefore: ledger }
      : {}),
    ledger,
    learned: [],
    ...changes,
  };
}
