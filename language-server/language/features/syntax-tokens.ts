import type { CstNode, LangiumDocument, LeafCstNode } from 'langium';
import { GrammarAST, isCompositeCstNode, isLeafCstNode } from 'langium';
import type { Position } from 'vscode-languageserver';
import { SemanticTokenTypes } from 'vscode-languageserver';

/** What is drawn in one style, on one line. */
export interface Token {
  start: Position;
  length: number;
  type: SemanticTokenTypes;
  /** A bit each, in the order of the legend. */
  modifiers: number;
}

const { comment, keyword, number, operator, string } = SemanticTokenTypes;

export const syntaxStyles: readonly SemanticTokenTypes[] = [
  keyword,
  string,
  number,
  comment,
  operator,
];

/** What the terminals of the grammar are drawn as; names are drawn as what they name. */
const terminals = new Map<string, SemanticTokenTypes>([
  ['COMMENT', comment],
  ['STRING', string],
  ['NUMBER', number],
  ['TIME', number],
  ['DATE', number],
  ['SYMBOL', operator],
]);

/** Of each part of a file, with the line on which it began. */
const known = new WeakMap<CstNode, { line: number; tokens: readonly Token[] }>();

/**
 * Keywords, texts, numbers and comments in the order of their places; of skipped words none. What
 * was read of a declaration is kept as long as the declaration is the same.
 */
export function syntaxTokens(document: LangiumDocument): Token[] {
  const root = document.parseResult.value.$cstNode;
  return root && isCompositeCstNode(root) ? root.content.flatMap(tokensOf) : [];
}

function tokensOf(part: CstNode): readonly Token[] {
  const { line } = part.range.start;
  const before = known.get(part);
  if (before?.line === line) return before.tokens;
  const tokens = before ? movedBy(line - before.line, before.tokens) : tokensIn(part).sort(byPlace);
  known.set(part, { line, tokens });
  return tokens;
}

function movedBy(lines: number, tokens: readonly Token[]): Token[] {
  return tokens.map((token) => ({
    ...token,
    start: { ...token.start, line: token.start.line + lines },
  }));
}

function tokensIn(node: CstNode): Token[] {
  if (isCompositeCstNode(node)) return node.content.flatMap(tokensIn);
  const token = isLeafCstNode(node) ? tokenOf(node) : undefined;
  return token ? [token] : [];
}

function byPlace({ start: left }: Token, { start: right }: Token): number {
  return left.line - right.line || left.character - right.character;
}

function tokenOf(leaf: LeafCstNode): Token | undefined {
  const type = terminals.get(leaf.tokenType.name) ?? (isKeyword(leaf) ? keyword : undefined);
  return type && { start: leaf.range.start, length: leaf.length, type, modifiers: 0 };
}

function isKeyword({ grammarSource, text }: CstNode): boolean {
  // A percent sign, a comma or a parenthesis is no word.
  return GrammarAST.isKeyword(grammarSource) && /^[a-z]/.test(text);
}
