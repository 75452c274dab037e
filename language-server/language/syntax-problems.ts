import type { IRecognitionException, IToken } from 'chevrotain';
import type { CompositeCstNode, CstNode, LangiumDocument } from 'langium';
import { CstUtils, isCompositeCstNode, isLeafCstNode } from 'langium';
import { singularOf } from './compile/nouns.ts';
import { anyValue } from './expected-words.ts';
import { expectedTypeBefore, nounOf } from './expected-type.ts';
import type { Mend } from './mends.ts';
import { mendsOf } from './mends.ts';
import type { Diagnostic, Range, Replacement } from './problems.ts';

/**
 * What the lexer and the parser found: for each line the first, since the others follow from it.
 * What the `visible` documents declare lets a message say what type of value is missing.
 */
export function syntaxProblems(
  document: LangiumDocument,
  visible: readonly LangiumDocument[] = [document],
): Diagnostic[] {
  const problems = [
    ...unclosedTexts(document),
    ...lexerProblems(document),
    ...parserProblems(document, visible),
  ];
  const byLine = new Map<number, Diagnostic>();
  for (const problem of problems) {
    const { line, character } = problem.range.start;
    const earlier = byLine.get(line);
    if (!earlier || earlier.range.start.character > character) byLine.set(line, problem);
  }
  return [...byLine.values()];
}

const signs = new Map([
  ['&', 'and'],
  ['|', 'or'],
  [';', ''],
]);

function lexerProblems({ parseResult, textDocument }: LangiumDocument): Diagnostic[] {
  return parseResult.lexerErrors.map((error) => {
    const start = { line: (error.line ?? 1) - 1, character: (error.column ?? 1) - 1 };
    const end = { line: start.line, character: start.character + error.length };
    const range = { start, end };
    const text = signs.get(textDocument.getText(range));
    const replacements = text === undefined ? [] : [{ range, text, sure: true }];
    return syntaxProblem('syntax-error', error.message, range, replacements);
  });
}

function parserProblems(
  document: LangiumDocument,
  visible: readonly LangiumDocument[],
): Diagnostic[] {
  return document.parseResult.parserErrors.map((error) => {
    const range = rangeOf(error, document);
    const replacements = mendsOf(error).map((mend) => placed(mend, document));
    const counted = uncounted(error.token, document, visible);
    if (counted) return syntaxProblem('syntax-error', counted.message, range, counted.replacements);
    const expected = error.message.includes(anyValue)
      ? expectedTypeBefore(textBefore(error, document), visible)
      : undefined;
    const message =
      expected === undefined ? error.message : error.message.replace(anyValue, expected);
    return syntaxProblem(codeOf(error), message, range, replacements);
  });
}

function placed({ start, end, text, sure }: Mend, { textDocument }: LangiumDocument): Replacement {
  const range = { start: textDocument.positionAt(start), end: textDocument.positionAt(end) };
  return { range, text, ...(sure ? { sure } : {}) };
}

function textBefore(
  error: IRecognitionException & { previousToken?: IToken },
  { textDocument }: LangiumDocument,
): string {
  const previous = error.previousToken;
  const end = previous ? previous.startOffset + previous.image.length : 0;
  return textDocument.getText().slice(Math.max(0, end - 200), end);
}

/** `at most 5 per day`, which does not say five of what, nor which day. */
function uncounted(
  token: IToken,
  document: LangiumDocument,
  visible: readonly LangiumDocument[],
): { message: string; replacements: Replacement[] } | undefined {
  if (token.image !== 'per') return undefined;
  const text = document.textDocument.getText();
  const [, count = ''] = /\bat\s+most\s+(\S+)\s*$/.exec(text.slice(0, token.startOffset)) ?? [];
  if (count === '') return undefined;
  const plural = nounOf(document, visible);
  const noun = count === '1' ? singularOf(plural) : plural;
  const behind = text.slice(token.startOffset + token.image.length);
  const [window = '', word = ''] = /^\s+(day|week|month)\b/.exec(behind) ?? [];
  const end = token.startOffset + token.image.length + window.length;
  const windows = rollingFor.get(word);
  const texts = windows === undefined ? ['per'] : [`per calendar ${word}`, `per ${windows}`];
  const shown =
    windows === undefined
      ? `per${/^\s+\w+(?: \w+)?/.exec(behind)?.[0] ?? ' 7 days'}`
      : (texts[0] ?? '');
  return {
    message: `Say what is counted${windows === undefined ? '' : ', and in which window'}: \`at most ${count} ${noun} ${shown}\``,
    replacements: texts.map((each) =>
      placed({ start: token.startOffset, end, text: `${noun} ${each}` }, document),
    ),
  };
}

const rollingFor = new Map([
  ['day', '24 hours'],
  ['week', '7 days'],
  ['month', '30 days'],
]);

function codeOf({ name, token }: IRecognitionException): Diagnostic['code'] {
  if (token.tokenType.name === 'SYMBOL') return 'symbol-comparison';
  return name === 'NotAllInputParsedException' ? 'unfinished-rule' : 'syntax-error';
}

function unclosedTexts({ parseResult }: LangiumDocument): Diagnostic[] {
  const root = parseResult.value.$cstNode;
  if (!root || !isCompositeCstNode(root)) return [];
  return unclosedIn(root).map((leaf) => {
    const message = 'This text is not closed: end it with a double quote';
    const trailing = /\s*$/.exec(leaf.text)?.[0].length ?? 0;
    const { line, character } = leaf.range.end;
    const end = { line, character: character - trailing };
    // A backslash at the end would make the quote a part of the text.
    const text = /(?<!\\)(\\\\)*\\$/.test(leaf.text.trimEnd()) ? '\\"' : '"';
    const replacements = [{ range: { start: end, end }, text, sure: true }];
    return syntaxProblem('unclosed-text', message, leaf.range, replacements);
  });
}

/** What stands in the file itself, by part: of those that stayed as they were no letter is read. */
const known = new WeakMap<CstNode, readonly CstNode[]>();

function unclosedIn(root: CompositeCstNode): CstNode[] {
  return root.content.flatMap((part) => {
    const found = known.get(part) ?? CstUtils.streamCst(part).filter(isUnclosed).toArray();
    known.set(part, found);
    return found;
  });
}

function isUnclosed(node: CstNode): boolean {
  return (
    isLeafCstNode(node) && node.tokenType.name === 'STRING' && !/^"(\\.|[^"\\])*"$/.test(node.text)
  );
}

/** What is missing at the end of a line is shown at its last word, not at the next line's first. */
function rangeOf(
  error: IRecognitionException & { previousToken?: IRecognitionException['token'] },
  { textDocument }: LangiumDocument,
): Range {
  const { token, previousToken } = error;
  const previous = previousToken && previousToken.startOffset >= 0 ? previousToken : undefined;
  const stray = error.name === 'NotAllInputParsedException';
  const shown = !stray && previous && previous.startLine !== token.startLine ? previous : token;
  if (!(shown.startOffset >= 0)) {
    const end = textDocument.positionAt(textDocument.getText().trimEnd().length);
    return { start: end, end };
  }
  return {
    start: textDocument.positionAt(shown.startOffset),
    end: textDocument.positionAt(shown.startOffset + shown.image.length),
  };
}

function syntaxProblem(
  code: Diagnostic['code'],
  message: string,
  range: Range,
  replacements: Replacement[],
): Diagnostic {
  return { code, severity: 'error', message, range, related: [], replacements };
}
