import type { Policy, Simulation, Verdict } from '../policy/model.ts';
import { verdicts } from '../policy/model.ts';
import type { Proposal } from './agent.ts';
import type { AutonomyState } from './autonomy.ts';
import type { BatchView } from './batch-view.ts';
import { createDaily } from './daily.ts';
import type { Daily } from './daily.ts';
import type { Ending } from './decide.ts';
import type { FeedbackState } from './feedback.ts';
import { missableColumns } from './missable-columns.ts';
import { noticesOf } from './notices.ts';
import type { ReplayResult } from './result.ts';
import type { RuleOutcomes } from './rule-outcomes.ts';
import type { ValueFindings } from './values.ts';

/** Counts what a replay does, decision by decision. */
export interface Counts {
  read: (rows: number) => void;
  rows: () => number;
  /** One row before the period. */
  learnedFrom: () => void;
  /** One decision, the outcomes of whose rules have been read. */
  add: (view: BatchView, row: number, proposal: Proposal, ending: Ending) => void;
  finish: (found: {
    autonomy: AutonomyState;
    feedback: FeedbackState;
    values: ValueFindings;
    /** Whether what other handoffs send is counted too. */
    isTogether: boolean;
  }) => Omit<
    ReplayResult,
    'calibration' | 'thresholds' | 'surprises' | 'queues' | 'exploration' | 'reviews'
  >;
}

export function createCounts(
  policy: Policy,
  simulation: Simulation,
  outcomes: RuleOutcomes,
): Counts {
  const byVerdict = verdicts.map(() => 0);
  const fired = policy.rules.map(() => 0);
  const unknown = policy.rules.map(() => 0);
  const columnsOf = policy.rules.map((rule) => missableColumns(rule.fires, policy));
  const missing = new Map<string, number>();
  const missingHere = new Set<string>();
  const answers = simulation.reviewer.map(() => 0);
  const people = { asked: 0, approved: 0, overridden: 0, unanswered: 0, late: 0 };
  const reviewedAfterwards = { approved: 0, overridden: 0 };
  const approves = simulation.reviewer.map(({ answer }) => answer === 'approves');
  const failures = new Map<string, number>();
  const daily = createDaily(policy);
  const totals = { rows: 0, before: 0, decisions: 0, carriedOut: 0, moved: 0, usual: 0 };

  function countRules(view: BatchView, row: number, proposal: Proposal, { judged }: Ending): void {
    for (let i = 0; i < outcomes.firedCount; i++) fired[outcomes.fired[i]!]!++;
    for (let i = 0; i < outcomes.unknownCount; i++) {
      const rule = outcomes.unknown[i]!;
      unknown[rule]!++;
      for (const { name, isMissing } of columnsOf[rule]!) {
        if (isMissing(view, row, proposal, judged)) missingHere.add(name);
      }
    }
    if (missingHere.size === 0) return;
    for (const name of missingHere) missing.set(name, (missing.get(name) ?? 0) + 1);
    missingHere.clear();
  }

  return {
    read: (rows) => {
      totals.rows += rows;
    },
    rows: () => totals.rows,
    learnedFrom: () => {
      totals.before++;
    },
    add: (view, row, proposal, ending) => {
      totals.decisions++;
      byVerdict[ending.verdict]!++;
      daily.add(view.moments[row]!, ending.verdict);
      if (ending.carried >= 0) totals.carriedOut++;
      if (ending.replaced) totals.moved++;
      if (ending.fellBackToUsual) totals.usual++;
      if (proposal.failure !== undefined) {
        failures.set(proposal.failure, (failures.get(proposal.failure) ?? 0) + 1);
      }
      countRules(view, row, proposal, ending);
      if (ending.afterwards >= 0) {
        reviewedAfterwards[approves[ending.afterwards]! ? 'approved' : 'overridden']++;
      }
      if (ending.person === 'none') return;
      if (ending.late) people.late++;
      people.asked++;
      people[ending.person]++;
      if (ending.answer >= 0) answers[ending.answer]!++;
    },
    finish: ({ autonomy, feedback, values, isTogether }) => ({
      ...totals,
      verdicts: Object.fromEntries(
        verdicts.map((verdict, index) => [verdict, byVerdict[index]!]),
      ) as Record<Verdict, number>,
      rules: policy.rules.map((rule, index) => ({
        name: rule.name,
        file: rule.at.file,
        line: rule.at.line,
        block: rule.block,
        fired: fired[index]!,
        unknown: unknown[index]!,
      })),
      undecidable: [...missing]
        .map(([column, rows]) => ({ column, rows }))
        .sort((left, right) => right.rows - left.rows || (left.column < right.column ? -1 : 1)),
      ...dailyOf(daily.finish()),
      ...values,
      ...(policy.goal ? { goal: policy.goal } : {}),
      people: { ...people, reviewedAfterwards, reasons: reasonsOf(simulation, answers) },
      autonomy: autonomy.changes,
      learned: feedback.learned.map(({ rule, moment, effect }) => ({
        name: rule.name,
        effect: rule.effect,
        text: rule.text,
        at: moment,
        file: rule.at.file,
        line: rule.at.line,
        ...effect,
      })),
      failures: [...failures]
        .map(([reason, count]) => ({ reason, count }))
        .sort((left, right) => right.count - left.count || (left.reason < right.reason ? -1 : 1)),
      notices: noticesOf(policy, simulation, feedback, { isTogether }),
    }),
  };
}

function dailyOf(daily: Daily | undefined): Pick<ReplayResult, 'daily'> {
  return daily ? { daily } : {};
}

function reasonsOf(
  simulation: Simulation,
  answers: readonly number[],
): { reason: string; count: number }[] {
  const byReason = new Map<string, number>();
  for (const [index, { answer, reason = 'no reason given' }] of simulation.reviewer.entries()) {
    if (answer !== 'overrides' || answers[index] === 0) continue;
    byReason.set(reason, (byReason.get(reason) ?? 0) + answers[index]!);
  }
  return [...byReason]
    .map(([reason, count]) => ({ reason, count }))
    .sort((left, right) => right.count - left.count || (left.reason < right.reason ? -1 : 1));
}
