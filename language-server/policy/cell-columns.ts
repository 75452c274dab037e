import type { AgentModel, Policy } from './model.ts';

/** The columns whose combinations are the cells of patterns, surprise and novelty. */
export function cellColumnsOf(policy: Policy, { agent }: { agent: AgentModel }): string[] {
  if (agent.kind === 'thompson') return agent.by;
  return policy.data.columns
    .filter(
      ({ type, role }) => role === undefined && (type.kind === 'oneOf' || type.kind === 'yesNo'),
    )
    .map(({ name }) => name);
}
