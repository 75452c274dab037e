import { describe, expect, it } from 'vitest';
import { findingsOf } from '../../language-server/charts/brief.ts';
import { concernsOf } from '../../language-server/charts/concerns.ts';
import type { RunSummary } from '../../language-server/protocol.ts';
import { benches, calibrations, report } from '../support/trust-samples.ts';

type Result = RunSummary['result'];
type Arm = Result['value']['policy'];

const figure = (estimate: number) => ({
  ...{ estimate, standardError: 0.001, low: estimate - 0.01, high: estimate + 0.01 },
});
const arm = (estimate: number): Arm => {
  const one = figure(estimate);
  const weights = { ess: 400.4, meanWeight: 1, maxWeight: 2, clipped: 0 };
  return { ...{ ips: one, snips: one, dm: one, dr: one, sndr: one }, ...weights };
};
/** A run in which nothing asks for a second look. */
const calm: Result = {
  ...{ rows: 1000, decisions: 1000, before: 0, carriedOut: 900, moved: 0, usual: 0 },
  verdicts: { act: 900, suggest: 0, escalate: 100, hold: 0, block: 0 },
  people: { asked: 100, approved: 80, overridden: 20, unanswered: 0, reasons: [] },
  goal: { column: 'clicked', direction: 'more' },
  value: { logged: arm(0.02), agent: arm(0.05), policy: arm(0.04) },
  ...{ rules: [], undecidable: [], valueNotes: [], markMeanings: [], unusable: [], autonomy: [] },
  ...{ queues: [], learned: [], failures: [], calibration: [], thresholds: [], notices: [] },
};
const refused = { refused: 'no propensity' };
const costs = (estimate: number): Partial<Result> => ({
  boundaryCosts: { note: '', all: { ips: figure(estimate), dr: figure(estimate) }, rules: [] },
});
const change = { from: 'suggest', to: 'act', decision: 7, because: '', reviewed: 1, approved: 1 };
const queue = {
  ...{ role: 'team', cases: 100, overBudget: 30, answered: 65, late: 5, noAnswer: 0 },
  fallback: { held: 35, blocked: 0, usual: 0 },
};
const [, refusedCalibration] = calibrations;

describe('a run in short', () => {
  const words = (changes: Partial<Result> = {}, isShare = true): string =>
    findingsOf({ ...calm, ...changes }, isShare)
      .map((finding) => `${finding.title}: ${finding.words}`)
      .join('\n');

  it.each<[string, Partial<Result>, string]>([
    [
      'the verdicts that were given',
      {},
      'Verdicts: Of 1,000 decisions: act 900 (90.0%), escalate 100 (10.0%).',
    ],
    [
      'the value with intervals and what it is from',
      {},
      'The rate of clicked per decision is 4.00% (3.00% to 5.00%) for the agent under the policy, 2.00% (1.00% to 3.00%) for what people did, and 5.00% (4.00% to 6.00%) for the agent without the policy; estimated by DR with 95% intervals, from an effective sample of 400 of 1,000 decisions.',
    ],
    [
      'a model alone as a guess',
      { value: { ...calm.value, policy: { ...arm(0.04), ips: refused, dr: refused } } },
      'guessed by the reward model alone with 95% intervals.',
    ],
    [
      'what a figure is marked with',
      {
        value: {
          ...calm.value,
          policy: { ...arm(0.04), dr: { ...figure(0.04), marks: ['clipped'] } },
        },
      },
      '4.00%† (3.00% to 5.00%) for the agent under the policy',
    ],
    [
      'no value where all is refused',
      {
        value: {
          ...calm.value,
          policy: { ...arm(0.04), ips: refused, dr: refused, dm: refused },
        },
      },
      'Value: No value: no propensity.',
    ],
    ['a cost in percentage points', costs(0.02), 'cost +2.00 percentage points (+1.00 to +3.00).'],
    [
      'a cost that is perhaps none',
      costs(0.001),
      'cost +0.10 percentage points (−0.90 to +1.10); the sample cannot tell it from zero.',
    ],
    [
      'what people said',
      {},
      'Asked about 100 of 1,000 decisions (10.0%), the simulation’s reviewer approved 80 (80.0%), overrode 20 (20.0%) and left 0 (0.0%) unanswered.',
    ],
    [
      'how autonomy moved',
      { autonomy: [change, change, change, change, change] as Result['autonomy'] },
      'act from decision 7, and 2 later changes.',
    ],
  ])('says %s', (_what, changes, expected) => {
    expect(words(changes)).toContain(expected);
  });

  it('has a mean in its own unit', () => {
    expect(words(costs(2), false)).toContain('All rules together cost +2 (+1.99 to +2.01).');
  });

  it('says nothing of a value where no goal is declared', () => {
    const { goal: _, ...aimless } = calm;
    expect(findingsOf(aimless, true).map(({ title }) => title)).toEqual(['Verdicts', 'People']);
  });
});

describe('what to look at before the agent may act alone', () => {
  it('is nothing where no check found anything', () => {
    expect(concernsOf(calm)).toEqual([]);
  });

  it.each<[string, Partial<Result>, string]>([
    [
      'value',
      { value: { ...calm.value, agent: { ...arm(0), dr: refused } } },
      'agent: DR refused: no propensity.',
    ],
    [
      'value',
      { markMeanings: [{ mark: 'clipped', meaning: 'clipped at 10' }] },
      'Values with †: clipped at 10',
    ],
    [
      'calibration',
      {
        calibration: [{ ...calibrations[0]!, certainAndWrong: 55 }],
      },
      'The agent was certain and wrong in 55 of 55,074 decisions (0.1%), judged by reviewers.',
    ],
    [
      'calibration',
      { calibration: [refusedCalibration!] },
      'Confidence is not checked against outcomes: the decisions are of 7 patterns that the log can tell of; at least 10 are needed.',
    ],
    [
      'undecidable',
      { undecidable: [{ column: 'zone', rows: 3 }] },
      'A value that a rule reads was missing: zone in 3 of 1,000 decisions.',
    ],
    [
      'rows',
      { failures: [{ reason: 'late', count: 4 }] },
      'The agent gave no proposal in 4 of 1,000 decisions.',
    ],
    ['rows', { unusable: [{ reason: 'x', rows: 5 }] }, 'No estimate can use 5 of 1,000 decisions.'],
    [
      'autonomy',
      { autonomy: [{ ...change, from: 'act', to: 'suggest' }] as Result['autonomy'] },
      'Autonomy stepped down 1 time.',
    ],
    [
      'people',
      { queues: [queue] },
      'Of 100 cases for team: 30 over the budget, 5 answered too late.',
    ],
    [
      'surprises',
      { surprises: report },
      'Of 59,632 surprising decisions 36,018 (60.4%) were not sound by what was known on the day.',
    ],
    [
      'thresholds',
      { thresholds: [benches[1]!] },
      "Of the thresholds inside the reviewers’ budget “the agent's confidence is below 80%” misses the fewest overrides for alone, and that is not the present one.",
    ],
    ['notices', { notices: ['Caps count this run only.'] }, 'Caps count this run only.'],
  ])('leads to %s', (section, changes, words) => {
    expect(concernsOf({ ...calm, ...changes })).toEqual([{ section, words }]);
  });

  it('is no threshold that the sample cannot tell from the present one', () => {
    expect(concernsOf({ ...calm, thresholds: [benches[0]!] })).toEqual([]);
  });
});
