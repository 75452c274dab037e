import { candidates } from '../policy/choices.ts';
import { leavesOf } from '../policy/leaves.ts';
import type { Policy, Simulation } from '../policy/model.ts';
import { isAcross } from './conflicts.ts';
import type { FeedbackState } from './feedback.ts';
import { declaresPropensity } from './value/usable-rows.ts';

/** What the figures of a run rest on or leave out, in sentences that a reader needs beside them. */
export function noticesOf(
  policy: Policy,
  simulation: Simulation,
  feedback: FeedbackState,
  { isTogether }: { isTogether: boolean },
): string[] {
  const notices: string[] = [];
  const { data } = policy;
  const has = (role: string): boolean => data.columns.some((column) => column.role === role);
  if (!has('moment')) {
    notices.push(
      'The data has no moment: rows are decided in the order of the file, and no send counts towards a cap.',
    );
  }
  if (!has('subject')) {
    notices.push('The data has no subject: every row is its own.');
  }
  if (data.propensityEstimatedBy) {
    notices.push(
      `Propensities are estimated by ${data.propensityEstimatedBy.join(', ')}: every value rests on that estimate.`,
    );
  }
  if (!declaresPropensity(policy) && simulation.agent.kind === 'thompson') {
    notices.push(
      'The data has no propensity: the agent learns as if every logged choice had been equally likely.',
    );
  }
  if (!declaresPropensity(policy) && policy.surprises) {
    notices.push(
      'The data has no propensity: where a pattern differs from the usual choice, it may be for who got which.',
    );
  }
  if (!isTogether && policy.rules.some(({ fires }) => leavesOf(fires).some(isAcross))) {
    notices.push('Caps across all handoffs count only what this handoff sends in this run.');
  }
  if (simulation.reviewer.length === 0) {
    notices.push('The simulation has no reviewer: what needs a person stays unanswered.');
  }
  if (
    simulation.reviewer.length > 0 &&
    simulation.answersIn === undefined &&
    policy.escalations.some(({ answerWithin }) => answerWithin)
  ) {
    notices.push(
      'The reviewer answers at once, since the simulation says no `answers in …`: no deadline is missed in this run.',
    );
  }
  if (policy.learning?.reviewed && !candidates(policy.choice.type)) {
    notices.push('The choices have no list: no patterns are put before the reviewers.');
  }
  if (simulation.rejects && simulation.agent.kind !== 'thompson') {
    notices.push(
      'Patterns that the reviewer rejects are listed, and the agent is not told: only `thompson sampling` starts again there.',
    );
  }
  for (const { rule } of feedback.learned) {
    if (rule.effect === 'prefer' && simulation.agent.kind !== 'thompson')
      notices.push(`\`${rule.text}\` became active; it does not move the agent in this run.`);
  }
  return notices;
}
