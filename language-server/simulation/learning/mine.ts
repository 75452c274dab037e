import { DAY } from '../../policy/clock.ts';
import type { Feedback, Policy } from '../../policy/model.ts';
import type { Interval } from '../statistics/proportions.ts';
import { wilson } from '../statistics/proportions.ts';
import type { AnsweredDecisions, Split } from './decisions.ts';
import { APPROVED, OVERRIDDEN, splitByTime, UNANSWERED } from './decisions.ts';
import type { Atom, Feature, NamedCondition, Stretch } from './features.ts';
import { featuresOf, isWithin } from './features.ts';
import type { Conjunction } from './search.ts';
import { findConjunction } from './search.ts';
import type { Bins } from './stretches.ts';
import { binned } from './stretches.ts';

/** What a mined rule did to the decisions of one part of the log. */
export interface RuleFigures {
  /** Answers for this reason. */
  answers: number;
  /** Of those, the ones that the rule applies to. */
  explained: number;
  /** The other decisions that it applies to, and what was said to them. */
  others: number;
  approved: number;
  overridden: number;
  /** Wilson 95% of explained of answers. */
  interval: Interval;
}

export interface MinedRule {
  on: Feedback['on'];
  reason: string;
  /** What it avoids or prefers: all of these; of an avoid, those of the context as well. */
  what: Atom[];
  /** `prefer … when …`, all of these. */
  when: Atom[];
  after?: { count: number; days: number };
  /** Days since 1970-01-01: a year after the last such answer. */
  until?: number;
  /** Whether it leaves choices that differ: a rule that reads none sends the decision to a person. */
  readsChoice: boolean;
  /** On the decisions that it was found on, and on the later ones that it was not. */
  first: RuleFigures;
  last: RuleFigures;
}

export interface Unexplained {
  on: Feedback['on'];
  reason: string | undefined;
  answers: number;
  why: string;
  /** What was found, where it did not hold. */
  rule?: MinedRule;
}

export interface Mined {
  decisions: number;
  approved: number;
  overridden: number;
  /** Decisions that rules were found on, and that they were measured on. */
  first: number;
  last: number;
  /** Milliseconds: the first moment of the last; NaN where the log has no moments. */
  from: number;
  /** Left out: their moment is not known. */
  untimed: number;
  rules: MinedRule[];
  unexplained: Unexplained[];
}

/** Answers for a reason among the first decisions, and among the last, before anything is said. */
export const FEWEST_FIRST = 5;
export const FEWEST_LAST = 3;
/** By how often they were given; so many reasons take a few seconds on 60,000 decisions. */
export const MOST_REASONS = 20;

/**
 * The smallest rule for each reason that people gave, found on the first 70% of the answers and
 * measured on the rest: `avoid` for overrides, `prefer` for approvals. It reads only what is known
 * before a decision. A reason that nothing explains is named with why.
 */
export function mineFeedback(
  policy: Policy,
  decisions: AnsweredDecisions,
  segments: readonly NamedCondition[] = [],
): Mined {
  const split = splitByTime(decisions);
  const features = featuresOf(policy, decisions, segments);
  const answered = split.first.filter((row) => decisions.answers[row] !== UNANSWERED);
  const bins = features.map((feature) => binned(feature, answered));
  const said = { approved: 0, overridden: 0 };
  for (const answer of decisions.answers) {
    if (answer === APPROVED) said.approved++;
    else if (answer === OVERRIDDEN) said.overridden++;
  }
  const mined: Mined = {
    ...{ decisions: decisions.count, ...said, rules: [], unexplained: [] },
    ...{ first: split.first.length, last: split.last.length },
    ...{ from: split.from, untimed: split.untimed },
  };
  for (const [place, given] of reasonsGiven(decisions).entries()) {
    const found =
      given.reason < 0
        ? 'without a reason there is nothing to learn it for'
        : place >= MOST_REASONS
          ? `only the ${String(MOST_REASONS)} most frequent reasons are looked at`
          : ruleFor(given, { decisions, split, answered, bins });
    const { on, answers } = given;
    const reason = decisions.reasonNames[given.reason];
    if (typeof found === 'string') mined.unexplained.push({ on, reason, answers, why: found });
    else if ('why' in found) mined.unexplained.push({ on, reason, answers, ...found });
    else mined.rules.push(found);
  }
  return mined;
}

interface Given {
  on: Feedback['on'];
  reason: number;
  answers: number;
}

/** The most frequent first. An approval needs no reason: those without are no question. */
function reasonsGiven({ answers, reasons }: AnsweredDecisions): Given[] {
  const byKey = new Map<string, Given>();
  for (const [row, answer] of answers.entries()) {
    const reason = reasons[row]!;
    if (answer === UNANSWERED || (answer === APPROVED && reason < 0)) continue;
    const on = answer === OVERRIDDEN ? 'override' : 'approval';
    const given = byKey.get(`${on} ${String(reason)}`) ?? { on, reason, answers: 0 };
    given.answers++;
    byKey.set(`${on} ${String(reason)}`, given);
  }
  return [...byKey.values()].sort((a, b) => b.answers - a.answers);
}

interface Ground {
  decisions: AnsweredDecisions;
  split: Split;
  /** Of the first decisions, those that were answered: the rows of the bins. */
  answered: Int32Array;
  bins: readonly Bins[];
}

