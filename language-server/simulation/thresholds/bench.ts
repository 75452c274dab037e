import type { Escalation, Policy } from '../../policy/model.ts';
import { counted } from '../../policy/format.ts';
import { unitOf } from '../../policy/units.ts';
import { conditionWords } from '../../policy/words.ts';
import type { Interval } from '../statistics/proportions.ts';
import { wilson } from '../statistics/proportions.ts';
import { candidatesOf } from './candidates.ts';
import type { Collected, Collection } from './collect.ts';
import { WIDTH } from './collect.ts';
import type { Scale } from './scale.ts';
import { scaleOf } from './scale.ts';
import type { Swept } from './swept.ts';

/** One threshold and what it would have come to, all else held fixed. */
export interface ThresholdPoint {
  threshold: number;
  /** The comparison with it, in words. */
  words: string;
  isPresent: boolean;
  /** Decisions a day that go to the trigger's role, by any rule; absent without moments. */
  perDay?: number;
  /** Overrides of the reviewer that a person would have seen, and that nobody would have. */
  caught: number;
  missed: number;
  /** Share of the overrides that is caught, with its 95% Wilson interval. */
  caughtShare: number;
  caughtInterval: Interval;
  /**
   * What the missed overrides cost: goals lost against the usual choice, by the cells' rates as
   * known on the day; negative where the choice was the better one. Absent where the log tells of
   * fewer than four in five of them.
   */
  valueAtRisk?: number;
}

/** A numeric trigger, swept. */
export interface ThresholdBench {
  rule: string;
  file: string;
  line: number;
  role: string;
  /** The present comparison, in words. */
  words: string;
  /** Decisions that a person or the agent could carry out, and overrides among them. */
  decisions: number;
  overrides: number;
  /** Decisions without the value, which any threshold escalates. */
  unknown: number;
  days: number;
  budgetPerDay?: number;
  /** Why nothing is said; then there are no points. */
  refused?: string;
  points: ThresholdPoint[];
  recommended?: Recommendation;
  /** Why none is recommended, where points are shown. */
  noRecommendation?: string;
}

export interface Recommendation {
  /** Place in `points`: the fewest misses inside the budget. */
  best: number;
  /** Places of all thresholds inside the budget that the sample cannot tell from it. */
  alike: number[];
}

/** Fewer say too little of what a threshold would let through. */
const FEWEST_DECISIONS = 100;
const FEWEST_OVERRIDES = 10;
/** The value at risk is shown where it is known of this share of the missed overrides. */
const KNOWN_SHARE = 0.8;
/** Fewer overrides between two thresholds do not tell them apart: 2 · 0.5^5 is above 5%. */
const FEWEST_APART = 6;

export function benchesOf(policy: Policy, collection: Collection): ThresholdBench[] {
  return collection.each.map((each) => {
    const rule = policy.rules[each.swept.rule]!;
    const budget = budgetOf(policy.escalations, rule.escalatesTo);
    const shared = {
      rule: rule.name,
      file: rule.at.file,
      line: rule.at.line,
      role: rule.escalatesTo,
      words: wordsOf(each.swept, policy),
      decisions: collection.decisions,
      overrides: collection.overrides,
      unknown: each.unknown,
      days: collection.days,
      ...(budget === undefined ? {} : { budgetPerDay: budget }),
    };
    const refused = refusalOf(each, collection);
    if (refused !== undefined) return { ...shared, refused, points: [] };
    const points = pointsOf(each, collection, policy);
    return { ...shared, points, ...recommendationOf(points, { budget, hanging: hangingOn(each) }) };
  });
}

function budgetOf(escalations: readonly Escalation[], role: string): number | undefined {
  return escalations.find(({ to }) => to === role)?.budget?.perDay;
}

function refusalOf({ cells }: Collected, { answered, overrides }: Collection): string | undefined {
  if (answered === 0) return 'the simulation has no reviewer who answers';
  if (answered < FEWEST_DECISIONS) {
    return `the reviewer answers ${String(answered)} decisions; at least ${String(FEWEST_DECISIONS)} are needed`;
  }
  if (overrides < FEWEST_OVERRIDES) {
    return `the reviewer would override ${String(overrides)} decisions; at least ${String(FEWEST_OVERRIDES)} are needed`;
  }
  return cells.length === 0 ? 'no decision has a value that the threshold decides on' : undefined;
}

