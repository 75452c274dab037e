import type { Policy, Simulation } from './model.ts';

/** What to replay, or why that cannot be told from what was asked for. */
export type ChosenSimulation =
  | { kind: 'chosen'; policy: Policy; simulation: Simulation; isDefault: boolean }
  | { kind: 'unknown'; what: 'handoff' | 'simulation'; name: string; known: string[] }
  | { kind: 'several'; what: 'handoff' | 'simulation'; names: string[] }
  | { kind: 'none' };

export interface SimulationChoice {
  policies: readonly Policy[];
  simulations: readonly Simulation[];
  handoff?: string | undefined;
  simulation?: string | undefined;
}

/** The simulation asked for, the only one there is, or the default one of the only handoff. */
export function chooseSimulation(options: SimulationChoice): ChosenSimulation {
  const { handoff, simulation: name } = options;
  const policies = ofHandoff(options.policies, handoff);
  const simulations = ofHandoff(options.simulations, handoff);
  if (handoff !== undefined && policies.length === 0) {
    const known = options.policies.map((policy) => policy.handoff);
    return { kind: 'unknown', what: 'handoff', name: handoff, known };
  }
  const candidates =
    name === undefined ? simulations : simulations.filter((one) => one.name === name);
  if (name !== undefined && candidates.length === 0) {
    const known = simulations.map((one) => one.name);
    return { kind: 'unknown', what: 'simulation', name, known };
  }
  if (candidates.length > 1) {
    return { kind: 'several', what: 'simulation', names: candidates.map((one) => one.name) };
  }
  const [simulation] = candidates;
  if (simulation === undefined && policies.length > 1) {
    return { kind: 'several', what: 'handoff', names: policies.map((one) => one.handoff) };
  }
  const policy =
    simulation === undefined
      ? policies[0]
      : policies.find((one) => one.handoff === simulation.handoff);
  if (!policy) return { kind: 'none' };
  return {
    kind: 'chosen',
    policy,
    simulation: simulation ?? defaultSimulation(policy),
    isDefault: simulation === undefined,
  };
}

/** What people did in the log, put before the policy: a file needs no simulation to be replayed. */
export function defaultSimulation({ handoff, at }: Policy): Simulation {
  return { name: 'default', handoff, agent: { kind: 'logged' }, reviewer: [], seed: 1, at };
}

function ofHandoff<T extends { handoff: string }>(items: readonly T[], name?: string): T[] {
  return items.filter(({ handoff }) => name === undefined || name === handoff);
}
