import type { IToken } from 'chevrotain';
import { nearestWord } from '../near-words.ts';
import { nearestStart } from './line-starts.ts';
import type { Mend } from './mends.ts';
import { before, behind, instead, without } from './mends.ts';
import { reservedWords } from './words.ts';

export interface Advice {
  /** What to do, worded to stand behind a semicolon. */
  say?: string;
  mends: Mend[];
  /** The word that is at fault, where it is not the one that the parser stopped at. */
  blamed?: IToken;
}

const aboveOrFrom = 'write `is above …`, or `is more than … from usual` for a distance';

/** What people write who know another language, or plain English, and what Handoff says for it. */
const advice = new Map<string, string>([
  ['greater', 'write `is above …`'],
  ['more', aboveOrFrom],
  ['bigger', 'write `is above …`'],
  ['over', 'write `is above …`'],
  ['exceeds', 'write `is above …`'],
  ['less', 'write `is below …`'],
  ['fewer', 'write `is below …`'],
  ['under', 'write `is below …`'],
  ['before', 'write `is below …`'],
  ['after', 'write `is above …`, or `is at least …` to include it'],
  ['equal', 'write `is …`'],
  ['equals', 'write `is …`'],
  ['isn', 'write `is not …`'],
  ['contains', 'write `mentions "…"`'],
  ['includes', 'write `mentions "…"`'],
  ['if', 'write `when`'],
  ['max', 'write `at most`'],
  ['maximum', 'write `at most`'],
  ['min', 'write `at least`'],
  ['minimum', 'write `at least`'],
  ['always', 'write what must not be: `never when …`'],
  ['am', 'times have 24 hours: write 09:00 or 21:00'],
  ['pm', 'times have 24 hours: write 09:00 or 21:00'],
  ['count', 'write `count of emails in the last 7 days`'],
  ['&&', 'write `and`'],
  ['||', 'write `or`'],
  ['!', 'write `not`'],
  ['>', 'write `is above`'],
  ['>=', 'write `is at least`'],
  ['<', 'write `is below`'],
  ['<=', 'write `is at most`'],
  ['=', 'write `is`'],
  ['==', 'write `is`'],
  ['!=', 'write `is not`'],
  ['/', 'a comment starts with `#`'],
]);

/** Words for which others can stand as they are. */
const spoken = new Map<string, string>([
  ['if', 'when'],
  ['max', 'at most'],
  ['maximum', 'at most'],
  ['min', 'at least'],
  ['minimum', 'at least'],
  ['contains', 'mentions'],
  ['includes', 'mentions'],
  ['&&', 'and'],
  ['||', 'or'],
  ['>', 'is above'],
  ['>=', 'is at least'],
  ['<', 'is below'],
  ['<=', 'is at most'],
  ['!=', 'is not'],
]);
/** `greater than` and the like, whose second word is the one that does not fit. */
const comparatives = new Map<string, string>([
  ['greater', 'above'],
  ['bigger', 'above'],
  ['less', 'below'],
  ['fewer', 'below'],
]);

/** Words of comparisons that mean something else in other places. */
const comparing = new Set(['after', 'before', 'over', 'under', 'more', 'less', 'count']);

/** Of two or three letters another word is as near as a slip. */
function isSlip(word: string, near: string | undefined): near is string {
  return near !== undefined && near !== word && Math.max(word.length, near.length) > 3;
}

/** What to do where other words are expected than the one that was found. */
export function adviceOn(
  token: IToken | undefined,
  previous: IToken | undefined,
  keywords: readonly string[],
): Advice {
  if (!token || token.image === '') return { mends: [] };
  const isElse = keywords.length > 0 && comparing.has(token.image);
  const say = isElse || token.image === '/' ? undefined : advice.get(token.image);
  const word = spoken.get(token.image);
  if (word !== undefined) {
    const text = previous?.image === 'is' ? word.replace(/^is /, '') : word;
    return {
      ...(say === undefined ? {} : { say }),
      mends: [{ ...instead(token, text), sure: true }],
    };
  }
  if (say !== undefined) return { say, mends: [] };
  if (previous && twice(token, previous)) {
    return { say: `it stands twice`, mends: [{ ...without(token, token, previous), sure: true }] };
  }
  const near = nearestWord(token.image, keywords);
  if (isSlip(token.image, near)) {
    return { say: `did you mean \`${near}\`?`, mends: [{ ...instead(token, near), sure: true }] };
  }
  const [only, ...others] = keywords;
  if (only === undefined || others.length > 0 || !previous) return { mends: [] };
  return { mends: [missing(previous, only)] };
}

/** A fixed word that belongs behind another one. */
export function missing(previous: IToken, word: string): Mend {
  return behind(previous, /^\W/.test(word) ? word : ` ${word}`);
}

/** Words that, misspelt, are read as the name of a value or a column. */
const spelling =
  'above below between mentions because otherwise known unknown longer across calendar within until'.split(
    ' ',
  );
const comparisons = new Set(['above', 'below', 'between', 'one', 'at', 'in', 'known', 'unknown']);
const phrases = new Map([
  ['at', 'at least'],
  ['one', 'one of'],
]);
const listItems = new Set(['ID', 'STRING', 'QUOTED_NAME']);

