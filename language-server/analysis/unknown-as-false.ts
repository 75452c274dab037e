import { leafKey, leafName, leavesOf } from '../policy/leaves.ts';
import type { Condition, Leaf, Policy, Simulation, SourceLine } from '../policy/model.ts';
import type { Atom } from './conditions.ts';
import type { Finding } from './finding.ts';

/**
 * Conditions of feedback rules and of a simulated reviewer that a missing value decides against
 * what they say: `level is not low` reads as if a reader without a level were meant, and there
 * unknown counts as false. In boundaries and triggers it escalates instead, whatever is written.
 */
export function unknownAsFalseFindings(
  policy: Policy,
  simulations: readonly Simulation[],
): Finding[] {
  const places = [
    ...policy.feedback.flatMap(({ what, when, name, at }): Place[] =>
      [what, when].map((condition, part) => ({ condition, part, at, name: `\`${name}\`` })),
    ),
    ...simulations.flatMap(({ name, reviewer, at }) =>
      reviewer.map(({ when, answer, reason }, part): Place => {
        const because = reason === undefined ? '' : ` because ${reason}`;
        return { condition: when, part, at, name: `In \`${name}\`, \`${answer}${because}\`` };
      }),
    ),
  ];
  return places.flatMap((place) => findingsOf(place, policy));
}

interface Place {
  condition: Condition | undefined;
  part: number;
  at: SourceLine;
  name: string;
}

function findingsOf({ condition, part, at, name }: Place, policy: Policy): Finding[] {
  if (!condition) return [];
  return leavesOf(condition)
    .filter((leaf) => mayBeMissing(leaf) && isMisread(condition, leafKey(leaf)))
    .map((leaf): Finding => {
      const column = leafName(leaf, policy);
      const message = `${name} does not hold where \`${column}\` is missing, though it reads as if it did: add \`or ${column} is unknown\`, or \`and ${column} is known\` if that is meant`;
      return { code: 'unknown-as-false', message, at, mend: { name: column, part } };
    });
}

/** What Handoff counts and the choice itself are always there; a date is as far as the data is. */
function mayBeMissing(leaf: Leaf): boolean {
  return leaf.kind === 'column' || (leaf.kind === 'word' && leaf.word !== 'sending');
}

/**
 * What a condition can come to where one value is missing: how it reads, with a comparison of what
 * is not there as no, and how it is judged, where that comparison is unknown.
 */
type Outcome = 'true' | 'false' | 'misread as true' | 'misread as false';

const negated: Record<Outcome, Outcome> = {
  true: 'false',
  false: 'true',
  'misread as true': 'misread as false',
  'misread as false': 'misread as true',
};

/** Whether it can read as true, and yet be unknown. */
function isMisread(condition: Condition, missing: string): boolean {
  return outcomes(condition, missing).has('misread as true');
}

function outcomes(condition: Condition, missing: string): Set<Outcome> {
  switch (condition.kind) {
    case 'and':
      return condition.parts.map((part) => outcomes(part, missing)).reduce(together);
    case 'or': {
      const parts = condition.parts.map((part) => negation(outcomes(part, missing)));
      return negation(parts.reduce(together));
    }
    case 'not':
      return negation(outcomes(condition.part, missing));
    default:
      return outcomesOfAtom(condition, missing);
  }
}

function outcomesOfAtom(atom: Atom, missing: string): Set<Outcome> {
  if (atom.kind === 'constant') return new Set([atom.value ? 'true' : 'false']);
  const reads = leavesOf(atom).some((leaf) => leafKey(leaf) === missing);
  if (!reads) return new Set(['true', 'false']);
  if (atom.kind === 'known') return new Set(['false']);
  const isNegated = atom.kind === 'compare' && atom.operator === 'isNot';
  return new Set([isNegated ? 'misread as true' : 'misread as false']);
}

function negation(all: Set<Outcome>): Set<Outcome> {
  return new Set([...all].map((each) => negated[each]));
}

/** Of two parts that are independent of each other, both of which are asked. */
function together(left: Set<Outcome>, right: Set<Outcome>): Set<Outcome> {
  return new Set([...left].flatMap((one) => [...right].map((other) => both(one, other))));
}

function both(left: Outcome, right: Outcome): Outcome {
  if (left === 'false' || right === 'false') return 'false';
  if (left === 'misread as false' || right === 'misread as false') return 'misread as false';
  return left === 'true' ? right : left;
}
