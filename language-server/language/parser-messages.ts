import type { IParserErrorMessageProvider, IToken } from 'chevrotain';
import { DefaultLexerErrorMessageProvider, LangiumParserErrorMessageProvider } from 'langium';
import { adviceOn, adviceOnLine, adviceOnStray } from './advice.ts';

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
export function strayMessage(skipped: readonly IToken[], before: IToken, block: string): string {
  const stray = skipped[0];
  if (stray && stray.startLine === before.startLine) {
    return advised(
      `${found(stray)} does not fit here, after ${found(before)}`,
      adviceOnStray(stray, before),
    );
  }
  return advised(`${found(stray)} does not start a rule`, adviceOnLine(skipped, block));
}

/** What is missing is named after the word before it, so that the next line is not blamed. */
function expectation(
  tokens: readonly string[],
  previous: IToken | undefined,
  actual: IToken | undefined,
): string {
  const expected = listed(spokenOnce(tokens));
  const sameLine = previous?.startLine === actual?.startLine;
  if (previous && previous.image !== '' && !sameLine) {
    return `Expected ${expected} after ${found(previous)}`;
  }
  return advised(`Expected ${expected}, found ${found(actual)}`, adviceOn(actual));
}

function advised(message: string, advice: string | undefined): string {
  return advice === undefined ? message : `${message}; ${advice}`;
}

const tokenWords: Record<string, string> = {
  NAME_COLON: 'a name and a colon such as `quiet_hours:`',
  ID: 'a name',
  SOFT: 'a name',
  QUOTED_NAME: 'a name',
  UNIT: 'a unit such as `days` or `emails`',
  DATE: 'a date such as 2026-03-29',
  TIME: 'a time such as 21:00',
  NUMBER: 'a number',
  STRING: 'a text in double quotes',
  SYMBOL: 'a comparison',
  EOF: 'the end of the file',
};

/** What many words at once amount to: the first line whose words are all expected wins. */
const summaries: [words: string[], summary: string][] = [
  [
    ['above', 'between', 'known'],
    'a comparison such as `is above 5`, `is at least 5`, `is between 1 and 5` or `is one of`',
  ],
  [['not', '(', 'ID'], 'a condition such as `consent is yes`'],
  [['(', 'ID'], 'a value or the name of one'],
  [['owner', 'uses', 'boundaries'], 'a line or block of the handoff'],
  [['calendar', 'data', 'handoff'], 'a declaration such as `data` or `handoff`'],
  [['ID', 'STRING', 'NUMBER'], 'a value or the name of one'],
  [
    ['yes', 'one', 'money', 'identifier'],
    'a type such as `yes/no`, `number`, `text`, `money in EUR` or `one of a, b`',
  ],
];

function spokenOnce(tokens: readonly string[]): string[] {
  const names = tokens.map((token) => (token.endsWith(':KW') ? token.slice(0, -3) : token));
  const summary = summaries.find(([words]) => words.every((word) => names.includes(word)));
  return summary ? [summary[1]] : [...new Set(names.map((n) => tokenWords[n] ?? `\`${n}\``))];
}

function found(token: IToken | undefined): string {
  if (!token || token.image === '') return 'the end of the file';
  return `\`${token.image.length > 40 ? `${token.image.slice(0, 40)}…` : token.image}\``;
}

function listed(words: readonly string[]): string {
  if (words.length > 6) return `${words.slice(0, 6).join(', ')} or another continuation`;
  const last = words.at(-1) ?? '';
  return words.length > 1 ? `${words.slice(0, -1).join(', ')} or ${last}` : last;
}
