import type { Policy, Simulation } from '../policy/model.ts';
import type { Finding } from './finding.ts';

/**
 * Reasons that a simulated reviewer gives and no feedback rule takes up: in a handoff that learns
 * at all, most likely the same reason spelt in two ways.
 */
export function reasonFindings(
  { handoff, feedback }: Policy,
  simulations: readonly Simulation[],
): Finding[] {
  const learned = new Set(feedback.map(({ reason }) => reason));
  if (learned.size === 0) return [];
  return simulations.flatMap(({ name, reviewer, at }) => {
    const given = new Set(reviewer.flatMap(({ reason }) => (reason === undefined ? [] : [reason])));
    return [...given]
      .filter((reason) => !learned.has(reason))
      .map((reason): Finding => {
        const message = `The reviewer of \`${name}\` answers because \`${reason}\`, and no feedback rule of \`${handoff}\` learns from that`;
        return { code: 'unused-reason', message, at, mend: { name: reason } };
      });
  });
}
