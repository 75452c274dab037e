import type { IToken } from 'chevrotain';

/**
 * Gives a soft keyword that begins a declaration, a part of a simulation or a phrase a type of
 * `keywords`, which cannot be a name. Without this the parser takes a name wherever one can
 * stand. Behind `usual` one can, also where the line ends there and the next one is
 * `test "…" of newsletter`; and `count of` without its end would be a name and a stray word.
 */
export function markStartingWords(
  tokens: readonly IToken[],
  keywords: ReadonlyMap<string, IToken['tokenType']>,
): void {
  tokens.forEach((token, index) => {
    const keyword = keywords.get(token.image);
    if (!keyword || !starts(tokens, index)) return;
    token.tokenType = keyword;
    if (keyword.tokenTypeIdx !== undefined) token.tokenTypeIdx = keyword.tokenTypeIdx;
  });
}

/** The words that begin a declaration or an import whatever stands behind them. */
export const declarations: ReadonlySet<string> = new Set(
  'handoff import guardrails simulation'.split(' '),
);

/** The words of which this knows what stands behind them. */
export const startingWords: ReadonlySet<string> = new Set(
  'calendar data segment test agent reviewer reward weights seed from priority count time it'.split(
    ' ',
  ),
);

function starts(tokens: readonly IToken[], index: number): boolean {
  const at = (distance: number): IToken | undefined => tokens[index + distance];
  const word = tokens[index]?.image ?? '';
  return startsAnywhere(word, at) || (image(at(-1)) === 'usual' && startsBehindUsual(word, at));
}

type Around = (distance: number) => IToken | undefined;

/** Whether what follows the word can follow no name, wherever the name stands. */
function startsAnywhere(word: string, at: Around): boolean {
  switch (word) {
    case 'test':
      return type(at(1)) === 'STRING' && image(at(2)) === 'of';
    case 'data':
      return isName(at(1)) && image(at(2)) === 'from' && type(at(3)) === 'STRING';
    case 'calendar':
      return isName(at(1)) && (type(at(2)) === 'DATE' || isFromFile(at(2), at(3)));
    case 'segment':
      // Behind the name of a column another column may stand, but no comparison of one.
      return type(at(1)) === 'NAME_COLON' && isName(at(2)) && goesOn.has(image(at(3)));
    case 'agent':
      return image(at(1)) === 'chooses' || (image(at(1)) === 'is' && isAgent(at));
    case 'reviewer':
      return isAnswer(at(1), at(2)) && !isInReviewer(at);
    case 'reward':
      return image(at(1)) === 'model' && (image(at(2)) === 'by' || image(at(2)) === 'is');
    case 'weights':
      return image(at(1)) === 'clipped';
    case 'count':
      return image(at(1)) === 'of' && image(at(-1)) !== 'simulation';
    case 'time':
      return image(at(1)) === 'since';
    case 'it':
      return image(at(1)) === 'holds' || image(at(1)) === 'moves';
    default:
      return false;
  }
}

/** Whether what follows the word cannot follow a name at the end of a condition. */
function startsBehindUsual(word: string, at: Around): boolean {
  switch (word) {
    case 'test':
      return type(at(1)) === 'STRING';
    case 'calendar':
      return isName(at(1)) && startsDeclaration(2, at);
    case 'segment':
      // Behind the name of a column the next rule may stand, which has a colon as well.
      return type(at(1)) === 'NAME_COLON' && !startsRule.has(image(at(2)));
    case 'seed':
      return type(at(1)) === 'NUMBER';
    case 'priority':
      return isName(at(1)) && !startsDeclaration(1, at) && !startsPart(1, at);
    case 'from':
      return amounts.has(type(at(1))) || image(at(1)) === 'usual' || image(at(1)) === '(';
    default:
      return false;
  }
}

const goesOn = new Set(['is', 'mentions', 'and', 'or', '+', '-', '*']);
const startsRule = new Set(['never', 'at', 'when', 'on']);
const answers = new Set(['overrides', 'approves']);
const amounts = new Set(['NUMBER', 'DATE', 'TIME', 'STRING', 'ID', 'QUOTED_NAME']);

function isAgent(at: Around): boolean {
  switch (image(at(2))) {
    case 'the':
      return true;
    case 'thompson':
      return image(at(3)) === 'sampling';
    case 'recorded':
      return image(at(3)) === 'in';
    case 'command':
      return type(at(3)) === 'STRING';
    default:
      return false;
  }
}

function isAnswer(word: IToken | undefined, next: IToken | undefined): boolean {
  return answers.has(image(word)) || (image(word) === 'otherwise' && answers.has(image(next)));
}

/** Where a reviewer's answers stand, `reviewer` names something: there is one reviewer. */
function isInReviewer(at: Around): boolean {
  for (let distance = -1; ; distance--) {
    const word = image(at(distance));
    if (answers.has(word)) return true;
    if (word === '' || word === 'chooses' || word === 'simulation') return false;
  }
}

/** Whether a declaration starts so far ahead, or the file ends there. */
function startsDeclaration(distance: number, at: Around): boolean {
  const word = image(at(distance));
  const further: Around = (more) => at(distance + more);
  return word === '' || declarations.has(word) || startsAnywhere(word, further);
}

/** Whether a part of a simulation starts so far ahead that only `usual` tells from a name. */
function startsPart(distance: number, at: Around): boolean {
  return startsBehindUsual(image(at(distance)), (more) => at(distance + more));
}

function isFromFile(word: IToken | undefined, path: IToken | undefined): boolean {
  return image(word) === 'from' && type(path) === 'STRING';
}

function isName(token: IToken | undefined): boolean {
  const kind = type(token);
  if (kind === 'ID' || kind === 'QUOTED_NAME') return true;
  return token?.tokenType.CATEGORIES?.some(({ name }) => name === 'SOFT') ?? false;
}

function image(token: IToken | undefined): string {
  return token?.image ?? '';
}

function type(token: IToken | undefined): string {
  return token?.tokenType.name ?? '';
}
