import { formatDuration, formatNumber } from '../format.ts';
import { leavesOf } from '../leaves.ts';
import type { Escalation, Policy, Rule } from '../model.ts';
import { code, conditionWords, listWords, quantityWords } from '../words.ts';
import { becauseWords, placeWords, ruleTitle } from './boundaries.ts';

/** The triggers by the role that they ask, with its deadline and budget. */
export function askedLines(policy: Policy): string[] {
  const triggers = policy.rules.filter(({ kind }) => kind === 'trigger');
  const roles = [
    ...new Set([
      ...policy.escalations.map(({ to }) => to),
      ...triggers.map(({ escalatesTo }) => escalatesTo),
    ]),
  ].sort();
  if (roles.length === 0) return ['No rule asks a person, but for the boundaries that say so.'];
  return roles.flatMap((role, index) => {
    const asked = triggers.filter(({ escalatesTo }) => escalatesTo === role);
    return [
      ...(index > 0 ? [''] : []),
      `${code(role)} decides${asked.length > 0 ? ', instead of the agent, when any of these holds:' : ' where a boundary sends a decision there.'}`,
      '',
      ...asked.map((rule) => triggerLine(rule, policy)),
      ...policy.escalations
        .filter(({ to }) => to === role)
        .flatMap((escalation) => ['', ...termsLines(escalation, policy)]),
    ];
  });
}

/** Who gets a decision when what a rule reads is missing. */
export function unknownLines(policy: Policy): string[] {
  const boundaries = policy.rules.filter(({ kind }) => kind === 'boundary');
  const triggers = policy.rules.filter(({ kind }) => kind === 'trigger');
  const roles = [...new Set(boundaries.map(({ escalatesTo }) => escalatesTo))].sort();
  const lines = ['What is not known never lets the agent act alone:', ''];
  for (const role of roles) {
    const rules = boundaries.filter(({ escalatesTo }) => escalatesTo === role);
    const names = rules.map(({ name }) => code(name));
    const which = roles.length === 1 ? 'a boundary' : listWords(names, 'or');
    lines.push(`- A decision goes to ${code(role)} when ${which} cannot be judged.`);
  }
  if (triggers.length > 0) {
    lines.push('- A rule about asking a person that cannot be judged counts as if it held.');
  }
  const brought = broughtWords(policy.rules);
  if (brought.length > 0) {
    lines.push(`- That includes an agent that does not say its ${listWords(brought, 'or')}.`);
  }
  return boundaries.length + triggers.length === 0 ? [] : lines;
}

function triggerLine(rule: Rule, policy: Policy): string {
  return `- ${ruleTitle(rule)}${askedWhen(rule, policy)}.${becauseWords(rule)}${placeWords(rule, policy)}`;
}

/** When a trigger asks a person, as a phrase. */
export function askedWhen(rule: Rule, policy: Policy): string {
  if (rule.form === 'explore') return exploreWords(policy);
  if (rule.form === 'unsound') return 'the choice surprises and is no sound discovery';
  return conditionWords(rule.fires, policy);
}

function exploreWords({ learning }: Policy): string {
  const beyond = [
    ...(learning?.period ? ['outside of the learning period'] : []),
    ...(learning?.exploreAtMost === undefined ? [] : ['beyond its share of decisions']),
  ];
  return `the agent chooses in order to learn, ${listWords(beyond, 'or')}`;
}

function termsLines(escalation: Escalation, policy: Policy): string[] {
  const { answerWithin, budget, otherwise } = escalation;
  const late =
    otherwise === 'hold' ? 'nothing happens (the decision is held)' : 'the choice is blocked';
  const lines = [
    answerWithin === undefined
      ? `No deadline is set; as long as nobody answers, ${late}.`
      : `An answer is due within ${formatDuration(answerWithin)}; without one, ${late}.`,
  ];
  if (budget) {
    const first = budget.first
      ? `, those with the ${budget.first.order} ${quantityWords(budget.first.of, policy)} first`
      : '';
    lines.push(
      `At most ${formatNumber(budget.perDay)} decisions a day are put before them${first}; one more counts as not answered.`,
    );
  }
  return [`${lines.join(' ')}${placeWords(escalation, policy)}`];
}

/** The words that only the agent can bring, where a rule reads them. */
function broughtWords(rules: readonly Rule[]): string[] {
  const read = new Set(
    rules.flatMap(({ fires }) =>
      leavesOf(fires).flatMap((leaf) => (leaf.kind === 'word' ? [leaf.word] : [])),
    ),
  );
  return (['confidence', 'evidence'] as const).filter((word) => read.has(word));
}
