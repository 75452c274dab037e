/** How a value is estimated, and of what. */
export const estimators = [
  ['ips', 'IPS per decision'],
  ['snips', 'SNIPS, carried out'],
] as const;
export type Estimator = (typeof estimators)[number][0];