function pointsOf(each: Collected, { days }: Collection, policy: Policy): ThresholdPoint[] {
  const { swept, cells, always, never, caughtAnyway } = each;
  const firesBefore = swept.firesOn === 'below' || swept.firesOn === 'atMost';
  /** Sums of the cells before each place. */
  const before = [new Float64Array(WIDTH)];
  for (const { sums } of cells) {
    before.push(before.at(-1)!.map((sum, k) => sum + sums[k]!));
  }
  const all = before.at(-1)!;
  return candidatesOf(cells, swept, scaleIn(swept, policy)).map(({ threshold, place }) => {
    const first = before[place]!;
    const fired = (k: number): number => (firesBefore ? first[k]! : all[k]! - first[k]!);
    const silent = (k: number): number => all[k]! - fired(k) + never[k]!;
    const caught = caughtAnyway + always[2]! + fired(2);
    const missed = silent(2);
    const n = caught + missed;
    const isKnown = silent(4) >= KNOWN_SHARE * missed;
    return {
      threshold,
      words: conditionWords(swept.at(threshold), policy),
      isPresent: threshold === swept.threshold,
      ...(days === 0 ? {} : { perDay: (always[0]! + fired(0)) / days }),
      caught,
      missed,
      caughtShare: caught / n,
      caughtInterval: wilson({ successes: caught, n }),
      // What is known of most is scaled up to all of them.
      ...(isKnown ? { valueAtRisk: missed === 0 ? 0 : (silent(3) / silent(4)) * missed } : {}),
    };
  });
}

/** Overrides that one threshold shows a person and another does not. */
function hangingOn({ cells }: Collected): number {
  return cells.reduce((sum, { sums }) => sum + sums[2]!, 0);
}

function wordsOf({ comparison, end }: Swept, policy: Policy): string {
  const words = conditionWords(comparison, policy);
  return end === undefined ? words : `${words}: the ${end} end`;
}

function scaleIn({ comparison }: Swept, policy: Policy): Scale {
  switch (comparison.kind) {
    case 'farFrom':
      return scaleOf(unitOf(comparison.of, policy), {
        isDistance: true,
        ...(comparison.cycle === undefined ? {} : { cycle: comparison.cycle }),
      });
    case 'longerThan':
      return { from: 0, to: Infinity };
    case 'between':
      return scaleOf(unitOf(comparison.of, policy));
    case 'compare':
      return scaleOf(unitOf(comparison.left, policy) ?? unitOf(comparison.right, policy));
  }
}

/**
 * Thresholds on one number are nested: what one lets through and the other does not are the
 * decisions between them, and by McNemar's exact test (1947) of those overrides, which all go one
 * way, five or fewer do not tell two thresholds apart at 5%.
 */
function recommendationOf(
  points: readonly ThresholdPoint[],
  { budget, hanging }: { budget: number | undefined; hanging: number },
): Pick<ThresholdBench, 'recommended' | 'noRecommendation'> {
  if (budget === undefined) {
    return { noRecommendation: 'the reviewers have no budget (`at most … per day`)' };
  }
  const inside = [...points.keys()].filter((at) => (points[at]!.perDay ?? Infinity) <= budget);
  if (points.every(({ perDay }) => perDay === undefined)) {
    return { noRecommendation: 'the data has no moment, and so no days' };
  }
  if (inside.length === 0) {
    return {
      noRecommendation: `every threshold sends more than ${counted(budget, 'decision')} a day to the reviewers`,
    };
  }
  if (hanging < FEWEST_OVERRIDES) {
    return {
      noRecommendation: `on this number hang ${counted(hanging, 'override')}; at least ${String(FEWEST_OVERRIDES)} are needed to tell one threshold from another`,
    };
  }
  const best = inside.reduce((one, other) =>
    isBetter(points[other]!, points[one]!) ? other : one,
  );
  const alike = inside.filter((at) => points[at]!.missed - points[best]!.missed < FEWEST_APART);
  return { recommended: { best, alike } };
}

/** Fewer misses; of as many, fewer escalations; of as many, the present one. */
function isBetter(one: ThresholdPoint, other: ThresholdPoint): boolean {
  if (one.missed !== other.missed) return one.missed < other.missed;
  if (one.perDay !== other.perDay) return (one.perDay ?? 0) < (other.perDay ?? 0);
  return one.isPresent && !other.isPresent;
}
