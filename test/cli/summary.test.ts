import { stripVTControlCharacters, styleText } from 'node:util';
import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../language-server/cli/display-width.ts';
import { runJson } from '../../language-server/cli/json.ts';
import type { SimulationRun } from '../../language-server/cli/simulation-run.ts';
import { renderSummary } from '../../language-server/cli/summary.ts';
import type { Paint } from '../../language-server/cli/terminal.ts';
import { noPaint } from '../../language-server/cli/terminal.ts';
import type { LogEntry } from '../../language-server/simulation/log.ts';
import type { ReplayResult } from '../../language-server/simulation/result.ts';
import { expectGolden } from '../support/golden.ts';
import {
  boundary,
  choice,
  choiceBetween,
  literal,
  policyWith,
  trigger,
} from '../support/policies.ts';

const figure = (estimate: number) => ({
  estimate,
  standardError: estimate / 20,
  low: estimate * 0.9,
  high: estimate * 1.1,
});
const HOUR = 3_600_000;

const policy = policyWith({
  usual: 540,
  rules: [
    boundary('quiet_hours', choiceBetween(1260, 420), { otherwise: { kind: 'nearest' } }),
    boundary('spacing', {
      kind: 'compare',
      operator: 'below',
      left: { kind: 'sinceLast', across: false, ahead: false },
      right: literal(4 * HOUR),
    }),
    trigger('unsure', {
      kind: 'compare',
      operator: 'below',
      left: { kind: 'word', word: 'confidence' },
      right: literal(0.7),
    }),
    trigger('unusual', {
      kind: 'farFrom',
      of: choice,
      from: literal(540),
      distance: 180,
      cycle: 1440,
    }),
  ],
});

