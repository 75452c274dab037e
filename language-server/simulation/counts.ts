import { ESCALATE, UNKNOWN_BOUNDARY, findingsOf } from '../policy/columns/findings.ts';
import type { Policy, Rule, Simulation, Verdict } from '../policy/model.ts';
import { verdicts } from '../policy/model.ts';
import { FALSE, TRUE, UNKNOWN } from '../policy/tri.ts';
import type { Proposal } from './agent.ts';
import type { AutonomyState } from './autonomy.ts';
import type { BatchView } from './batch-view.ts';
import type { Ending } from './decide.ts';
import type { FeedbackState } from './feedback.ts';
import type { RulesOnLanes } from './lane-conditions.ts';
import { missableColumns } from './missable-columns.ts';
import { noticesOf } from './notices.ts';
import type { ReplayResult } from './result.ts';

/** Counts what a replay does, decision by decision. */
export interface Counts {
  read: (rows: number) => void;
  rows: () => number;
  /** One row before the period. */
  learnedFrom: () => void;
  add: (view: BatchView, row: number, proposal: Proposal, ending: Ending) => void;
  finish: (found: {
    autonomy: AutonomyState;
    feedback: FeedbackState;
    values: Pick<ReplayResult, 'value' | 'unusable'>;
  }) => ReplayResult;
}

export function createCounts(policy: Policy, simulation: Simulation, rules: RulesOnLanes): Counts {
  const byVerdict = verdicts.map(() => 0);
  const fired = policy.rules.map(() => 0);
  const traces = policy.rules.map(traceOf);
  const unknown = policy.rules.map(() => 0);
  const columnsOf = policy.rules.map((rule) => missableColumns(rule.fires, policy));
  const missing = new Map<string, number>();
  const missingHere = new Set<string>();
  const answers = simulation.reviewer.map(() => 0);
  const people = { asked: 0, approved: 0, overridden: 0, unanswered: 0 };
  const failures = new Map<string, number>();
  const totals = { rows: 0, before: 0, decisions: 0, carriedOut: 0, moved: 0, usual: 0 };

  function countRule(
    rule: number,
    row: number,
    { judged, replaced }: Ending,
    proposal: Proposal,
    view: BatchView,
  ): void {
    if (judged < 0) return;
    const proposed = proposal.lane;
    const tri = rules.fired(rule, row, judged);
    if (tri === FALSE) {
      if (replaced && proposed >= 0 && rules.fired(rule, row, proposed) === TRUE) fired[rule]!++;
    } else if (tri === TRUE) {
      fired[rule]!++;
    } else if (tri === UNKNOWN) {
      unknown[rule]!++;
      for (const { name, isMissing } of columnsOf[rule]!) {
        if (isMissing(view, row, proposal, judged)) missingHere.add(name);
      }
    }
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
      if (ending.carried >= 0) totals.carriedOut++;
      if (ending.replaced) totals.moved++;
      if (ending.fellBackToUsual) totals.usual++;
      if (proposal.failure !== undefined) {
        failures.set(proposal.failure, (failures.get(proposal.failure) ?? 0) + 1);
      }
      // Where nothing was found, neither on the judged choice nor on what it replaced, none fired.
      if (ending.found !== 0) {
        for (let rule = 0; rule < fired.length; rule++) {
          if ((ending.found & traces[rule]!) === 0) continue;
          countRule(rule, row, ending, proposal, view);
        }
      }
      if (missingHere.size > 0) {
        for (const name of missingHere) missing.set(name, (missing.get(name) ?? 0) + 1);
        missingHere.clear();
      }
      if (ending.person === 'none') return;
      people.asked++;
      people[ending.person]++;
      if (ending.answer >= 0) answers[ending.answer]!++;
    },
    finish: ({ autonomy, feedback, values }) => ({
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
      ...values,
      ...(policy.goal ? { goal: policy.goal } : {}),
      people: { ...people, reasons: reasonsOf(simulation, answers) },
      autonomy: autonomy.changes,
      learned: feedback.learned.map(({ rule, moment }) => ({
        name: rule.name,
        text: rule.text,
        at: moment,
        file: rule.at.file,
        line: rule.at.line,
      })),
      failures: [...failures]
        .map(([reason, count]) => ({ reason, count }))
        .sort((left, right) => right.count - left.count || (left.reason < right.reason ? -1 : 1)),
      notices: noticesOf(policy, simulation, feedback),
    }),
  };
}

/** The findings of which one at least is there where a rule fired or was unknown. */
function traceOf(rule: Rule): number {
  if (rule.kind === 'trigger') return ESCALATE;
  return (findingsOf(rule).whenTrue & ~ESCALATE) | UNKNOWN_BOUNDARY;
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
