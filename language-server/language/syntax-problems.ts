import type { IRecognitionException } from 'chevrotain';
import type { LangiumDocument } from 'langium';
import { CstUtils, isLeafCstNode } from 'langium';
import type { Diagnostic, Range } from './problems.ts';

/** What the lexer and the parser found: for each line the first, since the others follow from it. */
export function syntaxProblems(document: LangiumDocument): Diagnostic[] {
  const problems = [
    ...unclosedTexts(document),
    ...lexerProblems(document),
    ...parserProblems(document),
  ];
  const byLine = new Map<number, Diagnostic>();
  for (const problem of problems) {
    const { line, character } = problem.range.start;
    const earlier = byLine.get(line);
    if (!earlier || earlier.range.start.character > character) byLine.set(line, problem);
  }
  return [...byLine.values()];
}

function lexerProblems({ parseResult }: LangiumDocument): Diagnostic[] {
  return parseResult.lexerErrors.map((error) => {
    const start = { line: (error.line ?? 1) - 1, character: (error.column ?? 1) - 1 };
    const end = { line: start.line, character: start.character + error.length };
    return syntaxProblem('syntax-error', error.message, { start, end });
  });
}

function parserProblems(document: LangiumDocument): Diagnostic[] {
  return document.parseResult.parserErrors.map((error) => {
    return syntaxProblem(codeOf(error), error.message, rangeOf(error, document));
  });
}

function codeOf({ name, token }: IRecognitionException): Diagnostic['code'] {
  if (token.tokenType.name === 'SYMBOL') return 'symbol-comparison';
  return name === 'NotAllInputParsedException' ? 'unfinished-rule' : 'syntax-error';
}

function unclosedTexts({ parseResult }: LangiumDocument): Diagnostic[] {
  const root = parseResult.value.$cstNode;
  if (!root) return [];
  const problems: Diagnostic[] = [];
  for (const leaf of CstUtils.streamCst(root)) {
    if (!isLeafCstNode(leaf) || leaf.tokenType.name !== 'STRING') continue;
    if (/^"(\\.|[^"\\])*"$/.test(leaf.text)) continue;
    const message = 'This text is not closed: end it with a double quote';
    problems.push(syntaxProblem('unclosed-text', message, leaf.range));
  }
  return problems;
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

function syntaxProblem(code: Diagnostic['code'], message: string, range: Range): Diagnostic {
  return { code, severity: 'error', message, range, related: [] };
}
