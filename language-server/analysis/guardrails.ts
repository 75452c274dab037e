import { candidates } from '../policy/choices.ts';
import { evaluate } from '../policy/condition.ts';
import { ruleVerdict } from '../policy/judge.ts';
import { leafKey, leavesOf } from '../policy/leaves.ts';
import type { Condition, Leaf, Policy, Rule } from '../policy/model.ts';
import { verdicts } from '../policy/model.ts';
import { TRUE } from '../policy/tri.ts';
import { unitOfLeaf } from '../policy/units.ts';
import { atomsOf, criticalNumbers } from './conditions.ts';
import type { Finding } from './finding.ts';
import type { Cap, Spacing } from './limits.ts';
import { capOf, spacingOf } from './limits.ts';

const known = new WeakMap<Policy, Finding[]>();

/**
 * Rules of a handoff that say less than a guardrail does: whoever wrote them expects more room. A
 * policy that an edit leaves as it is, is not compared again.
 */
export function looseningFindings(policy: Policy): Finding[] {
  const before = known.get(policy);
  if (before) return before;
  const findings = compareWithGuardrails(policy);
  known.set(policy, findings);
  return findings;
}

function compareWithGuardrails(policy: Policy): Finding[] {
  const given = (block: Rule['block']): Stated[] =>
    policy.rules.filter((rule) => rule.block === block).map(stated);
  const guardrails = given('guardrails');
  if (guardrails.length === 0) return [];
  return given('boundaries').flatMap((own): Finding[] => {
    const guardrail = guardrails.find((each) => loosens(own, each, policy))?.rule;
    if (!guardrail) return [];
    const { file, line } = guardrail.at;
    const message = `\`${own.rule.name}\` is laxer than the guardrail \`${guardrail.name}\` (${file}:${line}): a handoff can add rules, not loosen one`;
    const related = { message: `\`${guardrail.name}\``, at: guardrail.at };
    const { at } = own.rule;
    return [{ code: 'loosens-guardrails', message, at, related, mend: { write: '' } }];
  });
}

/** A rule, and what it is compared by: read once, for there are many pairs of rules. */
interface Stated {
  rule: Rule;
  cap: Cap | undefined;
  spacing: Spacing | undefined;
  /** Equal for two rules with the same condition. */
  key: string;
  /** The one quantity that it reads; undefined where there are several, or none. */
  leaf: Leaf | undefined;
  /** Its condition says by the value alone whether it holds. */
  isDecidable: boolean;
  /** The values of that quantity, of all that there are, for which it holds. */
  holding: (listed: readonly number[]) => ReadonlySet<number>;
}

function stated(rule: Rule): Stated {
  const [leaf, ...others] = leavesOf(rule.fires);
  let holding: ReadonlySet<number> | undefined;
  return {
    rule,
    cap: capOf(rule)[0],
    spacing: spacingOf(rule)[0],
    key: JSON.stringify(rule.fires),
    leaf: others.length === 0 ? leaf : undefined,
    isDecidable: atomsOf(rule.fires).every(({ kind }) => decidable.has(kind)),
    holding: (listed) => (holding ??= holdingOf(rule, listed)),
  };
}

function loosens(own: Stated, guardrail: Stated, policy: Policy): boolean {
  switch (compared(own, guardrail, policy)) {
    case 'laxer':
      return isAsStrict(guardrail.rule, own.rule);
    case 'same':
      return isWeaker(own.rule, guardrail.rule);
    default:
      return false;
  }
}

/** How often the rule fires beside the guardrail; undefined where neither covers the other. */
function compared(own: Stated, guardrail: Stated, policy: Policy): 'laxer' | 'same' | undefined {
  if (own.rule.form !== guardrail.rule.form) return undefined;
  if (own.cap && guardrail.cap) {
    const isSame = JSON.stringify(own.cap.window) === JSON.stringify(guardrail.cap.window);
    const room = own.cap.most - guardrail.cap.most;
    return isSame ? limited(own.cap, guardrail.cap, room) : undefined;
  }
  if (own.spacing && guardrail.spacing) {
    return limited(own.spacing, guardrail.spacing, guardrail.spacing.gap - own.spacing.gap);
  }
  if (own.rule.form !== 'never') return undefined;
  if (own.key === guardrail.key) return 'same';
  // To compare what they forbid takes longest.
  const isComparable = isAsStrict(guardrail.rule, own.rule);
  return isComparable && isNarrower(own, guardrail, policy) ? 'laxer' : undefined;
}

