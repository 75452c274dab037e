import type { Targets } from '../language-server/protocol.ts';

/**
 * What a person may choose from. A handoff by itself runs its first simulation: beside that
 * simulation it would be the same thing twice.
 */
export function distinctTargets(targets: Targets['targets']): Targets['targets'] {
  const simulated = new Set(
    targets.filter(({ simulation }) => simulation !== undefined).map(({ handoff }) => handoff),
  );
  return targets.filter(
    ({ simulation, handoff }) => simulation !== undefined || !simulated.has(handoff),
  );
}
