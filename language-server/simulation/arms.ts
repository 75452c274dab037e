import type { Estimate } from './estimates.ts';

/** Whose value is estimated, side by side. */
export const arms = ['logged', 'agent', 'policy'] as const;
export type Arm = (typeof arms)[number];

export const armMeanings: Record<Arm, string> = {
  logged: 'what people did, as logged',
  agent: 'the agent without the policy',
  policy: 'the agent under the policy',
};

/** Why estimates of an arm are refused: a reason once, with the estimators that share it. */
export function refusalsOf({
  ips,
  snips,
}: {
  ips: Estimate;
  snips: Estimate;
}): { reason: string; estimators: string[] }[] {
  const byReason = new Map<string, string[]>();
  for (const [name, estimate] of [
    ['IPS', ips],
    ['SNIPS', snips],
  ] as const) {
    if (!('refused' in estimate)) continue;
    byReason.set(estimate.refused, [...(byReason.get(estimate.refused) ?? []), name]);
  }
  return [...byReason].map(([reason, estimators]) => ({ reason, estimators }));
}
