import type { IRecognitionException, IToken } from 'chevrotain';
import type { LangiumDocument } from 'langium';
import type { File } from '../../generated/ast.ts';

/**
 * Tells of an offset whether it lies in a declaration with syntax errors, up to where the next
 * declaration begins: what is not understood has no layout.
 */
export function brokenParts(document: LangiumDocument): (offset: number) => boolean {
  const { lexerErrors, parserErrors, value } = document.parseResult;
  const { imports, declarations } = value as File;
  const starts = [...imports, ...declarations]
    .flatMap(({ $cstNode }) => $cstNode?.offset ?? [])
    .sort((left, right) => left - right);
  const partAt = (offset: number): number => lastBefore(starts, offset);
  const broken = new Set<number>();
  for (const { offset } of lexerErrors) broken.add(partAt(offset));
  for (const error of parserErrors) {
    const tokens = concerned(error, new Set(starts));
    // Of what says of no word that it is wrong, every word might be.
    if (tokens.length === 0) return () => true;
    for (const { startOffset } of tokens) broken.add(partAt(startOffset));
  }
  const text = document.textDocument.getText();
  for (const { index } of unclosed(text)) broken.add(partAt(index));
  return (offset) => broken.size > 0 && broken.has(partAt(offset));
}

/** The words that an error is about; what the next declaration begins with is not to blame. */
function concerned(
  error: IRecognitionException & { previousToken?: IToken },
  starts: ReadonlySet<number>,
): IToken[] {
  const { token, previousToken, resyncedTokens } = error;
  const tokens = [token, ...((resyncedTokens as IToken[] | undefined) ?? [])].filter(
    ({ startOffset }) => startOffset >= 0 && !starts.has(startOffset),
  );
  const before = previousToken && previousToken.startOffset >= 0 ? [previousToken] : [];
  return [...before, ...tokens];
}

/** Texts without their closing quote, which the parser takes as they are. */
function* unclosed(text: string): Generator<RegExpExecArray> {
  for (const found of text.matchAll(/#[^\r\n]*|`[^`\r\n]+`|"(?:\\.|[^"\\\r\n])*("?)/g)) {
    if (found[0].startsWith('"') && found[1] === '') yield found;
  }
}

/** The index of the last start that is not behind the offset; -1 before all of them. */
function lastBefore(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
