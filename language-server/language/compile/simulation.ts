import type { AgentModel, ReviewerAnswer, Simulation } from '../../policy/model.ts';
import { candidates } from '../../policy/choices.ts';
import type * as ast from '../generated/ast.ts';
import { conditionOf } from './conditions.ts';
import { checkFeature } from './data.ts';
import type { CompiledHandoff } from './handoff.ts';
import { daysOf } from './canonical.ts';
import { noSuchDate, numberIn } from './literals.ts';
import { dateRemedies } from './remedies.ts';
import type { Session } from './session.ts';
import { valueOf } from './values.ts';

/** Compiles one simulation of a compiled handoff; what is missing gets its default. */
export function compileSimulation(
  node: ast.Simulation,
  { policy, scope }: CompiledHandoff,
  session: Session,
): Simulation {
  const report = session.reportFor(node);
  const here = { ...scope, report };
  const simulation: Simulation = {
    name: node.name,
    handoff: policy.handoff,
    agent: { kind: 'logged' },
    reviewer: [],
    seed: 1,
    at: session.at(node),
  };
  const seen = new Set<string>();
  for (const part of node.parts) {
    const kind = part.$type.endsWith('Agent') ? 'Agent' : part.$type;
    if (seen.has(kind)) report('repeated-part', 'This part stands twice in the simulation', part);
    seen.add(kind);
    switch (part.$type) {
      case 'SimulationRange': {
        const from = daysOf(part.start);
        const to = daysOf(part.end);
        if (from === undefined) {
          const remedies = dateRemedies(part.start);
          report('invalid-date', noSuchDate(part.start), part, { property: 'start', remedies });
        } else simulation.from = from;
        if (to === undefined) {
          const remedies = dateRemedies(part.end);
          report('invalid-date', noSuchDate(part.end), part, { property: 'end', remedies });
        } else simulation.to = to;
        if (from !== undefined && to !== undefined && to <= from) {
          report('empty-window', 'This simulation ends before it starts', part);
        }
        if (!policy.data.columns.some((column) => column.role === 'moment')) {
          report(
            'missing-role',
            `A period needs a column of \`${policy.data.name}\` that is \`the moment\``,
            part,
            { role: 'moment' },
          );
        }
        break;
      }
      case 'Seed':
        simulation.seed = numberIn(part.value);
        if (!Number.isSafeInteger(simulation.seed))
          report('wrong-type', 'A seed is a whole number', part);
        break;
      case 'Reviewer':
        part.answers.slice(0, -1).forEach((answer) => {
          if (answer.$type === 'LastAnswer') {
            report(
              'repeated-part',
              '`otherwise` comes last: what follows it never answers',
              answer,
            );
          }
        });
        simulation.reviewer = part.answers.map((answer) => answerOf(answer, here));
        break;
      default:
        simulation.agent = agentOf(part, here, policy) ?? simulation.agent;
    }
  }
  if (!seen.has('Agent')) {
    report(
      'missing-part',
      `\`${node.name}\` needs an agent, such as \`agent is the usual choice\``,
      node,
      { property: 'name' },
    );
  }
  return simulation;
}

type Scope = CompiledHandoff['scope'];

/** As many as the built-in agent compares. */
const mostChoices = 200;

/** A cell for each value must be met again: amounts, moments and subjects hardly ever are. */
function checkCells(
  agent: ast.ThompsonAgent,
  policy: CompiledHandoff['policy'],
  report: Scope['report'],
): void {
  for (const [index, name] of agent.columns.entries()) {
    const column = policy.data.columns.find((each) => each.name === name);
    if (!column || column.type.kind === 'text' || column.type.kind === 'zone') continue;
    if ((candidates(column.type)?.length ?? Infinity) <= mostChoices) continue;
    report(
      'wrong-type',
      `\`${name}\` has too many values for Thompson sampling: use columns that are one of a few`,
      agent,
      { property: 'columns', index },
    );
  }
}

function answerOf(answer: ast.Reviewer['answers'][number], scope: Scope): ReviewerAnswer {
  const here = { ...scope, place: 'the reviewer' };
  const condition = answer.$type === 'Answer' ? answer.condition : undefined;
  const when = condition && conditionOf(condition, here);
  return {
    answer: answer.verb,
    ...(answer.reason === undefined ? {} : { reason: answer.reason }),
    // A condition that did not compile never answers; its problem stops the run anyway.
    ...(condition ? { when: when ?? { kind: 'constant', value: false } } : {}),
  };
}

function agentOf(
  agent: ast.Agent,
  scope: Scope,
  policy: CompiledHandoff['policy'],
): AgentModel | undefined {
  const { report } = scope;
  switch (agent.$type) {
    case 'ThompsonAgent':
      for (const [index, name] of agent.columns.entries()) {
        checkFeature(name, policy.data.columns, 'the agent', agent, index, report);
      }
      checkCells(agent, policy, report);
      if ((candidates(policy.choice.type)?.length ?? Infinity) > mostChoices) {
        report(
          'wrong-type',
          `Thompson sampling needs a list of at most ${String(mostChoices)} choices; \`${policy.choice.column}\` has none, such as \`whole number from 0 to 7\` or \`time of day by the hour\``,
          agent,
        );
      }
      if (!policy.goal) {
        report(
          'missing-part',
          `Thompson sampling learns from the goal, and \`${policy.handoff}\` has none`,
          agent,
        );
      } else if (
        policy.data.columns.find((each) => each.name === policy.goal?.column)?.type.kind !== 'yesNo'
      ) {
        report(
          'wrong-type',
          `Thompson sampling needs a yes/no goal; \`${policy.goal.column}\` is not one`,
          agent,
        );
      }
      return { kind: 'thompson', by: agent.columns };
    case 'RecordedAgent':
      return { kind: 'recorded', path: agent.path };
    case 'CommandAgent':
      return { kind: 'command', command: agent.command };
    case 'PlainAgent':
      if (agent.kind === 'usual' && !scope.saysUsual) {
        report(
          'missing-part',
          `\`${policy.handoff}\` says no \`usually ${policy.choice.column} is …\``,
          agent,
        );
      }
      return { kind: agent.kind };
    case 'ChoosingAgent': {
      const cases: {
        choice: string | number;
        when: NonNullable<ReturnType<typeof conditionOf>>;
      }[] = [];
      for (const [index, option] of agent.options.entries()) {
        const choice = valueOf(option.value, policy.choice.type, scope);
        const when =
          option.condition &&
          conditionOf(option.condition, { ...scope, place: 'the agent', choice: undefined });
        if (choice === undefined || (option.condition && !when)) return undefined;
        if (when) {
          cases.push({ choice, when });
        } else if (index === agent.options.length - 1) {
          return { kind: 'chooses', cases, otherwise: choice };
        } else {
          report('missing-part', 'Only the last choice can go without `when`', option);
        }
      }
      report('missing-part', 'The agent needs a last choice: `, otherwise …`', agent);
      return undefined;
    }
  }
}
