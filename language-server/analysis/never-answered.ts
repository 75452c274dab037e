import { formatDuration } from '../policy/format.ts';
import type { Escalation, Policy, Simulation } from '../policy/model.ts';
import type { Finding } from './finding.ts';

/** Escalations that nobody is ever asked about, or whose every simulated answer is too late. */
export function neverAnsweredFindings(
  { escalations }: Policy,
  simulations: readonly Simulation[],
): Finding[] {
  return escalations.flatMap((escalation) => [
    ...budgetFindings(escalation),
    ...simulations.flatMap((simulation) => lateFindings(escalation, simulation)),
  ]);
}

function budgetFindings({ to, budget, otherwise, at }: Escalation): Finding[] {
  if (budget?.perDay !== 0) return [];
  const message = `\`${to}\` is never asked, at most 0 per day: what escalates to it is always ${fallbacks[otherwise]}. Raise the budget`;
  return [{ code: 'never-answered', message, at }];
}

/** An answer at the deadline is in time. */
function lateFindings(escalation: Escalation, { name, answersIn, at }: Simulation): Finding[] {
  const { to, answerWithin, otherwise } = escalation;
  if (answersIn === undefined || answerWithin === undefined) return [];
  if (answersIn.soonest <= answerWithin) return [];
  const within = `\`${to}\` has to answer within ${formatDuration(answerWithin)}`;
  const takes = `the reviewer of \`${name}\` takes at least ${formatDuration(answersIn.soonest)}`;
  const message = `${within}, and ${takes}: no answer comes in time, and what escalates to \`${to}\` is always ${fallbacks[otherwise]}`;
  const related = { message: `\`${to}\``, at: escalation.at };
  return [{ code: 'never-answered', message, at, related }];
}

const fallbacks = { hold: 'held', block: 'blocked' } as const;
