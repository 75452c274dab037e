import type { Policy } from '../policy/model.ts';
import type { ReviewCode } from './codes.ts';
import type { Finding } from './finding.ts';

/** What a handoff owes to those who answer for it. */
export function governanceFindings(policy: Policy): Finding[] {
  return [...headerFindings(policy), ...deadlineFindings(policy)];
}

function headerFindings(policy: Policy): Finding[] {
  const { handoff, owner, goal, guards, stakes, rules, at } = policy;
  const found: [boolean, ReviewCode, string][] = [
    [
      owner === undefined,
      'no-owner',
      `Nobody owns \`${handoff}\`: name the role that answers for it, \`owner …\``,
    ],
    [
      goal === undefined,
      'no-goal',
      `\`${handoff}\` has no goal: say what it is to bring, \`goal more …\``,
    ],
    [
      guards.length === 0,
      'no-guard',
      `\`${handoff}\` has no guard: say which outcome must not get worse, \`guard … stays below …\``,
    ],
    [
      stakes === 'high' && !rules.some(({ block }) => block === 'escalate'),
      'no-escalation',
      `\`${handoff}\` has high stakes, and nothing in it asks a person: add a block such as \`escalate to ${owner ?? '…'}\``,
    ],
  ];
  return found
    .filter(([isFound]) => isFound)
    .map(([, code, message]): Finding => ({ code, message, at }));
}

function deadlineFindings({ escalations }: Policy): Finding[] {
  return escalations
    .filter(({ answerWithin }) => answerWithin === undefined)
    .map(({ to, at }) => ({
      code: 'no-deadline',
      message: `\`${to}\` may take for ever: add a line such as \`answer within 4 hours, otherwise hold\``,
      at,
    }));
}
