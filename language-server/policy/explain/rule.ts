import type { Policy, Rule } from '../model.ts';
import { code, valueWords } from '../words.ts';
import { becauseWords, limitWords } from './boundaries.ts';
import { askedWhen } from './people.ts';

/** What one rule means, what it does, and what it does where it cannot be judged. */
export function ruleLines(rule: Rule, policy: Policy): string[] {
  const asked = code(rule.escalatesTo);
  if (rule.kind === 'trigger') {
    return [
      `${asked} decides when ${askedWhen(rule, policy)}, or when that is not known.`,
      becauseWords(rule).trim(),
    ];
  }
  return [
    `The agent's choice: ${limitWords(rule, policy)}.`,
    `- Broken: ${brokenWords(rule, policy)}.\n- Not known: ${asked} decides.`,
    becauseWords(rule).trim(),
  ];
}

function brokenWords({ otherwise }: Rule, { usual, choice, data }: Policy): string {
  switch (otherwise.kind) {
    case 'hold':
      return 'nothing happens now';
    case 'escalate':
      return `${code(otherwise.to)} decides`;
    case 'nearest':
      return 'the closest choice that breaks no boundary takes its place, and all is judged again';
    case 'block':
      return usual === undefined
        ? 'blocked, and nothing is done, since no usual choice is given'
        : `blocked; ${valueWords(usual, choice.type, data)}, the usual choice, takes its place if it keeps every boundary`;
  }
}
