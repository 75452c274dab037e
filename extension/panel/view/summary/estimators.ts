import type { Estimator } from '../../protocol.ts';

/** How a value is estimated, and of what; those with a chart first. */
export const charted: [Estimator, string][] = [
  ['ips', 'IPS per decision'],
  ['dr', 'DR per decision'],
  ['snips', 'SNIPS, carried out'],
];
export const listed: [Estimator, string][] = [
  ['sndr', 'SNDR per decision'],
  ['dm', 'DM, by the reward model alone'],
];
