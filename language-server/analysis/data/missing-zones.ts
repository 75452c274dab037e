import { counted, formatNumber } from '../../policy/format.ts';
import type { Policy } from '../../policy/model.ts';
import { listWords } from '../../policy/words.ts';
import type { Finding } from '../finding.ts';
import type { DataFacts } from './facts.ts';
import { replayName } from './facts.ts';

/** Subjects whose clock nobody can read, and the rules that are undecided for that. */
export function missingZoneFindings(policy: Policy, facts: DataFacts): Finding[] {
  const clock = policy.data.columns.find(({ role }) => role === 'clock')?.name;
  const { missing, firstMissing } = facts.clocks;
  if (clock === undefined || missing === 0) return [];
  const rows = `${formatNumber(missing)} of ${formatNumber(facts.rows)} rows of \`${facts.path}\``;
  const message = `\`${clock}\` is missing in ${rows}, the first of them row ${formatNumber(firstMissing)}${subjectWords(facts)}: ${consequence(clock, policy, facts)}`;
  return [{ code: 'missing-zone', message, at: policy.at }];
}

function subjectWords({ clocks: { subjects, subjectsMissing } }: DataFacts): string {
  if (subjectsMissing === 0) return '';
  return `, which belong to ${formatNumber(subjectsMissing)} of ${formatNumber(subjects)} subjects`;
}

function consequence(clock: string, { rules }: Policy, { replay }: DataFacts): string {
  const undecided = rules.flatMap(({ name }) => {
    const decisions = replay?.unknown.get(name)?.columns.get(clock) ?? 0;
    return decisions > 0 ? [{ name, decisions }] : [];
  });
  const [most] = undecided.sort((left, right) => right.decisions - left.decisions);
  if (!replay || !most) return 'no date or time of day is known there';
  const names = undecided.slice(0, mostNames).map(({ name }) => `\`${name}\``);
  const more = undecided.length - names.length;
  if (more > 0) names.push(counted(more, 'more rule'));
  const decisions = `${formatNumber(most.decisions)} of ${formatNumber(replay.decisions)}`;
  return `${listWords(names, 'and')} cannot be decided for that in up to ${decisions} decisions of ${replayName(replay)}, and a person is asked`;
}

/** More names than these are read by nobody. */
const mostNames = 3;
