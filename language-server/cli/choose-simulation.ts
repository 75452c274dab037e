import type { SimulationChoice } from '../policy/choose-simulation.ts';
import { chooseSimulation as choose } from '../policy/choose-simulation.ts';
import type { Policy, Simulation } from '../policy/model.ts';
import { Failure } from './failure.ts';
import { printable } from './terminal.ts';

/** What `handoff simulate` replays; where that cannot be told, it says which option would. */
export function chooseSimulation(options: SimulationChoice & { file: string }): {
  policy: Policy;
  simulation: Simulation;
} {
  const file = printable(options.file);
  const chosen = choose(options);
  switch (chosen.kind) {
    case 'chosen':
      return chosen;
    case 'unknown': {
      const { what, name, known } = chosen;
      const there =
        known.length === 0 ? 'there is none' : `there is ${known.map(printable).join(', ')}`;
      throw new Failure(
        `unknown-${what}`,
        `${file} declares no ${what} ${printable(name)}; ${there}`,
      );
    }
    case 'several': {
      const { what, names } = chosen;
      const listed = names.map(printable).join(', ');
      const message = `${file} declares several ${what}s; name one with --${what}: ${listed}`;
      throw new Failure('ambiguous', message);
    }
    case 'none':
      throw new Failure('no-handoff', `${file} declares no handoff to simulate`);
  }
}
