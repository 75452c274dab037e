import type { IParserErrorMessageProvider, IToken } from 'chevrotain';
import { DefaultLexerErrorMessageProvider, LangiumParserErrorMessageProvider } from 'langium';
import type { Advice } from './advice.ts';
import { adviceOn, adviceOnLine, adviceOnStray, missing } from './advice.ts';
import { expectedInWords, keywordsIn } from './expected-words.ts';
import { noteMends } from './mends.ts';

type Provider = IParserErrorMessageProvider;

/** Says what was read and what could stand there, in words and not in token names. */
export class HandoffParserErrorMessages extends LangiumParserErrorMessageProvider {
  override buildMismatchTokenMessage({
    expected,
    actual,
    previous,
    ruleName,
  }: Parameters<Provider['buildMismatchTokenMessage']>[0]): string {
    if (ruleName.startsWith('Test') && expected.name.startsWith('from')) {
      return 'Expected `is above …`, or `is more than … from usual` for a distance';
    }
    return expectation([expected.name], previous, actual);
  }

  override buildNotAllInputParsedMessage({
    firstRedundant,
  }: Parameters<Provider['buildNotAllInputParsedMessage']>[0]): string {
    return `No rule or block starts with ${found(firstRedundant)}`;
  }

  override buildNoViableAltMessage({
    expectedPathsPerAlt,
    actual,
    previous,
  }: Parameters<Provider['buildNoViableAltMessage']>[0]): string {
    const next = expectedPathsPerAlt.flat().flatMap(([first]) => (first ? [first.name] : []));
    return expectation(next, previous, actual[0]);
  }

  override buildEarlyExitMessage({
    expectedIterationPaths,
    actual,
    previous,
  }: Parameters<Provider['buildEarlyExitMessage']>[0]): string {
    const next = expectedIterationPaths.flatMap(([first]) => (first ? [first.name] : []));
    return expectation(next, previous, actual[0]);
  }
}

const characterAdvice: [RegExp, string][] = [
  [/^['‘’“”„«»]/, 'texts stand in double quotes: "…"'],
  [/^&/, 'write `and`'],
  [/^\|/, 'write `or`'],
  [/^[;{}[\]]/, 'layout is free, and nothing marks the end of a rule'],
  [/^\./, 'dates are written year-month-day, such as 2026-03-29'],
  [/^`/, 'a name in backticks ends with a backtick on the same line'],
  [/^\p{L}/u, 'names with other letters stand in backticks'],
];

export class HandoffLexerErrorMessages extends DefaultLexerErrorMessageProvider {
  override buildUnexpectedCharactersMessage(text: string, start: number, length: number): string {
    const characters = text.slice(start, start + length);
    const shown = /^[\x20-\x7e\u00a1-\u{10ffff}]{1,20}$/u.test(characters);
    const what = shown ? `\`${characters}\` means` : 'These characters mean';
    const hint = characterAdvice.find(([pattern]) => pattern.test(characters))?.[1];
    return `${what} nothing here${hint === undefined ? '' : `; ${hint}`}`;
  }
}

/** What is said of words that no rule of a block can start or go on with. */
export function strayError(
  skipped: readonly IToken[],
  previous: IToken,
  block: string,
): { message: string; at: IToken } {
  const stray = skipped[0] ?? previous;
  if (stray.startLine !== previous.startLine) {
    const message = `${found(stray)} does not start a rule`;
    return { message: advised(message, adviceOnLine(skipped, block), { token: stray }), at: stray };
  }
  const advice = adviceOnStray(stray, previous);
  const at = advice.blamed ?? stray;
  const where = at === stray ? `, after ${found(previous)}` : '';
  return { message: advised(`${found(at)} does not fit here${where}`, advice, { token: at }), at };
}

/** What is missing is named after the word before it, so that the next line is not blamed. */
function expectation(
  tokens: readonly string[],
  previous: IToken | undefined,
  actual: IToken | undefined,
): string {
  const isFirst = previous === undefined || previous.image === '';
  const place = actual && { token: actual, previousToken: previous };
  const expected = expectedInWords(tokens, isFirst ? undefined : previous.image);
  if (!isFirst && previous.startLine !== actual?.startLine) {
    // The word on the next line is another rule's: what is missing stands before it.
    const [only, ...others] = keywordsIn(tokens);
    const mends = only !== undefined && others.length === 0 ? [missing(previous, only)] : [];
    return advised(`Expected ${expected} after ${found(previous)}`, { mends }, place);
  }
  const advice = adviceOn(actual, isFirst ? undefined : previous, keywordsIn(tokens));
  return advised(`Expected ${expected}, found ${found(actual)}`, advice, place);
}

function advised(
  message: string,
  { say, mends }: Advice,
  place: Parameters<typeof noteMends>[0] | undefined,
): string {
  if (place) noteMends(place, mends);
  return say === undefined ? message : `${message}; ${say}`;
}

function found(token: IToken | undefined): string {
  if (!token || token.image === '') return 'the end of the file';
  return `\`${token.image.length > 40 ? `${token.image.slice(0, 40)}…` : token.image}\``;
}
