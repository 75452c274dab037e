import { calendarLines, dataLines } from './explain/data.ts';
import { autonomyLines, feedbackLines, learningLines, surpriseLines } from './explain/growth.ts';
import { askedLines, unknownLines } from './explain/people.ts';
import { boundaryLines, placeWords } from './explain/boundaries.ts';
import { simulationLines, testLines } from './explain/runs.ts';
import { counted, formatDuration, formatShare, formatValue } from './format.ts';
import type { Policy, PolicyTest, Simulation, ValueType } from './model.ts';
import { code, listWords, plain, valueWords } from './words.ts';

/**
 * A policy in plain sentences, as Markdown, for a reviewer who does not write Handoff. Every
 * rule is there with the line it stands on; what is not declared is said to be missing.
 */
export function explainPolicy(
  policy: Policy,
  runs: { simulations: readonly Simulation[]; tests: readonly PolicyTest[] },
): string {
  const sections: [title: string, lines: string[]][] = [
    ['Who decides what', decisionLines(policy)],
    ['What it is for', goalLines(policy)],
    ['Boundaries', boundaryLines(policy)],
    ['When a person is asked', askedLines(policy)],
    ['When something is not known', unknownLines(policy)],
    ['How autonomy grows and shrinks', autonomyLines(policy)],
    ['What it learns', [...learningLines(policy), ...feedbackLines(policy)]],
    ['Surprises', surpriseLines(policy)],
    ['Calendars', calendarLines(policy)],
    ['The data', dataLines(policy)],
    ['Simulations', simulationLines(policy, runs.simulations)],
    ['Tests', testLines(policy, runs.tests)],
  ];
  return [
    `# ${code(policy.handoff)}`,
    ...(policy.description === undefined ? [] : ['', `> ${plain(policy.description)}`]),
    '',
    `Declared in ${plain(policy.at.file)}, line ${policy.at.line}.`,
    ...sections
      .filter(([, lines]) => lines.length > 0)
      .flatMap(([title, lines]) => ['', `## ${title}`, '', ...lines]),
    '',
  ].join('\n');
}

function decisionLines(policy: Policy): string[] {
  const { choice, usual, owner, peopleKeep, stakes } = policy;
  const usualChoice = valueWords(usual, choice.type, policy.data);
  return [
    `- **The agent** chooses ${code(choice.column)}: ${typeWords(choice.type)}.`,
    peopleKeep.length > 0
      ? `- **People** keep ${listWords(peopleKeep.map(plain), 'and')}.`
      : '- The file does not say what people keep for themselves.',
    usual === undefined
      ? '- No usual choice is given: where a choice is blocked, nothing is done.'
      : `- The usual choice, the one that people would make, is ${usualChoice}.`,
    owner === undefined ? '- No owner is named.' : `- ${code(owner)} owns this handoff.`,
    stakes === undefined
      ? '- The file does not say how much is at stake.'
      : `- The stakes are ${stakes}.`,
    reversibleLine(policy),
    ...priorityLines(policy),
  ];
}

function priorityLines({ guardrails, priority }: Policy): string[] {
  if (guardrails === undefined || priority === undefined) return [];
  const order = listWords([...priority.map(code), 'all others'], 'and');
  return [
    `- Where handoffs under ${code(guardrails)} want the same subject on one day, they go in this order: ${order}.`,
  ];
}

function reversibleLine({ reversible }: Policy): string {
  if (reversible === undefined) return '- The file does not say whether a decision can be undone.';
  if (reversible === 'irreversible') return '- A decision **cannot be undone**.';
  const by = reversible.by === undefined ? '' : ` by ${plain(reversible.by)}`;
  return `- A decision can be undone within ${formatDuration(reversible.within)}${by}.`;
}

function goalLines(policy: Policy): string[] {
  const { goal, watch, guards, data } = policy;
  const watched = listWords(watch.map(code), 'and');
  return [
    goal === undefined
      ? '- No goal is declared.'
      : `- The goal is ${goal.direction === 'more' ? 'more' : 'less'} ${code(goal.column)}.`,
    ...(watch.length === 0
      ? []
      : [`- ${watched} ${watch.length === 1 ? 'is' : 'are'} watched as well.`]),
    ...guards.map((guard) => {
      const over = formatDuration(guard.over);
      const limit = `${guard.operator} ${formatShare(guard.limit)}`;
      const from = plain(counted(guard.from, data.singular, data.plural));
      return (
        `- **Guard**: the rate of ${code(guard.column)} over the last ${over} must stay ${limit}. ` +
        `It is judged once ${from} with a known outcome are there. ` +
        `If it breaks, the agent loses autonomy at once.${placeWords(guard, policy)}`
      );
    }),
  ];
}

/** A type as a noun phrase: `a time of day, on the hour`. */
export function typeWords(type: ValueType): string {
  switch (type.kind) {
    case 'yesNo':
      return 'yes or no';
    case 'number':
    case 'count': {
      const of = type.kind === 'count' ? ` of ${plain(type.noun)}` : '';
      const whole = type.kind === 'number' && type.whole === true ? 'whole ' : '';
      const [from, to] = [type.from, type.to].map((end) => formatValue(end, undefined));
      const range =
        type.from === undefined || type.to === undefined ? '' : ` from ${from} to ${to}`;
      return `a ${whole}number${of}${range}`;
    }
    case 'money':
      return `an amount in ${plain(type.currency)}`;
    case 'time':
      if (type.step === 1) return 'a time of day';
      return type.step === 60
        ? 'a time of day, on the hour'
        : `a time of day, in steps of ${formatDuration(type.step * 60_000)}`;
    case 'oneOf':
      return `one of ${listWords(type.values.map(plain), 'or')}`;
    case 'timestamp':
      return 'a moment';
    case 'bits':
      return 'a number of bits';
    case 'zone':
      return 'a time zone';
    case 'identifier':
      return 'an identifier';
    default:
      return `a ${type.kind}`;
  }
}
