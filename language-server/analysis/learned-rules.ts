import { formatValue } from '../policy/format.ts';
import type { Policy } from '../policy/model.ts';
import type { Finding } from './finding.ts';

/** What people once said should be asked again: a learned rule has an end, and it has not passed. */
export function learnedRuleFindings({ feedback }: Policy, today: number): Finding[] {
  const write = `until ${dateText(today + 365)}`;
  return feedback.flatMap(({ reason, until, at }): Finding[] => {
    if (until === undefined) {
      const message = `What is learned from \`${reason}\` holds for ever: end it with a line such as \`${write}\``;
      return [{ code: 'no-until', message, at, mend: { write } }];
    }
    if (until > today) return [];
    const message = `What was learned from \`${reason}\` ended on ${dateText(until)}: renew it or delete it`;
    return [{ code: 'past-until', message, at, mend: { write } }];
  });
}

function dateText(days: number): string {
  return formatValue(days, { kind: 'date' });
}