function ruleFor(
  given: Given,
  ground: Ground,
): MinedRule | string | { why: string; rule: MinedRule } {
  const { decisions, split, answered, bins } = ground;
  const label = (row: number): number => {
    if (isGiven(row, given, decisions)) return 1;
    // Other overrides are neither what the rule is for, nor harm done by it.
    return given.on === 'override' && decisions.answers[row] === OVERRIDDEN ? -1 : 0;
  };
  const inFirst = countGiven(split.first, given, decisions);
  if (inFirst < FEWEST_FIRST) {
    return `only ${String(inFirst)} in the first part, of at least ${String(FEWEST_FIRST)}`;
  }
  const inLast = countGiven(split.last, given, decisions);
  if (inLast < FEWEST_LAST) {
    return `only ${String(inLast)} in the last part, too few to measure a rule on`;
  }
  const found = findConjunction({
    bins,
    labels: Int8Array.from(answered, label),
    fewest: FEWEST_FIRST,
    mustReadChoice: given.on === 'approval',
  });
  if (!found) return 'nothing known before the decision tells them from the other answers';
  const rule = ruleOf(found, given, ground);
  const why = whyNot(rule, split, decisions);
  return why === undefined ? rule : { why, rule };
}

/** A rule that changes as much as it explains, or that chance explains as well, is not proposed. */
function whyNot(
  { on, first, last }: MinedRule,
  { last: rows }: Split,
  { answers }: AnsweredDecisions,
): string | undefined {
  const against = (figures: RuleFigures): number =>
    on === 'override' ? figures.approved : figures.approved + figures.overridden;
  if (first.explained <= against(first)) {
    return 'what tells them best applies to as many other answers';
  }
  const harm = against(last);
  const wanted = on === 'override' ? APPROVED : OVERRIDDEN;
  const others = rows.reduce((sum, row) => sum + Number(answers[row] === wanted), 0);
  const base = last.answers / (last.answers + others);
  const precision = wilson({ successes: last.explained, n: last.explained + harm });
  if (last.explained > harm && precision.low > Math.min(base, MOST_ASKED)) return undefined;
  return 'what tells them in the first part does not hold in the last';
}

/** Where nearly all answers are for one reason, no rule could be asked to be surer than that. */
const MOST_ASKED = 0.5;

function isGiven(row: number, { on, reason }: Given, decisions: AnsweredDecisions): boolean {
  const answer = on === 'override' ? OVERRIDDEN : APPROVED;
  return decisions.answers[row] === answer && decisions.reasons[row] === reason;
}

function countGiven(rows: Int32Array, given: Given, decisions: AnsweredDecisions): number {
  return rows.reduce((sum, row) => sum + Number(isGiven(row, given, decisions)), 0);
}

function ruleOf({ parts }: Conjunction, given: Given, ground: Ground): MinedRule {
  const { decisions, split, bins } = ground;
  // As the data declares it, and the context before the choice, as one would say it.
  const place = ({ feature }: { feature: Feature }): number =>
    feature.readsChoice ? Infinity : bins.findIndex((each) => each.feature === feature);
  const ordered = [...parts].sort((a, b) => place(a) - place(b));
  const atoms = (chosen: readonly { feature: Feature; stretch: Stretch }[]): Atom[] =>
    chosen.map(({ feature, stretch }) => feature.atom(stretch));
  const ofChoice = ordered.filter(({ feature }) => feature.readsChoice);
  const isPrefer = given.on === 'approval';
  const figures = (rows: Int32Array): RuleFigures => figuresOf(rows, parts, given, decisions);
  return {
    on: given.on,
    reason: decisions.reasonNames[given.reason]!,
    what: atoms(isPrefer ? ofChoice : ordered),
    when: isPrefer ? atoms(ordered.filter(({ feature }) => !feature.readsChoice)) : [],
    ...pace(given, decisions),
    readsChoice: ofChoice.length > 0,
    first: figures(split.first),
    last: figures(split.last),
  };
}

function figuresOf(
  rows: Int32Array,
  parts: Conjunction['parts'],
  given: Given,
  decisions: AnsweredDecisions,
): RuleFigures {
  const counts = { answers: 0, explained: 0, others: 0, approved: 0, overridden: 0 };
  for (const row of rows) {
    const applies = parts.every(({ feature, stretch }) => {
      const value = feature.values[row]!;
      return feature.shape === 'truth' ? value === 1 : isWithin(value, stretch, feature);
    });
    const isOne = isGiven(row, given, decisions);
    if (isOne) counts.answers++;
    if (!applies) continue;
    if (isOne) counts.explained++;
    else {
      counts.others++;
      if (decisions.answers[row] === APPROVED) counts.approved++;
      if (decisions.answers[row] === OVERRIDDEN) counts.overridden++;
    }
  }
  const { explained, answers } = counts;
  return { ...counts, interval: wilson({ successes: explained, n: answers }) };
}

const PACE = { count: 3, days: 30 };

/**
 * Some answers in a month before the rule holds, where the log ever had as many, and an end a year
 * after the last one: what people once said should be asked again.
 */
function pace(given: Given, decisions: AnsweredDecisions): { after?: typeof PACE; until?: number } {
  const moments = decisions.moments
    .filter((moment, row) => !Number.isNaN(moment) && isGiven(row, given, decisions))
    .sort();
  const last = moments.at(-1);
  if (last === undefined) return {};
  const isReached = moments.some(
    (moment, index) => moment - (moments[index - PACE.count + 1] ?? -Infinity) < PACE.days * DAY,
  );
  return { ...(isReached ? { after: PACE } : {}), until: Math.floor(last / DAY) + 365 };
}
