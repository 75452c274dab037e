import { formatValue } from '../format.ts';
import type { AgentModel, Policy, PolicyTest, ReviewerAnswer, Simulation } from '../model.ts';
import { code, conditionWords, listWords, plain, textOf, valueWords } from '../words.ts';
import { placeWords } from './boundaries.ts';

export function simulationLines(policy: Policy, simulations: readonly Simulation[]): string[] {
  return simulations
    .filter(({ handoff }) => handoff === policy.handoff)
    .map((simulation) => {
      const { name, agent, reviewer, seed } = simulation;
      const answers =
        reviewer.length === 0
          ? 'Nobody reviews.'
          : `The reviewer ${reviewer.map((answer) => answerWords(answer, policy)).join('; ')}.`;
      return (
        `- **${code(name)}** replays ${periodWords(simulation)}. The agent is ${agentMarkdown(agent, policy)}. ` +
        `${answers} Seed ${seed}.${placeWords(simulation, policy)}`
      );
    });
}

export function testLines(policy: Policy, tests: readonly PolicyTest[]): string[] {
  return tests
    .filter(({ handoff }) => handoff === policy.handoff)
    .map(
      (test) =>
        `- ${plain(test.title)}: expects ${expectWords(test, policy)}.${placeWords(test, policy)}`,
    );
}

/** Who proposes, as a noun phrase without Markdown: `Thompson sampling by device and engagement`. */
export function agentWords(agent: AgentModel, policy: Policy): string {
  return textOf(agentMarkdown(agent, policy));
}

function agentMarkdown(agent: AgentModel, policy: Policy): string {
  switch (agent.kind) {
    case 'thompson':
      return agent.by.length === 0
        ? 'Thompson sampling'
        : `Thompson sampling by ${listWords(agent.by.map(plain), 'and')}`;
    case 'recorded':
      return `what ${plain(agent.path)} recorded`;
    case 'command':
      return `the program ${plain(agent.command)}`;
    case 'usual':
      return 'the usual choice';
    case 'logged':
      return 'the logged choice';
    case 'chooses': {
      const value = (choice: string | number) =>
        valueWords(choice, policy.choice.type, policy.data);
      const cases = agent.cases.map(
        ({ choice, when }) => `${value(choice)} when ${conditionWords(when, policy)}`,
      );
      const rest = value(agent.otherwise);
      return `a fixed rule: ${[...cases, cases.length > 0 ? `otherwise ${rest}` : rest].join(', ')}`;
    }
  }
}

function periodWords({ from, to }: Simulation): string {
  const [first, last] = [from, to].map((days) => formatValue(days, { kind: 'date' }));
  const start = from === undefined ? '' : ` from ${first}`;
  const end = to === undefined ? '' : ` until just before ${last}`;
  return start + end === '' ? 'all of the data' : `the data${start}${end}`;
}

function answerWords({ answer, reason, when }: ReviewerAnswer, policy: Policy): string {
  const because = reason === undefined ? '' : ` because of ${code(reason)}`;
  return when === undefined
    ? `${answer} everything else${because}`
    : `${answer}${because} when ${conditionWords(when, policy)}`;
}

function expectWords({ expect }: PolicyTest, policy: Policy): string {
  const { verdict, to, choice, by } = expect;
  const parts = [
    `_${verdict}_`,
    ...(to === undefined ? [] : [`to ${code(to)}`]),
    ...(choice === undefined
      ? []
      : [
          `with ${code(policy.choice.column)} ${valueWords(choice, policy.choice.type, policy.data)}`,
        ]),
    ...(by.length === 0 ? [] : [`by ${listWords(by.map(code), 'and')}`]),
  ];
  return parts.join(' ');
}
