import { leavesOf } from '../policy/leaves.ts';
import type { Leaf, Policy, Simulation } from '../policy/model.ts';
import type { FeedbackState } from './feedback.ts';
import { declaresPropensity } from './values.ts';

/** What the figures of a run rest on or leave out, in sentences that a reader needs beside them. */
export function noticesOf(
  policy: Policy,
  simulation: Simulation,
  feedback: FeedbackState,
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
  if (policy.rules.some(({ fires }) => leavesOf(fires).some(isAcross))) {
    notices.push('Caps across all handoffs count only what this handoff sends in this run.');
  }
  if (simulation.reviewer.length === 0) {
    notices.push('The simulation has no reviewer: what needs a person stays unanswered.');
  }
  for (const { to, budget } of policy.escalations) {
    if (budget?.first) {
      notices.push(
        `Within a day ${to} answers in order of arrival; the order of priority is not replayed.`,
      );
    }
  }
  if (
    simulation.reviewer.length > 0 &&
    policy.escalations.some(({ answerWithin }) => answerWithin)
  ) {
    notices.push('The reviewer answers at once: no deadline is missed in this run.');
  }
  if (policy.learning?.reviewed) {
    notices.push('Patterns are not put before the reviewers at the review dates of this run.');
  }
  if (policy.surprises) {
    notices.push('Surprises are not judged sound or unsound by this run.');
  }
  for (const { rule } of feedback.learned) {
    if (rule.effect === 'prefer')
      notices.push(`\`${rule.text}\` became active; it does not move the agent in this run.`);
  }
  return notices;
}

function isAcross(leaf: Leaf): boolean {
  return (leaf.kind === 'sent' || leaf.kind === 'sinceLast') && leaf.across;
}
