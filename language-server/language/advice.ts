import type { IToken } from 'chevrotain';
import { nearestWord } from '../near-words.ts';
import { reservedWords } from './words.ts';

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

export function adviceOn(token: IToken | undefined): string | undefined {
  return token && advice.get(token.image);
}

const comparisons = new Set(['above', 'below', 'between', 'one', 'at', 'in', 'known', 'unknown']);
const listItems = new Set(['ID', 'STRING', 'QUOTED_NAME']);

/** What to do about a word that the rule before it, on the same line, cannot go on with. */
export function adviceOnStray(stray: IToken, before: IToken): string | undefined {
  const known = adviceOn(before) ?? adviceOn(stray);
  if (known !== undefined) return known;
  if (comparisons.has(stray.image)) return `write \`is ${stray.image} …\``;
  const isListed = listItems.has(stray.tokenType.name) && listItems.has(before.tokenType.name);
  return isListed || stray.image === 'otherwise' ? 'is a comma missing?' : undefined;
}

const afterName = new Set(['never', 'at', 'when', 'on']);
const starters = [...reservedWords, 'at most', 'at least', 'guard', 'calendar', 'data', 'segment'];

/** What to do about a line that starts no rule; `block` is the grammar rule that it stands in. */
export function adviceOnLine(skipped: readonly IToken[], block: string): string | undefined {
  const line = skipped.filter((token) => token.startLine === skipped[0]?.startLine);
  const colon = line.findIndex((token) => token.tokenType.name === 'NAME_COLON');
  if (colon > 0) {
    return `a name is one word: write \`${joined(line.slice(0, colon + 1))}\``;
  }
  const start = line.findIndex((token) => afterName.has(token.image));
  const near = nearestWord(line[0]?.image ?? '', starters);
  if (start > 0 && !(near !== undefined && start === 1 && near.length > 2)) {
    return `a name ends with a colon: write \`${joined(line.slice(0, start))}:\``;
  }
  if (near !== undefined && near !== line[0]?.image) return `did you mean \`${near}\`?`;
  if (block !== 'DataBlock' || line.length < 2) return adviceOn(line[0]);
  return `a column's name ends with a colon: write \`${line[0]?.image ?? ''}:\``;
}

function joined(tokens: readonly IToken[]): string {
  const words = tokens.map(({ image }) => image.replace(/\s*:$/, ':'));
  return words.filter((word) => /\w/.test(word)).join('_');
}
