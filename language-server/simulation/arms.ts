/** Whose value is estimated, side by side. */
export const arms = ['logged', 'agent', 'policy'] as const;
export type Arm = (typeof arms)[number];

export const armMeanings: Record<Arm, string> = {
  logged: 'what people did, as logged',
  agent: 'the agent without the policy',
  policy: 'the agent under the policy',
};

/** How a value is estimated; per decision, but for SNIPS, which is per decision carried out. */
export const estimators = ['ips', 'snips', 'dm', 'dr', 'sndr'] as const;
export type Estimator = (typeof estimators)[number];

export const estimatorNames: Record<Estimator, string> = {
  ips: 'IPS',
  snips: 'SNIPS',
  dm: 'DM',
  dr: 'DR',
  sndr: 'SNDR',
};

/** What a reader must know of a figure beside it. */
export const marks = ['ratio', 'clipped', 'guess'] as const;
export type Mark = (typeof marks)[number];

/** Behind a figure, and before what it means. */
export const markSigns: Record<Mark, string> = { ratio: '!', clipped: '†', guess: '?' };

/** Why estimates of an arm are refused: a reason once, with the estimators that share it. */
export function refusalsOf(
  value: Record<Estimator, object>,
): { reason: string; estimators: string[] }[] {
  const byReason = new Map<string, string[]>();
  for (const estimator of estimators) {
    const estimate = value[estimator] as { refused?: string };
    if (estimate.refused === undefined) continue;
    const names = byReason.get(estimate.refused) ?? [];
    byReason.set(estimate.refused, [...names, estimatorNames[estimator]]);
  }
  return [...byReason].map(([reason, names]) => ({ reason, estimators: names }));
}