const result: ReplayResult = {
  rows: 60_002,
  before: 14_882,
  decisions: 45_120,
  verdicts: { act: 30_000, suggest: 120, escalate: 12_000, hold: 0, block: 3000 },
  rules: [
    {
      name: 'quiet_hours',
      file: 'newsletter.handoff',
      line: 35,
      block: 'boundaries',
      fired: 4210,
      unknown: 0,
    },
    {
      name: 'spacing',
      file: 'newsletter.handoff',
      line: 44,
      block: 'boundaries',
      fired: 0,
      unknown: 0,
    },
    {
      name: 'a_rule_with_a_name_that_is_longer_than_any_column',
      file: 'some/folder/far/away/in/the/workspace/company.handoff',
      line: 1234,
      block: 'guardrails',
      fired: 12,
      unknown: 345,
    },
    {
      name: 'unsure',
      file: 'newsletter.handoff',
      line: 48,
      block: 'escalate',
      fired: 12_345,
      unknown: 7,
    },
  ],
  undecidable: [
    { column: 'consent', rows: 345 },
    { column: 'lifetime_value', rows: 7 },
  ],
  value: {
    logged: {
      ...{ ips: figure(0.031), snips: figure(0.031), dm: figure(0.031), dr: figure(0.031) },
      ...{ sndr: figure(0.031), ess: 45_120, meanWeight: 1, maxWeight: 1, clipped: 0 },
    },
    agent: {
      ips: figure(0.04),
      snips: figure(0.041),
      dm: { ...figure(0.042), marks: ['ratio'] },
      dr: { ...figure(0.043), marks: ['ratio', 'clipped'] },
      sndr: figure(0.044),
      ess: 3201.4,
      meanWeight: 0.998,
      maxWeight: 8,
      clipped: 31,
    },
    policy: {
      ips: {
        refused: 'the effective sample size is 87.2, under 100 rows',
        crossedOut: figure(0.05),
      },
      snips: { refused: 'the effective sample size is 87.2, under 100 rows' },
      dm: { ...figure(0.051), marks: ['guess'] },
      dr: { refused: 'the mean weight is off', crossedOut: figure(0.05), marks: ['clipped'] },
      sndr: { refused: 'the mean weight is off' },
      ess: 87.2,
      meanWeight: 0.91,
      maxWeight: 20,
      clipped: 2,
    },
  },
  valueRests: {
    model: { kind: 'choice', by: ['device'], prior: 100 },
    clipAt: 10,
    ratio: {
      ...{ chiSquare: 41.2, degrees: 1, p: 1.4e-10, isOff: true },
      shares: [
        { choice: 540, rows: 30_000, logged: 0.6, declared: 0.5 },
        { choice: 600, rows: 20_000, logged: 0.4, declared: 0.5 },
      ],
    },
  },
  boundaryCosts: {
    isExact: false,
    all: { ips: figure(0.01), dr: { refused: 'the mean weight is off', crossedOut: figure(0.01) } },
    rules: [
      {
        ...{ name: 'quiet_hours', file: 'newsletter.handoff', line: 35, changed: 4210 },
        ...{ ips: figure(0.002), dr: { ...figure(-0.003), marks: ['clipped'] } },
      },
      {
        ...{ name: 'spacing', file: 'newsletter.handoff', line: 44, changed: 0 },
        ...{ ips: figure(0), dr: figure(0) },
      },
    ],
  },
  goal: { column: 'clicked', direction: 'more' },
  people: {
    asked: 12_120,
    approved: 9000,
    overridden: 2000,
    unanswered: 1120,
    late: 100,
    reviewedAfterwards: { approved: 30, overridden: 2 },
    reasons: [
      { reason: 'holiday', count: 1900 },
      { reason: 'friday_slump', count: 100 },
    ],
  },
  queues: [
    {
      ...{ role: 'lifecycle_team', cases: 12_120, overBudget: 3000, answered: 9000, late: 100 },
      ...{ noAnswer: 20, fallback: { held: 3000, blocked: 20, usual: 100 } },
      timeToAnswer: { median: 1_800_000, p95: 10_500_000 },
      utilisation: {
        ...{ perDay: 40, days: 91, mean: 0.8514 },
        busiest: { day: 20_361, cases: 512, asked: 40 },
      },
    },
    {
      ...{ role: 'brand_team', cases: 0, overBudget: 0, answered: 0, late: 0, noAnswer: 0 },
      fallback: { held: 0, blocked: 0, usual: 0 },
    },
  ],
  exploration: {
    atMost: 0.1,
    within: { decisions: 20_000, proposed: 3000, alone: 1999, approved: 12 },
    outside: { decisions: 30_000, proposed: 0, alone: 0, approved: 0 },
  },
  reviews: [
    {
      ...{ at: Date.UTC(2025, 8, 8), by: 'lifecycle_team', unlisted: 141 },
      patterns: [
        {
          ...{ context: 'device is mobile', choice: '03:00', proposed: 412, rejected: true },
          evidence: {
            ...{ n: 611, rate: 0.052, usualRate: 0.031, difference: 0.021 },
            interval: { low: 0.004, high: 0.041 },
          },
        },
        { context: 'device is desktop', choice: '07:00', proposed: 3, rejected: false },
      ],
    },
  ],
  carriedOut: 41_000,
  moved: 4210,
  usual: 88,
  unusable: [{ reason: 'goal not observed', rows: 31 }],
  autonomy: [
    {
      moment: Date.UTC(2025, 8, 3, 11, 2),
      decision: 412,
      from: 'suggest',
      to: 'act',
      because: '200 decisions were reviewed and people approved 94% of them, which is at least 90%',
      ...{ reviewed: 200, approved: 188 },
    },
    {
      decision: 9000,
      from: 'act',
      to: 'suggest',
      because: 'a guard is broken',
      reviewed: 0,
      approved: 0,
    },
  ],
  learned: [
    {
      name: 'holiday_rule',
      text: 'avoid date is in company_holidays',
      at: Date.UTC(2025, 9, 3),
      file: 'newsletter.handoff',
      line: 72,
      effect: 'avoid',
      ...{ decisions: 3400, applied: 25, prevented: 14, changedApproved: 3 },
      ...{ overriddenAgain: 1, proposedAgain: 2, notKnown: 5 },
    },
    {
      ...{ name: 'avoid x', text: 'avoid x', at: NaN, file: 'newsletter.handoff', line: 74 },
      effect: 'avoid',
      ...{ decisions: 1, applied: 0, prevented: 0, changedApproved: 0 },
      ...{ overriddenAgain: 0, proposedAgain: 0, notKnown: 0 },
    },
  ],
  failures: [{ reason: 'the agent named no choice', count: 3 }],
  calibration: [],
  thresholds: [],
  notices: [
    'Propensities are estimated by engagement: every value rests on that estimate, which is a long way to say that it may be wrong.',
  ],
};

