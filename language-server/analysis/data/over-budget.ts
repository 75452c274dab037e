import { counted, formatNumber, formatValue } from '../../policy/format.ts';
import type { Escalation, Policy } from '../../policy/model.ts';
import type { Finding } from '../finding.ts';
import type { DataFacts, ReplayFacts } from './facts.ts';
import { replayName } from './facts.ts';

/** Escalation blocks whose role is asked more on some days than its budget lets it answer. */
export function overBudgetFindings({ escalations }: Policy, { replay }: DataFacts): Finding[] {
  if (!replay) return [];
  return escalations.flatMap((escalation): Finding[] => {
    const message = messageOf(escalation, replay);
    return message === undefined ? [] : [{ code: 'over-budget', message, at: escalation.at }];
  });
}

function messageOf(escalation: Escalation, replay: ReplayFacts): string | undefined {
  const { to, budget, otherwise } = escalation;
  if (!budget || !replay.days) return undefined;
  const days = replay.days.map(({ day, escalations }) => ({
    day,
    count: escalations.get(to) ?? 0,
  }));
  const over = days.filter(({ count }) => count > budget.perDay).length;
  if (over === 0) return undefined;
  days.sort((left, right) => right.count - left.count || left.day - right.day);
  const busiest = days[0]!;
  // The lower of the two in the middle, so that it is a count that occurs.
  const median = days[Math.floor(days.length / 2)]!;
  const date = formatValue(busiest.day, { kind: 'date' });
  const answers = counted(budget.perDay, 'escalation');
  const lost = otherwise === 'hold' ? 'held' : 'blocked';
  return `\`${to}\` answers at most ${answers} a day, and is asked more on ${formatNumber(over)} of ${counted(days.length, 'day')} of ${replayName(replay)}: ${formatNumber(busiest.count)} times on ${date}, the busiest, and ${formatNumber(median.count)} times on the median day; what is beyond is ${lost}, so raise the budget or escalate less`;
}
