import type { IToken } from 'chevrotain';
import { CompletionItemKind } from 'vscode-languageserver';
import type { Candidate } from './candidate.ts';
import { ranks } from './candidate.ts';
import type { Here } from './conditions.ts';
import { sideOf, subjectOf } from './operands.ts';
import { visibleOf } from './place.ts';
import { keywordsOf, phrasesFrom } from './phrases.ts';
import { isSentence } from './sentence-texts.ts';
import { isSaid } from './starts.ts';
import type { Expected, Frame } from './walk.ts';
import { readAs, stackOf } from './walk.ts';

/** The words of the language that can stand here, with those that have to follow each. */
export function keywordCandidates(here: Here): Candidate[] {
  const { ways, automaton, index } = here;
  return keywordsOf(ways).flatMap((way): Candidate[] => {
    const { word } = way;
    if (word === '%') {
      const side = sideOf(way.frame, here);
      const type = side?.kind === 'right' ? side.subject?.type : undefined;
      if (type && type.kind !== 'share') return [];
      return [{ label: '%', kind: CompletionItemKind.Unit, rank: ranks.value, detail: 'share' }];
    }
    if (word === ',') {
      return [{ label: ',', kind: CompletionItemKind.Operator, rank: ranks.literal }];
    }
    if (!/^\w+$/.test(word) || isElsewhere(way, here) || isOffered(way, here)) return [];
    return phrasesFrom(way, automaton, index);
  });
}

/** Whether a word begins what has its own line, or what there already is. */
function isElsewhere({ frame }: Expected, { cursor, index, present }: Here): boolean {
  return stackOf(frame).some((each) => {
    if (each.start !== index || !isSentence(each)) return false;
    const isTail = each.rule === 'Because' || each.rule === 'Otherwise';
    if (present.has(each.rule) || present.has(each.type) || isSaid(each)) return true;
    return !isTail && !cursor.startsLine && index > 0 && !isFirst(each, index);
  });
}

/** Whether nothing but its own first words stands between a block and the rule that begins. */
function isFirst({ parent }: Frame, index: number): boolean {
  return parent !== undefined && isSentence(parent) && parent.start >= index - 3;
}

/** Whether the values, comparisons and names of a condition already say it. */
function isOffered({ word, frame, property }: Expected, here: Here): boolean {
  // `per day` alone is refused, since it could be either.
  if (property === 'unstated') return true;
  const around = stackOf(frame).map(({ type }) => type);
  if (frame.rule === 'Comparison') {
    const left = here.tokens.slice(frame.start);
    return isSegment(left, here) || subjectOf(left, here) !== undefined;
  }
  if (frame.rule === 'Test' && frame.start >= here.index - readAs(frame, 'negated').length) {
    return word !== 'not';
  }
  if (frame.rule !== 'Primary') return false;
  if (word === 'it') return !around.includes('SoundRule');
  const side = sideOf(frame, here);
  if (side?.kind === 'right')
    return !(rightWords[word] ?? [word]).includes(side.subject?.type.kind ?? word);
  return ['SoundRule', 'SurprisingRule', 'Becomes', 'Returns'].some((rule) =>
    around.includes(rule),
  );
}

/** What a quantity of several words can be compared with. */
const rightWords: Record<string, string[] | undefined> = {
  count: ['count', 'number'],
  time: ['duration'],
  // It is a name on the right side of the choice, and nothing else there.
  usual: [],
};

function isSegment(words: readonly IToken[], { place }: Here): boolean {
  const [first, ...others] = words;
  const name = first?.image.replaceAll('`', '');
  return others.length === 0 && visibleOf(place, 'Segment').some((each) => each.name === name);
}
