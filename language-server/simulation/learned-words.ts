import { counted, formatNumber } from '../policy/format.ts';
import type { Learned } from './result.ts';

/** What a learned rule did, with its denominators first. */
export function learnedWords(rule: Learned): string {
  const decisions = counted(rule.decisions, 'decision');
  if (rule.effect === 'prefer') return `active in ${decisions}`;
  const { applied } = rule;
  const avoided = `of ${decisions} it avoided ${counted(applied, 'first proposal')}`;
  const parts = [
    `${counted(rule.prevented, 'override')} prevented`,
    `${counted(rule.changedApproved, 'approved choice')} changed`,
    ...part(rule.overriddenAgain, 'overridden all the same'),
    ...part(rule.proposedAgain, 'never carried out alone, for there was nothing else to propose'),
    ...part(rule.notKnown, 'not known, since nobody would have answered'),
  ];
  return applied === 0 ? avoided : `${avoided}: ${parts.join(', ')}`;
}

function part(count: number, what: string): string[] {
  return count === 0 ? [] : [`${formatNumber(count)} ${what}`];
}
