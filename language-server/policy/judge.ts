import { candidates, nearestFirst } from './choices.ts';
import { evaluate } from './condition.ts';
import type { ReadLeaf } from './condition.ts';
import { thresholdDistance } from './distance.ts';
import { leafName, leavesOf } from './leaves.ts';
import { verdicts } from './model.ts';
import type { Leaf, Policy, Rule, Stage, Value, Verdict } from './model.ts';
import { FALSE, TRUE, UNKNOWN } from './tri.ts';
import type { Tri } from './tri.ts';

/**
 * The value of a leaf for a choice (caps and dates move with a chosen hour); undefined where it
 * is not known. The choice itself is never asked for.
 */
export type Read = (leaf: Leaf, choice: Value) => Value | undefined;

export interface RuleTrace {
  rule: Rule;
  outcome: 'fired' | 'not' | 'unknown';
  /** Every distinct quantity that the rule read, canonical, in the order of its mention. */
  values: { name: string; value: Value | undefined }[];
  /** The quantities that were not known, where the outcome is unknown for it. */
  missing: string[];
  /** See `thresholdDistance`. */
  distance?: number;
}

export interface Judgement {
  verdict: Verdict;
  proposed: Value;
  /** What is carried out unless a person decides otherwise; undefined: nothing. */
  choice: Value | undefined;
  /** Present where the nearest allowed choice took the place of the proposed one. */
  replaced?: { choice: Value; by: string[]; ledger: RuleTrace[] };
  /** Every rule in the order of the policy, judged on the replaced choice where there is one. */
  ledger: RuleTrace[];
  fellBackToUsual: boolean;
  /** Of a block: the boundaries on the usual choice, which is carried out where it passes them. */
  usualLedger?: RuleTrace[];
  /** The roles that are asked, sorted. */
  escalatesTo: string[];
}

/** Judges one choice by the whole policy: the reference for every faster way to do it. */
export function judge(policy: Policy, choice: Value, stage: Stage, read: Read): Judgement {
  const first = traceRules(policy, choice, read);
  const nearest = wantsNearest(first) ? nearestAllowed(policy, choice, read) : undefined;
  const ledger = nearest === undefined ? first : traceRules(policy, nearest, read);
  const verdict = strictest([
    stage === 'suggest' ? 'suggest' : 'act',
    ...ledger.map((trace) => ruleVerdict(trace.rule, triOf(trace))),
  ]);
  const usualLedger = verdict === 'block' ? ledgerOfUsual(policy, read) : undefined;
  const isUsualAllowed = usualLedger?.every(({ outcome }) => outcome === 'not') ?? false;
  const fallback = isUsualAllowed ? policy.usual : undefined;
  const isCarriedOut = verdict !== 'block' && verdict !== 'hold';
  return {
    verdict,
    proposed: choice,
    choice: isCarriedOut ? (nearest ?? choice) : fallback,
    ...(nearest !== undefined && {
      replaced: { choice: nearest, by: brokenNames(first), ledger: first },
    }),
    ledger,
    fellBackToUsual: isUsualAllowed,
    ...(usualLedger && { usualLedger }),
    escalatesTo: rolesAsked(ledger),
  };
}

/** What one rule gives; `nearest` blocks where it does not apply. */
export function ruleVerdict(rule: Rule, fires: Tri): Verdict {
  if (fires === FALSE) return 'act';
  if (rule.kind === 'trigger' || fires === UNKNOWN) return 'escalate';
  return rule.otherwise.kind === 'nearest' ? 'block' : rule.otherwise.kind;
}

/** The strictest of the verdicts; `act` where there is none. */
export function strictest(given: readonly Verdict[]): Verdict {
  return verdicts[Math.max(0, ...given.map((verdict) => verdicts.indexOf(verdict)))]!;
}

function traceRules(policy: Policy, choice: Value, read: Read): RuleTrace[] {
  return policy.rules.map((rule) => traceRule(policy, rule, bind(choice, read)));
}

function traceRule(policy: Policy, rule: Rule, read: ReadLeaf): RuleTrace {
  const fires = evaluate(rule.fires, read, policy.calendars);
  const values = leavesOf(rule.fires).map((leaf) => {
    const value = read(leaf);
    return { name: leafName(leaf, policy), value: Number.isNaN(value) ? undefined : value };
  });
  const distance = thresholdDistance(rule.fires, read, policy.calendars);
  return {
    rule,
    outcome: fires === UNKNOWN ? 'unknown' : fires === TRUE ? 'fired' : 'not',
    values,
    missing:
      fires === UNKNOWN
        ? values.filter(({ value }) => value === undefined).map(({ name }) => name)
        : [],
    ...(distance !== undefined && { distance }),
  };
}

function bind(choice: Value, read: Read): ReadLeaf {
  return (leaf) => (leaf.kind === 'choice' ? choice : read(leaf, choice));
}

/** Some boundary is broken, and every one that is broken says `use the nearest allowed`. */
function wantsNearest(ledger: readonly RuleTrace[]): boolean {
  const broken = ledger.filter(isBroken);
  return broken.length > 0 && broken.every(({ rule }) => rule.otherwise.kind === 'nearest');
}

/** The closest choice that breaks no boundary; an unknown boundary is not broken, it escalates. */
function nearestAllowed(policy: Policy, choice: Value, read: Read): Value | undefined {
  const { type } = policy.choice;
  const list = candidates(type);
  if (typeof choice !== 'number' || list === undefined) return undefined;
  return nearestFirst(type, choice, list).find((candidate) =>
    boundaryOutcomes(policy, candidate, read).every((fires) => fires !== TRUE),
  );
}

/** What every boundary finds on the usual choice, which must pass them all for certain. */
function ledgerOfUsual(policy: Policy, read: Read): RuleTrace[] | undefined {
  const { usual, rules } = policy;
  if (usual === undefined) return undefined;
  const boundaries = rules.filter(({ kind }) => kind === 'boundary');
  return boundaries.map((rule) => traceRule(policy, rule, bind(usual, read)));
}

function boundaryOutcomes(policy: Policy, choice: Value, read: Read): Tri[] {
  const boundaries = policy.rules.filter((rule) => rule.kind === 'boundary');
  return boundaries.map((rule) => evaluate(rule.fires, bind(choice, read), policy.calendars));
}

function isBroken(trace: RuleTrace): boolean {
  return trace.rule.kind === 'boundary' && trace.outcome === 'fired';
}

function brokenNames(ledger: readonly RuleTrace[]): string[] {
  return ledger.filter(isBroken).map(({ rule }) => rule.name);
}

function triOf(trace: RuleTrace): Tri {
  if (trace.outcome === 'unknown') return UNKNOWN;
  return trace.outcome === 'fired' ? TRUE : FALSE;
}

function rolesAsked(ledger: readonly RuleTrace[]): string[] {
  const roles = new Set<string>();
  for (const trace of ledger) {
    if (ruleVerdict(trace.rule, triOf(trace)) !== 'escalate') continue;
    const { otherwise, escalatesTo } = trace.rule;
    roles.add(isBroken(trace) && otherwise.kind === 'escalate' ? otherwise.to : escalatesTo);
  }
  return [...roles].sort();
}
