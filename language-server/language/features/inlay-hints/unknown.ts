import { formatNumber } from '../../../policy/format.ts';
import type { Policy, Rule } from '../../../policy/model.ts';
import { unknownColumns } from '../../../policy/unknown-columns.ts';
import { listWords } from '../../../policy/words.ts';
import type { Profiles } from '../profiles.ts';

export interface UnknownHint {
  label: string;
  tooltip: string;
}

/** Names the rule of a line; one without a name is called by its own text in the policy. */
export function ruleKey(line: number, name: string | undefined): string {
  return `${String(line)} ${name ?? ''}`;
}

/**
 * By `ruleKey`, what the rules of a file do where a column is missing that the data file does miss.
 * A guardrail asks whom each handoff under it says.
 */
export function unknownHints(
  policies: readonly Policy[],
  { file, profiles }: { file: string; profiles: Profiles },
): Map<string, UnknownHint> {
  const found = new Map<string, { roles: Set<string>; missing: Map<string, string> }>();
  for (const policy of policies) {
    for (const rule of policy.rules) {
      if (rule.at.file !== file) continue;
      const missing = missingIn(rule, policy, profiles);
      if (missing.length === 0) continue;
      const isNamed = !rule.name.startsWith(rule.text);
      const key = ruleKey(rule.at.line, isNamed ? rule.name : undefined);
      const hint = found.get(key) ?? { roles: new Set(), missing: new Map() };
      hint.roles.add(rule.escalatesTo);
      for (const [column, words] of missing) hint.missing.set(column, words);
      found.set(key, hint);
    }
  }
  return new Map(
    [...found].map(([key, { roles, missing }]) => [
      key,
      {
        label: `unknown escalates to ${listWords([...roles].sort(), 'or')}`,
        tooltip: [...missing.values()].join('\n'),
      },
    ]),
  );
}

function missingIn(rule: Rule, { data }: Policy, profiles: Profiles): [string, string][] {
  return unknownColumns(rule.fires).flatMap((column): [string, string][] => {
    const { rows, missing, bad } = profiles.of(data, column) ?? { rows: 0, missing: 0, bad: 0 };
    if (missing + bad === 0) return [];
    const count = `${formatNumber(missing + bad)} of ${formatNumber(rows)} rows`;
    return [[column, `${column} is unknown in ${count} of ${data.path}`]];
  });
}
