import { counted, formatDuration, formatShare, formatValue } from '../../../policy/format.ts';
import { simulationLines } from '../../../policy/explain/runs.ts';
import type { Policy, Simulation } from '../../../policy/model.ts';
import { code, listWords, plain } from '../../../policy/words.ts';
import { heading, paragraphs } from './markdown.ts';

/** A handoff at a glance; `handoff explain` says it all. */
export function handoffHover(policy: Policy): string {
  const { handoff, description, owner, guardrails, peopleKeep } = policy;
  const owned = owner === undefined ? '' : `, owned by ${code(owner)}`;
  const under = guardrails === undefined ? '' : `, under ${code(guardrails)}`;
  return paragraphs(
    `${heading('handoff', handoff)}${owned}${under}`,
    description !== undefined && plain(description),
    [
      `- ${choiceWords(policy)}`,
      ...(peopleKeep.length > 0
        ? [`- People keep ${listWords(peopleKeep.map(plain), 'and')}.`]
        : []),
      `- ${stakesWords(policy)}`,
      ...goalLines(policy),
      `- ${rulesWords(policy)}`,
    ].join('\n'),
  );
}

function choiceWords({ choice, usual, data }: Policy): string {
  const instead =
    usual === undefined ? '' : `, usually ${plain(formatValue(usual, choice.type, data))}`;
  return `The agent chooses ${code(choice.column)}${instead}.`;
}

function stakesWords({ stakes, reversible }: Policy): string {
  const back =
    reversible === undefined
      ? 'not said whether it can be undone'
      : reversible === 'irreversible'
        ? '**cannot be undone**'
        : `can be undone within ${formatDuration(reversible.within)}`;
  return `Stakes: ${stakes ?? 'not said'}; ${back}.`;
}

function goalLines({ goal, guards }: Policy): string[] {
  const watched = guards.map(
    ({ column, operator, limit }) => `${code(column)} stays ${operator} ${formatShare(limit)}`,
  );
  return [
    ...(goal ? [`- Goal: ${goal.direction} ${code(goal.column)}.`] : []),
    ...(watched.length > 0 ? [`- Guarded: ${listWords(watched, 'and')}.`] : []),
  ];
}

function rulesWords({ rules, autonomy }: Policy): string {
  const of = (kind: 'boundary' | 'trigger'): number =>
    rules.filter((rule) => rule.kind === kind).length;
  const stage = autonomy ? `; starts at _${autonomy.startsAt}_` : '';
  return `${counted(of('boundary'), 'boundary', 'boundaries')}, ${counted(of('trigger'), 'rule')} that ${of('trigger') === 1 ? 'asks' : 'ask'} a person${stage}.`;
}

export function simulationHover(simulation: Simulation, policy: Policy): string {
  const lines = simulationLines(policy, [simulation]).map((line) => line.replace(/^- /, ''));
  return paragraphs(
    `${heading('simulation', simulation.name)} of ${code(policy.handoff)}`,
    ...lines,
  );
}
