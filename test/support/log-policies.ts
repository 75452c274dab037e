import type { Policy } from '../../language-server/policy/model.ts';
import { check } from './handoff.ts';
import { textOf } from './scenario.ts';

/** The lines of a handoff with quiet hours and one trigger; none where its text is empty. */
export function handoff({
  unsure = 'confidence is below 70%',
  more = '',
}: { unsure?: string; more?: string } = {}): string {
  const escalation = unsure === '' ? '' : `  escalate to crm\n    unsure: when ${unsure}\n`;
  return `  usually pick is 09:00
  boundaries
    quiet: never when pick is between 21:00 and 07:00 otherwise use the nearest allowed
${more}${escalation}`;
}

/** The policy of a handoff as scenarios have it. */
export async function policyOf(lines: string, choice?: string): Promise<Policy> {
  const text = textOf({ handoff: lines, simulation: '', ...(choice ? { choice } : {}) });
  return (await check(text)).policies[0]!;
}
