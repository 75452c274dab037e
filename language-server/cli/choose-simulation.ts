import type { Policy, Simulation } from '../policy/model.ts';
import { Failure } from './failure.ts';
import { printable } from './terminal.ts';

/** The simulation asked for, the only one there is, or the default one of the only handoff. */
export function chooseSimulation(options: {
  file: string;
  policies: readonly Policy[];
  simulations: readonly Simulation[];
  simulation?: string | undefined;
  handoff?: string | undefined;
}): { policy: Policy; simulation: Simulation } {
  const { policies, file } = options;
  const ofHandoff = <T extends { handoff: string }>(items: readonly T[]): T[] =>
    items.filter(({ handoff }) => options.handoff === undefined || options.handoff === handoff);
  if (options.handoff !== undefined && ofHandoff(policies).length === 0) {
    throw unknown(
      'handoff',
      options.handoff,
      policies.map(({ handoff }) => handoff),
      file,
    );
  }
  const simulations = ofHandoff(options.simulations);
  const named = simulations.filter(({ name }) => name === options.simulation);
  if (options.simulation !== undefined && named.length === 0) {
    throw unknown(
      'simulation',
      options.simulation,
      simulations.map(({ name }) => name),
      file,
    );
  }
  const candidates = options.simulation === undefined ? simulations : named;
  const simulation =
    only('simulation', candidates, ({ name }) => name, file) ??
    defaultSimulation(
      only('handoff', ofHandoff(policies), ({ handoff }) => handoff, file),
      file,
    );
  const policy = policies.find(({ handoff }) => handoff === simulation.handoff);
  if (!policy)
    throw new Failure('no-handoff', `${printable(file)} declares no handoff to simulate`);
  return { policy, simulation };
}

/** What people did in the log, put before the policy: a file needs no simulation to be replayed. */
function defaultSimulation(policy: Policy | undefined, file: string): Simulation {
  if (!policy)
    throw new Failure('no-handoff', `${printable(file)} declares no handoff to simulate`);
  const { handoff, at } = policy;
  return { name: 'default', handoff, agent: { kind: 'logged' }, reviewer: [], seed: 1, at };
}

function only<T>(
  kind: string,
  items: readonly T[],
  nameOf: (item: T) => string,
  file: string,
): T | undefined {
  if (items.length < 2) return items[0];
  const names = items.map(nameOf).map(printable).join(', ');
  const message = `${printable(file)} declares several ${kind}s; name one with --${kind}: ${names}`;
  throw new Failure('ambiguous', message);
}

function unknown(kind: string, name: string, known: readonly string[], file: string): Failure {
  const there =
    known.length === 0 ? 'there is none' : `there is ${known.map(printable).join(', ')}`;
  return new Failure(
    `unknown-${kind}`,
    `${printable(file)} declares no ${kind} ${printable(name)}; ${there}`,
  );
}
