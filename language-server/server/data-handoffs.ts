import type { DataSource, Policy, Simulation } from '../policy/model.ts';

/** Handoffs that use one data block, each with the simulation that it is reviewed by. */
export interface DataHandoffs {
  source: DataSource;
  handoffs: { policy: Policy; simulation?: Simulation }[];
}

/** The handoffs that a file itself declares, by their data, each with the first of its simulations. */
export function handoffsByData({
  file,
  policies,
  simulations,
}: {
  /** As the lines of the policies name it. */
  file: string;
  policies: readonly Policy[];
  simulations: readonly Simulation[];
}): DataHandoffs[] {
  const found = new Map<string, DataHandoffs>();
  for (const policy of policies) {
    if (policy.at.file !== file) continue;
    const { data: source, handoff } = policy;
    const key = JSON.stringify(source);
    const simulation = simulations.find((each) => each.handoff === handoff);
    const known = found.get(key) ?? { source, handoffs: [] };
    found.set(key, known);
    known.handoffs.push({ policy, ...(simulation ? { simulation } : {}) });
  }
  return [...found.values()];
}
