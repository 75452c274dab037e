import { counted, formatDuration, formatNumber, formatValue } from '../format.ts';
import type {
  AgentModel,
  Policy,
  PolicyTest,
  ReviewerAnswer,
  RewardModelChoice,
  Simulation,
} from '../model.ts';
import { code, conditionWords, listWords, plain, textOf, valueWords } from '../words.ts';
import { placeWords } from './boundaries.ts';

export function simulationLines(policy: Policy, simulations: readonly Simulation[]): string[] {
  return simulations
    .filter(({ handoff }) => handoff === policy.handoff)
    .map((simulation) => {
      const { name, agent, seed } = simulation;
      const sentences = [
        `**${code(name)}** replays ${periodWords(simulation)}.`,
        `The agent is ${agentMarkdown(agent, policy)}.`,
        ...reviewerSentences(simulation, policy),
        ...estimateSentences(simulation, policy),
        `All chance in it comes from the seed ${seed}.`,
      ];
      return `- ${sentences.join(' ')}${placeWords(simulation, policy)}`;
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

function reviewerSentences(
  { reviewer, answersIn, rejects = [] }: Simulation,
  policy: Policy,
): string[] {
  if (reviewer.length === 0) return ['Nobody reviews: what needs a person is not carried out.'];
  const patterns = rejects.map((condition) => conditionWords(condition, policy)).join(', or ');
  return [
    `The reviewer ${reviewer.map((answer) => answerWords(answer, policy)).join('; ')}.`,
    ...(answersIn === undefined ? [] : [`An answer takes ${delayWords(answersIn)}.`]),
    ...(rejects.length === 0
      ? []
      : [`When learned patterns are reviewed, those are rejected where ${patterns}.`]),
  ];
}

function delayWords({ soonest, latest }: NonNullable<Simulation['answersIn']>): string {
  return soonest === latest
    ? formatDuration(soonest)
    : `from ${formatDuration(soonest)} to ${formatDuration(latest)}, any time between as likely as another`;
}

function estimateSentences({ rewardModel, clipAt }: Simulation, policy: Policy): string[] {
  return [
    ...(rewardModel === undefined ? [] : [rewardModelSentence(rewardModel, policy)]),
    ...(clipAt === undefined
      ? []
      : [
          `Where the policy makes a choice more than ${formatNumber(clipAt)} times as often as it was logged, ` +
            `its outcome counts ${formatNumber(clipAt)} times: figures spread less, and are drawn towards what was logged.`,
        ]),
  ];
}

function rewardModelSentence(model: RewardModelChoice, { data }: Policy): string {
  const start = 'The estimates that rest on a model of the outcome (DM, DR and SNDR) expect of';
  if (model.kind === 'overall') return `${start} every choice the overall mean.`;
  const cells =
    model.by.length === 0 ? '' : ` in each case of ${listWords(model.by.map(code), 'and')}`;
  const mean = `${start} a choice its mean in the log${cells}`;
  if (model.prior === 0) return `${mean}.`;
  const coarser = model.by.length === 0 ? 'the overall mean' : 'coarser means';
  const more = plain(counted(model.prior, data.singular, data.plural));
  return `${mean}, drawn towards ${coarser} as if there were ${more} more like those.`;
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
