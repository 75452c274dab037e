import { evaluate } from '../../policy/condition.ts';
import { formatValue } from '../../policy/format.ts';
import { leafKey, leafName } from '../../policy/leaves.ts';
import type { Condition, Leaf, Policy, Value } from '../../policy/model.ts';
import { codePoints, phraseMatcher } from '../../policy/phrases.ts';
import type { Tri } from '../../policy/tri.ts';
import { unitOfLeaf } from '../../policy/units.ts';
import type { LeafVariables, Variable } from './leaf-variables.ts';
import type { Expression } from './smt.ts';
import { FALSE, numberOf, TRUE } from './smt.ts';

/** One decision that shows what a solver says: what is left out is unknown. */
export interface Witness {
  values: ReadonlyMap<string, Value>;
  leaves: readonly Leaf[];
}

/** The terms whose values make up a witness, with their sorts. */
export function witnessTerms({ byKey, texts }: LeafVariables): { term: string; sort: string }[] {
  const term = (sort: string, ...terms: string[]): { term: string; sort: string }[] =>
    terms.map((each) => ({ term: each, sort }));
  return [...byKey.values()].flatMap(({ encoded }) =>
    encoded.kind === 'text'
      ? [
          ...term('Bool', encoded.known),
          ...term('Int', encoded.id, `(length ${encoded.id})`),
          ...term('Bool', ...texts.phrases().map((_, i) => `(phrase${i} ${encoded.id})`)),
        ]
      : [
          ...term('Bool', encoded.known),
          ...term('Real', encoded.value),
          ...term('Bool', encoded.infinite),
        ],
  );
}

/** The decision that the values of those terms describe. */
export function witnessFrom(
  variables: LeafVariables,
  answers: readonly (Expression | undefined)[],
): Witness {
  const values = new Map<string, Value>();
  const rest = [...answers];
  const next = (): Expression | undefined => rest.shift();
  for (const [key, variable] of variables.byKey) {
    const known = next();
    const value = variable.encoded.kind === 'text' ? textFrom(variables, next) : numberFrom(next);
    if (known === TRUE) values.set(key, value);
  }
  return { values, leaves: [...variables.byKey.values()].map(({ leaf }: Variable) => leaf) };
}

/** What the reference interpreter makes of a condition in that decision. */
export function judged(
  condition: Condition,
  witness: Witness,
  policy: Policy,
  choice?: Value,
): Tri {
  const read = (leaf: Leaf): Value | undefined =>
    leaf.kind === 'choice' && choice !== undefined ? choice : witness.values.get(leafKey(leaf));
  return evaluate(condition, read, policy.calendars);
}

/** `engagement is dormant, confidence is unknown`, with the choice or without. */
export function witnessText(
  { values, leaves }: Witness,
  policy: Policy,
  { withChoice }: { withChoice: boolean },
): string {
  return leaves
    .filter(({ kind }) => withChoice || kind !== 'choice')
    .map((leaf) => {
      const value = values.get(leafKey(leaf));
      const shown = formatValue(value, unitOfLeaf(leaf, policy), policy.data);
      return `${leafName(leaf, policy)} is ${typeof value === 'string' ? `"${shown}"` : shown}`;
    })
    .join(', ');
}

function numberFrom(next: () => Expression | undefined): number {
  const value = numberOf(next());
  return next() === TRUE ? Infinity : value;
}

/** A text that a policy names, or one with the phrases and the length asked for. */
function textFrom({ texts }: LeafVariables, next: () => Expression | undefined): string {
  const id = numberOf(next());
  const length = numberOf(next());
  const mentioned = texts.phrases().filter(() => next() !== FALSE);
  const literal = texts.literals()[id];
  if (literal !== undefined) return literal;
  const shortest = mentioned.filter(
    (phrase) => !mentioned.some((other) => other !== phrase && phraseMatcher([phrase])(other)),
  );
  const words = shortest.join(' ');
  const missing = length - codePoints(words);
  return missing > 0 && missing < 10_000 ? words + ' '.repeat(missing) : words;
}