interface Limit {
  across: boolean;
  when: Condition | undefined;
}

/** What all handoffs may send a handoff may not exceed either; `room` is what the rule adds. */
function limited(own: Limit, theirs: Limit, room: number): 'laxer' | 'same' | undefined {
  if (own.across && !theirs.across) return undefined;
  const isCovered =
    theirs.when === undefined || JSON.stringify(theirs.when) === JSON.stringify(own.when);
  if (!isCovered || room < 0) return undefined;
  return room > 0 ? 'laxer' : 'same';
}

/** Where both fire, the guardrail leaves the rule nothing to add. */
function isAsStrict(guardrail: Rule, rule: Rule): boolean {
  if (guardrail.otherwise.kind === 'nearest') return rule.otherwise.kind === 'nearest';
  if (guardrail.otherwise.kind === 'escalate' && rule.otherwise.kind === 'escalate') {
    return guardrail.otherwise.to === rule.otherwise.to;
  }
  return rank(guardrail) >= rank(rule);
}

function isWeaker(rule: Rule, guardrail: Rule): boolean {
  if (guardrail.otherwise.kind === 'nearest') return false;
  return rule.otherwise.kind === 'nearest' || rank(rule) < rank(guardrail);
}

function rank(rule: Rule): number {
  return verdicts.indexOf(ruleVerdict(rule, TRUE));
}

const decidable = new Set(['constant', 'truth', 'compare', 'between', 'oneOf', 'farFrom']);

/**
 * Whether the one condition holds of fewer values of the same one quantity, and of none else. Where
 * the values cannot be listed, those at and around every threshold stand for all.
 */
function isNarrower(own: Stated, guardrail: Stated, policy: Policy): boolean {
  const { leaf } = own;
  if (!leaf || !guardrail.leaf || leafKey(leaf) !== leafKey(guardrail.leaf)) return false;
  if (!own.isDecidable || !guardrail.isDecidable) return false;
  const unit = unitOfLeaf(leaf, policy);
  const listed = unit && candidates(unit);
  if (listed) return isSubset(own.holding(listed), guardrail.holding(listed));
  const isWhole = unit?.kind === 'date' || unit?.kind === 'count' || isWholeNumber(unit);
  const near = around([own, guardrail].flatMap(({ rule }) => criticalNumbers(rule.fires, {})));
  const values = near.filter((value) => !isWhole || Number.isInteger(value));
  return isSubset(holdingOf(own.rule, values), holdingOf(guardrail.rule, values));
}

function holdingOf({ fires }: Rule, values: readonly number[]): Set<number> {
  // No calendar is asked: its dates are not what a guardrail and a rule are compared by.
  return new Set(values.filter((value) => evaluate(fires, () => value, {}) === TRUE));
}

/** Whether the one has something, and the other all of that and more. */
function isSubset(few: ReadonlySet<number>, many: ReadonlySet<number>): boolean {
  if (few.size === 0 || few.size >= many.size) return false;
  for (const value of few) if (!many.has(value)) return false;
  return true;
}

function isWholeNumber(unit: ReturnType<typeof unitOfLeaf>): boolean {
  return unit?.kind === 'number' && unit.whole === true;
}

/** The numbers, one to either side of each, and one between any two neighbours. */
function around(numbers: readonly number[]): number[] {
  const near = [...new Set(numbers.flatMap((each) => [each - 1, each, each + 1]))];
  const sorted = near.sort((left, right) => left - right);
  return sorted.flatMap((each, i) => {
    const next = sorted[i + 1];
    return next === undefined ? [each] : [each, (each + next) / 2];
  });
}
