import { leavesOf } from '../policy/leaves.ts';
import type { Condition, Policy, Quantity, Simulation } from '../policy/model.ts';
import { rewardModelOf } from '../simulation/value/reward-model.ts';
import { cellColumnsOf } from '../policy/cell-columns.ts';

/**
 * Only what the run reads is cast and carried: a wide file costs no more than a narrow one.
 * `inLog`: whether a log tells of single decisions, and so of their outcomes.
 */
export function columnsNeeded(
  policy: Policy,
  simulation: Simulation,
  { inLog }: { inLog: boolean },
): string[] {
  const names = new Set<string>();
  const outside = simulation.agent.kind === 'command';
  for (const { name, role } of policy.data.columns) {
    if (role !== undefined && role !== 'outcome') names.add(name);
    if (outside || (inLog && role === 'outcome')) names.add(name);
  }
  const read = (condition: Condition | undefined): void => {
    if (!condition) return;
    for (const leaf of leavesOf(condition)) if (leaf.kind === 'column') names.add(leaf.name);
  };
  for (const rule of policy.rules) read(rule.fires);
  for (const { what, when } of policy.feedback) {
    read(what);
    read(when);
  }
  for (const { when } of simulation.reviewer) read(when);
  if (simulation.agent.kind === 'chooses') {
    for (const { when } of simulation.agent.cases) read(when);
  }
  for (const { budget } of policy.escalations) {
    const of: Quantity | undefined = budget?.first?.of;
    if (of?.kind === 'column') names.add(of.name);
  }
  for (const name of cellColumnsOf(policy, simulation)) names.add(name);
  const model = rewardModelOf(policy, simulation);
  if (model.kind === 'choice') for (const name of model.by) names.add(name);
  for (const { column } of policy.guards) names.add(column);
  if (policy.goal) names.add(policy.goal.column);
  if (policy.surprises) for (const column of policy.watch) names.add(column);
  if (policy.data.countColumn !== undefined) names.add(policy.data.countColumn);
  return [...names];
}