/** What to do about a word that the rule before it, on the same line, cannot go on with. */
export function adviceOnStray(stray: IToken, previous: IToken): Advice {
  const remove = without(stray, stray, previous);
  if (twice(stray, previous)) return { say: 'it stands twice', mends: [{ ...remove, sure: true }] };
  const comparative = comparatives.get(previous.image);
  if (comparative !== undefined && stray.image === 'than') {
    const say = advice.get(previous.image) ?? '';
    return { say, mends: [{ ...instead(previous, comparative, stray), sure: true }] };
  }
  const meant = previous.tokenType.name === 'ID' && nearestWord(previous.image, spelling);
  if (meant && isSlip(previous.image, meant)) {
    const mends = [{ ...instead(previous, meant), sure: true }];
    return { say: `did you mean \`${meant}\`?`, mends, blamed: previous };
  }
  const word = spoken.get(stray.image);
  const isAmount = ['NUMBER', 'TIME', 'DATE'].includes(stray.tokenType.name);
  const isElse = comparing.has(previous.image) && !isAmount && stray.image !== 'than';
  const known = (isElse ? undefined : advice.get(previous.image)) ?? advice.get(stray.image);
  if (known !== undefined)
    return { say: known, mends: word === undefined ? [] : [instead(stray, word)] };
  if (comparisons.has(stray.image)) {
    return {
      say: `write \`is ${phrases.get(stray.image) ?? stray.image} …\``,
      mends: [{ ...before(stray, 'is '), sure: true }],
    };
  }
  const isListed = listItems.has(stray.tokenType.name) && listItems.has(previous.tokenType.name);
  if (isListed || stray.image === 'otherwise') {
    return { say: 'is a comma missing?', mends: [behind(previous, ','), remove] };
  }
  return { mends: [remove] };
}

function twice(token: IToken, previous: IToken): boolean {
  return token.image === previous.image && token.startLine === previous.startLine;
}

/** Words that a column's type begins with. */
const types = new Set(
  'yes one money time whole number identifier timestamp probability share text date weekday month'.split(
    ' ',
  ),
);
const afterName = new Set(['never', 'at', 'when', 'on']);

/** What to do about a line that starts no rule; `block` is the grammar rule that it stands in. */
export function adviceOnLine(skipped: readonly IToken[], block: string): Advice {
  const line = skipped.filter((token) => token.startLine === skipped[0]?.startLine);
  const [first, second] = line;
  const last = line.at(-1);
  if (!first || !last) return { mends: [] };
  const undeclared = declared(first, second, block);
  if (undeclared) return undeclared;
  const colon = line.findIndex((token) => token.tokenType.name === 'NAME_COLON');
  if (colon > 0) {
    const name = joined(line.slice(0, colon + 1));
    return {
      say: `a name is one word: write \`${name}\``,
      mends: [instead(first, name, line[colon])],
    };
  }
  const start = line.findIndex((token) => afterName.has(token.image));
  const near = nearestStart(first.image, block);
  const isNear = isSlip(first.image, near);
  const isName = !reservedWords.has(first.image) && start < 4;
  if (start > 0 && isName && !(isNear && start === 1 && near.length > 2)) {
    const name = joined(line.slice(0, start));
    return {
      say: `a name ends with a colon: write \`${name}:\``,
      mends: [instead(first, `${name}:`, line[start - 1])],
    };
  }
  if (isNear) {
    return { say: `did you mean \`${near}\`?`, mends: [{ ...instead(first, near), sure: true }] };
  }
  const remove = without(first, last, undefined);
  if (block === 'DataBlock' && types.has(first.image)) {
    const name = `name: ${first.image}`;
    return { say: `a column begins with its name: write \`${name} …\``, mends: [remove] };
  }
  if (block === 'DataBlock' && line.length > 1 && first.tokenType.name !== 'NAME_COLON') {
    const say = `a column's name ends with a colon: write \`${first.image}:\``;
    return { say, mends: [behind(first, ':')] };
  }
  const say = comparing.has(first.image) ? undefined : advice.get(first.image);
  return { ...(say === undefined ? {} : { say }), mends: [remove] };
}

/** A line that lacks the word which says what it declares, or the block that it belongs to. */
function declared(first: IToken, second: IToken | undefined, block: string): Advice | undefined {
  const starts = (word: string, what: string): Advice => ({
    say: `${what} starts with \`${word}\``,
    mends: [before(first, `${word} `)],
  });
  if (first.tokenType.name === 'STRING') {
    if (second?.image === 'of') return starts('test', 'a test');
    return first.image.endsWith('.handoff"') ? starts('import', 'an import') : undefined;
  }
  if (second?.image === 'under') return starts('handoff', 'a handoff');
  if (block !== 'HandoffBlock' || first.tokenType.name !== 'NAME_COLON') return undefined;
  if (second?.image !== 'never' && second?.image !== 'at') {
    return { say: 'triggers stand in a block such as `escalate to marketing`', mends: [] };
  }
  return {
    say: 'rules stand in a block such as `boundaries`',
    mends: [before(first, 'boundaries\n    ')],
  };
}

function joined(tokens: readonly IToken[]): string {
  const words = tokens.map(({ image }) => image.replace(/\s*:$/, ':'));
  return words.filter((word) => /\w/.test(word)).join('_');
}
