import { formatNumber, formatValue } from '../../policy/format.ts';
import { leafKey, leavesOf } from '../../policy/leaves.ts';
import type { Leaf, Policy } from '../../policy/model.ts';
import { unitOfLeaf } from '../../policy/units.ts';
import { listWords } from '../../policy/words.ts';
import type { Placed } from '../conditions.ts';
import { conditionsOf } from '../conditions.ts';
import type { Finding } from '../finding.ts';
import { dataDomain, typeDomain } from './domains.ts';
import type { DataFacts } from './facts.ts';
import type { Domain, DomainOf, Outcomes } from './outcomes.ts';
import { outcomesOf } from './outcomes.ts';

/** Rules that no row of the data can meet, or that every one does, whatever is chosen. */
export function outsideDataFindings(policy: Policy, facts: DataFacts): Finding[] {
  return conditionsOf(policy).flatMap((placed): Finding[] => {
    const message = messageOf(placed, policy, facts);
    return message === undefined ? [] : [{ code: 'outside-data', message, at: placed.at }];
  });
}

function messageOf(
  { condition, name }: Placed,
  policy: Policy,
  facts: DataFacts,
): string | undefined {
  /** What the condition can come to, if the data were known of these leaves alone. */
  const knowing = (known: readonly Leaf[]): Outcomes => {
    const keys = new Set(known.map(leafKey));
    const domainOf: DomainOf = (leaf) =>
      (keys.has(leafKey(leaf)) ? dataDomain(leaf, policy, facts) : undefined) ??
      typeDomain(leaf, policy);
    return outcomesOf(condition, domainOf, policy.calendars);
  };
  const leaves = leavesOf(condition);
  const [could, can] = [knowing([]), knowing(leaves)];
  const isNever = could.canBeTrue && !can.canBeTrue;
  const isAlways = could.canBeFalse && !can.canBeFalse;
  if (!isNever && !isAlways) return undefined;
  const isSettled = ({ canBeTrue, canBeFalse }: Outcomes): boolean =>
    isNever ? !canBeTrue : !canBeFalse;
  const why = leaves.reduce((needed, leaf) => {
    const fewer = needed.filter((each) => each !== leaf);
    return isSettled(knowing(fewer)) ? fewer : needed;
  }, leaves);
  // People who kept to a boundary leave no row that breaks it: only its threshold can be amiss.
  const isThreshold = why.some((leaf) => dataDomain(leaf, policy, facts)?.kind === 'range');
  const isBoundary = policy.rules.some(
    ({ kind, fires }) => kind === 'boundary' && fires === condition,
  );
  if (isNever && isBoundary && !isThreshold) return undefined;
  // Where a field is missing, the rule is unknown: not met, and yet no exception.
  const isWhole = why.every((leaf) => missingOf(leaf, facts) === 0);
  const known = isNever || isWhole ? '' : ' that can be decided';
  const reasons = why.map((leaf) => domainWords(leaf, policy, facts));
  return `${isNever ? 'No' : 'Every'} row of \`${facts.path}\`${known} meets the condition of \`${name}\`: ${listWords(reasons, 'and')}`;
}

/** `lifetime_value` is between 5 EUR and 900 EUR in all 19,900 rows that have it. */
function domainWords(leaf: Leaf, policy: Policy, facts: DataFacts): string {
  const domain = dataDomain(leaf, policy, facts);
  if (leaf.kind !== 'column') return `the dates are ${valueWords(leaf, domain, policy)}`;
  const missing = missingOf(leaf, facts);
  const rows = formatNumber(facts.rows);
  const known =
    missing === 0
      ? `all ${rows} rows`
      : `the ${formatNumber(facts.rows - missing)} of ${rows} rows that have it`;
  return `\`${leaf.name}\` is ${valueWords(leaf, domain, policy)} in ${known}`;
}

/** Rows in which a leaf is unknown for what the data lacks. */
function missingOf(leaf: Leaf, { columns, clocks }: DataFacts): number {
  if (leaf.kind === 'date') return clocks.missing;
  const column = leaf.kind === 'column' ? columns.get(leaf.name) : undefined;
  return column ? column.missing + column.bad : 0;
}

function valueWords(leaf: Leaf, domain: Domain | undefined, policy: Policy): string {
  const type = unitOfLeaf(leaf, policy);
  const shown = (value: number | string): string => formatValue(value, type, policy.data);
  // Texts may be long, and what they say is no matter for a message.
  if (domain?.kind === 'values' && type?.kind === 'text') {
    return domain.values.length === 1 ? 'one text' : `one of ${String(domain.values.length)} texts`;
  }
  if (domain?.kind === 'values') return listWords(domain.values.map(shown), 'or');
  return domain ? `between ${shown(domain.low)} and ${shown(domain.high)}` : 'unknown';
}
