import type { Verdict } from '../policy/model.ts';
import { verdicts } from '../policy/model.ts';
import type { DecisionIndex } from './decision-index.ts';
import type { SubjectNames } from './subject-names.ts';

/** Decisions that pass all of these; none given: all. */
export interface DecisionFilter {
  verdicts?: readonly Verdict[];
  /** Place in the policy of a rule that fired or could not be judged. */
  rule?: number;
  /** A subject as the data names it, or the beginning of how it is shown. */
  subject?: string;
}

/** The decisions that pass a filter, in their order. */
export interface Matches {
  total: number;
  /** The decision at a position. */
  at: (position: number) => number;
  /** The position of the first of them that is not before a decision. */
  positionOf: (decision: number) => number;
}

/**
 * Finds what passes a filter; the last filter's matches are kept, since a list asks for one part
 * of them after the other.
 */
export function createDecisionFilter(
  index: DecisionIndex,
  names: SubjectNames,
): (filter: DecisionFilter) => Matches {
  let lastKey = '';
  let last: Matches | undefined;
  return (filter) => {
    const key = JSON.stringify([filter.verdicts, filter.rule, filter.subject]);
    if (last && key === lastKey) return last;
    last = find(filter, index, names);
    lastKey = key;
    return last;
  };
}

function find(filter: DecisionFilter, index: DecisionIndex, names: SubjectNames): Matches {
  const { rule, subject = '' } = filter;
  const count = index.count();
  const tests: ((decision: number) => boolean)[] = [];
  if (filter.verdicts) {
    const isWanted = verdicts.map((verdict) => filter.verdicts!.includes(verdict));
    tests.push((decision) => isWanted[index.verdict(decision)]!);
  }
  if (rule !== undefined) tests.push((decision) => index.isSaid(decision, rule));
  // A field that was cleared asks for nobody in particular.
  if (subject !== '') {
    const isAsked = names.matcher(subject);
    tests.push((decision) => isAsked(index.subject(decision)));
  }
  if (tests.length === 0) {
    return { total: count, at: (position) => position, positionOf: (decision) => decision };
  }
  const found = new Uint32Array(count);
  let total = 0;
  for (let decision = 0; decision < count; decision++) {
    if (tests.every((passes) => passes(decision))) found[total++] = decision;
  }
  const matches = found.slice(0, total);
  return {
    total,
    at: (position) => matches[position]!,
    positionOf: (decision) => firstFrom(matches, decision),
  };
}

function firstFrom(ascending: Uint32Array, value: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
