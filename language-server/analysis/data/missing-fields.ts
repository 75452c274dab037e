import { formatNumber } from '../../policy/format.ts';
import type { Policy, Rule } from '../../policy/model.ts';
import { listWords } from '../../policy/words.ts';
import type { Finding } from '../finding.ts';
import type { DataFacts } from './facts.ts';
import { replayName } from './facts.ts';

/** Fail-safe in figures: rules that rows leave undecided, since a field that they read is missing. */
export function missingFieldFindings(policy: Policy, facts: DataFacts): Finding[] {
  return policy.rules.flatMap((rule): Finding[] => {
    const message = messageOf(rule, policy, facts);
    return message === undefined ? [] : [{ code: 'missing-field', message, at: rule.at }];
  });
}

function messageOf(rule: Rule, { data }: Policy, facts: DataFacts): string | undefined {
  const { replay } = facts;
  const unknown = replay?.unknown.get(rule.name);
  if (!replay || !unknown) return undefined;
  // Of missing zones there is a finding of its own.
  const columns = data.columns
    .filter(({ name, role }) => role !== 'clock' && unknown.columns.has(name))
    .map(({ name }) => name);
  if (columns.length === 0) return undefined;
  const missing = columns.map((column) => `\`${column}\` is missing in ${share(column, facts)}`);
  const decisions = `${formatNumber(unknown.decisions)} of ${formatNumber(replay.decisions)}`;
  return `\`${rule.name}\` is unknown in ${decisions} decisions of ${replayName(replay)}, and asks \`${rule.escalatesTo}\` there: ${listWords(missing, 'and')} of \`${facts.path}\``;
}

/** `412 of 50,000 rows`. */
function share(column: string, { rows, columns }: DataFacts): string {
  const { missing, bad } = columns.get(column) ?? { missing: 0, bad: 0 };
  return `${formatNumber(missing + bad)} of ${formatNumber(rows)} rows`;
}
