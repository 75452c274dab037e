import { codePoints, phraseMatcher } from '../../policy/phrases.ts';
import type { Condition } from '../../policy/model.ts';
import { FALSE, or, TRUE, and, not } from './smt.ts';

type TextCondition = Extract<Condition, { kind: 'mentions' | 'longerThan' }>;

/**
 * Texts are numbers of which nothing is known but what is asked: which phrases they mention and
 * how long they are. Of those that a policy names, both are known.
 */
export interface Texts {
  literal: (text: string) => string;
  property: (condition: TextCondition, id: string) => string;
  declarations: () => string[];
  constraints: () => string[];
  /** Terms of a text whose values say how to write one like it. */
  phrases: () => readonly string[];
  literals: () => readonly string[];
}

export function createTexts(): Texts {
  const literals: string[] = [];
  const phrases: string[] = [];
  const indexIn = (list: string[], text: string): number => {
    const at = list.indexOf(text);
    return at >= 0 ? at : list.push(text) - 1;
  };
  return {
    literal: (text) => String(indexIn(literals, text)),
    property: (condition, id) =>
      condition.kind === 'longerThan'
        ? `(> (length ${id}) ${condition.length})`
        : or(...condition.phrases.map((phrase) => `(phrase${indexIn(phrases, phrase)} ${id})`)),
    declarations: () => [
      '(declare-fun length (Int) Int)',
      ...phrases.map((_, i) => `(declare-fun phrase${i} (Int) Bool)`),
    ],
    constraints: () => [
      ...literals.flatMap((text, id) => [
        `(= (length ${id}) ${codePoints(text)})`,
        ...phrases.map((phrase, i) => {
          const mentions = `(phrase${i} ${id})`;
          return phraseMatcher([phrase])(text) ? mentions : not(mentions);
        }),
      ]),
    ],
    phrases: () => phrases,
    literals: () => literals,
  };
}

/** What holds of any text: what mentions `free money` mentions `free`, and is as long at least. */
export function textLaws(texts: Texts, id: string): string {
  const phrases = texts.phrases();
  return and(
    `(>= ${id} 0)`,
    `(>= (length ${id}) 0)`,
    ...phrases.flatMap((phrase, i) =>
      phrases.map((other, j) =>
        i !== j && phraseMatcher([other])(phrase)
          ? or(not(`(phrase${i} ${id})`), `(phrase${j} ${id})`)
          : TRUE,
      ),
    ),
    ...phrases.map((phrase, i) =>
      phraseMatcher([phrase])(phrase) ? TRUE : or(FALSE, not(`(phrase${i} ${id})`)),
    ),
  );
}