const entry: LogEntry = {
  format: 'handoff-reasoning-log/1',
  id: 'newsletter/17',
  row: 17,
  moment: '2025-09-01T05:00:00.000Z',
  subject: 'be0e5e0e59039a74',
  handoff: 'newsletter',
  policyHash: 'ab',
  simulation: 'replayed',
  simulationHash: 'ef',
  dataHash: 'cd',
  seed: 7,
  proposal: {
    choice: '03:00',
    confidence: 0.6543,
    evidence: 1204.2,
    strategy: 'explore',
    alternatives: [],
    patterns: [],
    reasons: [],
  },
  stage: 'act',
  verdict: 'escalate',
  escalatesTo: ['lifecycle_team'],
  choice: '07:00',
  moved: { from: '03:00', to: '07:00', by: ['quiet_hours'] },
  ledger: [
    {
      rule: 'quiet_hours',
      file: 'newsletter.handoff',
      line: 35,
      outcome: 'not',
      values: { send_hour: '07:00' },
    },
    {
      rule: 'unsure',
      file: 'newsletter.handoff',
      line: 48,
      outcome: 'fired',
      values: { confidence: 0.6543 },
    },
  ],
  ledgerBefore: [
    {
      rule: 'quiet_hours',
      file: 'newsletter.handoff',
      line: 35,
      outcome: 'fired',
      values: { send_hour: '03:00' },
    },
    {
      rule: 'unsure',
      file: 'newsletter.handoff',
      line: 48,
      outcome: 'fired',
      values: { confidence: 0.6543 },
    },
  ],
  person: { answer: 'overridden', reason: 'holiday' },
  learned: [],
};
const unknownEntry: LogEntry = {
  ...entry,
  row: 18,
  verdict: 'block',
  escalatesTo: [],
  choice: null,
  ledger: [
    {
      rule: 'spacing',
      file: 'newsletter.handoff',
      line: 44,
      outcome: 'unknown',
      values: { 'time since the last email': null },
      missing: ['time since the last email'],
    },
    {
      rule: 'unusual',
      file: 'newsletter.handoff',
      line: 50,
      outcome: 'fired',
      values: { 'time since the last email': 100 * HOUR },
    },
  ],
  person: { answer: 'none', fallback: 'hold' },
};
delete unknownEntry.moved;
delete unknownEntry.ledgerBefore;
delete unknownEntry.proposal;
unknownEntry.failure = 'the program ended';

const run: SimulationRun = {
  result,
  firstEntries: [entry, unknownEntry],
  facts: {
    file: 'examples/newsletter/newsletter.handoff',
    handoff: 'newsletter_send_time',
    simulation: 'autumn_replay',
    seed: 7,
    policyHash: '1a2b3c4d5e6f7a8b',
    dataHash: '9f8e7d6c5b4a3f2e',
    dataPath: `data/${'very-long-folder-name/'.repeat(6)}engagement.csv`,
    agent: 'a fixed rule: 06:00 when `device` is mobile, otherwise 09:00',
    goalType: { kind: 'yesNo' },
    undeclared: ['campaign_id', 'utm_source'],
    dataProblems: ['zone: 253 cells are empty; the first is in row 798'],
    log: '/somewhere/decisions.jsonl',
  },
};
const summary = (parts: Partial<ReplayResult> = {}, paint: Paint = noPaint) =>
  renderSummary({ ...run, result: { ...result, ...parts } }, { policy, paint });
const colours: Paint = (style, text) => styleText(style, text, { validateStream: false });

