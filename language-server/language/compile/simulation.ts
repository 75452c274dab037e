import type { AgentModel, Simulation } from '../../policy/model.ts';
import { candidates } from '../../policy/choices.ts';
import type * as ast from '../generated/ast.ts';
import { conditionOf } from './conditions.ts';
import { checkCells, mostChoices } from './cell-columns.ts';
import type { CompiledHandoff } from './handoff.ts';
import { daysOf } from './canonical.ts';
import { noSuchDate, numberIn } from './literals.ts';
import { dateRemedies } from './remedies.ts';
import { rewardModelOf } from './reward-model.ts';
import { rejectionsOf, reviewerOf } from './reviewer.ts';
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
      case 'RewardModel':
        simulation.rewardModel = rewardModelOf(part, here, policy);
        break;
      case 'WeightClip': {
        const limit = numberIn(part.limit);
        // What people did has weight 1 everywhere, and is never to be clipped.
        if (limit >= 1) simulation.clipAt = limit;
        else
          report(
            'wrong-type',
            'Weights are clipped at 1 or more, such as `weights clipped at 10`',
            part,
          );
        break;
      }
      case 'Reviewer':
        Object.assign(simulation, reviewerOf(part, here));
        break;
      default:
        simulation.agent = agentOf(part, here, policy) ?? simulation.agent;
    }
  }
  const reviewer = node.parts.find((part) => part.$type === 'Reviewer');
  if (reviewer)
    Object.assign(simulation, rejectionsOf(reviewer, { scope: here, policy, simulation }));
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

function agentOf(
  agent: ast.Agent,
  scope: Scope,
  policy: CompiledHandoff['policy'],
): AgentModel | undefined {
  const { report } = scope;
  switch (agent.$type) {
    case 'ThompsonAgent':
      checkCells(agent, policy, { who: 'the agent', whose: 'Thompson sampling' }, report);
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