describe('the summary of a simulation', () => {
  it('reads as it was read before', () => {
    expectGolden(summary(), new URL('golden/summary.txt', import.meta.url));
  });

  it('fits 80 columns, also with names in other scripts', () => {
    const { rules, undecidable } = result;
    const wide = summary({
      rules: rules.map((rule) => ({
        ...rule,
        name: '静かな時間'.repeat(9),
        file: `${'資料/'.repeat(30)}x`,
      })),
      undecidable: undecidable.map((each) => ({ ...each, column: '生涯価値'.repeat(20) })),
      notices: ['x'.repeat(300)],
    });
    for (const line of `${summary()}\n${wide}`.split('\n')) {
      expect(displayWidth(line), line).toBeLessThanOrEqual(80);
    }
  });

  it('says the same in colour', () => {
    const coloured = summary({}, colours);
    expect(coloured).not.toBe(summary());
    expect(stripVTControlCharacters(coloured)).toBe(summary());
  });

  it('strikes out a figure that would mislead, and says why', () => {
    const lines = summary({}, (style, text) =>
      style === 'strikethrough' ? `<s>${text}</s>` : text,
    );
    expect(lines).toContain('<s>~5.00% [4.50%, 5.50%]~</s>');
    expect(summary()).toMatch(/policy: IPS, SNIPS refused: the effective sample size is 87\.2/);
  });

  it('gives what a boundary costs as a difference, of shares in percentage points', () => {
    const costs = summary().slice(summary().indexOf('What each boundary costs'));
    expect(costs).toContain('DR per decision, points');
    expect(costs).toContain('~+1.00 [+0.90, +1.10]~');
    expect(costs).toContain('−0.30† [−0.27, −0.33]');
  });

  it('gives a mean in its own unit where the goal is no yes/no', () => {
    const facts = { ...run.facts, goalType: { kind: 'money', currency: 'EUR' } as const };
    const text = renderSummary({ ...run, facts }, { policy, paint: noPaint });
    expect(text).toContain('0.031 [0.0279, 0.0341]');
    expect(text).toMatch(/ {2}DR per decision {2,}IPS per decision\n +all rules/);
    expect(text).toContain('+0.01 [+0.009, +0.011]');
  });

  it.each([
    ['no decisions', { decisions: 0, carriedOut: 0 }, 'carried out, – of the decisions'],
    ['no goal', { goal: undefined }, 'no goal is declared, so nothing can be estimated'],
    [
      'nobody asked',
      {
        people: { ...result.people, asked: 0, reviewedAfterwards: { approved: 0, overridden: 0 } },
      },
      'nobody was asked',
    ],
    [
      'no rule that fired',
      { rules: result.rules.slice(1, 2) },
      'Rules that fired\n  never: spacing',
    ],
  ])('holds up with %s', (_what, parts, text) => {
    const plain = { ...result, ...parts } as ReplayResult;
    if (plain.goal === undefined) delete plain.goal;
    expect(renderSummary({ ...run, result: plain }, { policy, paint: noPaint })).toContain(text);
    expect(summary()).not.toContain(text);
  });

  it('prints what comes out of files without what moves a cursor', () => {
    const evil = '\u001b[2Jgone\r\u202e';
    const text = renderSummary(
      {
        ...run,
        result: {
          ...result,
          rules: result.rules.map((rule) => ({ ...rule, name: evil, file: evil })),
          notices: [evil],
          undecidable: [{ column: evil, rows: 1 }],
        },
        firstEntries: [{ ...entry, subject: evil }],
        facts: { ...run.facts, file: evil, simulation: evil, undeclared: [evil] },
      },
      { policy, paint: noPaint },
    );
    expect(text).not.toMatch(/[\0-\x09\x0b-\x1f\x7f\u202e]/);
  });
});

it('is one JSON object with the counts of every rule', () => {
  const json = JSON.parse(JSON.stringify(runJson(run)));
  expect(json).toMatchObject({
    file: 'examples/newsletter/newsletter.handoff',
    simulation: 'autumn_replay',
    seed: 7,
    policyHash: '1a2b3c4d5e6f7a8b',
    dataHash: '9f8e7d6c5b4a3f2e',
    rows: 60_002,
    decisions: 45_120,
    verdicts: { act: 30_000, suggest: 120, escalate: 12_000, hold: 0, block: 3000 },
    undecidable: result.undecidable,
    value: { logged: { ess: 45_120 }, agent: {}, policy: { ess: 87.2 } },
  });
  expect(json.rules).toHaveLength(4);
  expect(json.rules[0]).toMatchObject({ name: 'quiet_hours', line: 35, fired: 4210, unknown: 0 });
});
