import type { IToken } from 'chevrotain';
import type { AstNode, CstNode, ParseResult } from 'langium';
import type { Span } from './declaration-spans.ts';
import { declarationSpans } from './declaration-spans.ts';
import type { File } from './generated/ast.ts';
import { moveMends } from './mends.ts';

/** What Langium's tree of tokens is made of; the version of the library is fixed in package.json. */
interface Movable {
  content?: CstNode[];
  _offset: number;
  _startLine: number;
  _endLine: number;
  _rangeCache: unknown;
}

interface Root extends CstNode {
  _text: string;
  content: (CstNode & { container: CstNode })[];
}

type Declared = AstNode & { $container: File; $containerProperty: string; $containerIndex: number };

type SyntaxErrors = Pick<ParseResult, 'lexerErrors' | 'parserErrors'>;

/** A part of a file that was parsed by itself, with all places as they are in the file. */
interface Part extends SyntaxErrors {
  span: Span;
  /** The line on which it starts, from 0. */
  line: number;
  declared: Declared[];
  words: Root['content'];
}

const known = new WeakMap<AstNode, readonly Part[]>();

/**
 * Parses a file declaration by declaration. What a part of the file is read as depends on its own
 * text and on nothing else: an error in one is none of another, and of a file that was parsed
 * `before` all parts are taken over whose text is the same, with their nodes, so that whatever was
 * found out about these still holds. The tree is the same with `before` and without. What was
 * parsed before is used up.
 */
export function parseFile(
  text: string,
  parse: (part: string) => ParseResult,
  before?: ParseResult,
): ParseResult {
  const spans = declarationSpans(text);
  const { ahead, behind, moved } = unchangedParts(before, text, spans);
  const parts = [...ahead];
  let line = lineBehind(parts.at(-1), text);
  for (const span of spans.slice(ahead.length, spans.length - behind.length)) {
    const own = text.slice(span.start, span.end);
    parts.push(parsedPart(span, line, own, parse));
    line += lineBreaks(own);
  }
  const lines = line - (behind[0]?.line ?? line);
  for (const part of behind) move(part, moved, lines);
  parts.push(...behind);

  const result = parse('');
  const file = result.value as File;
  const root = file.$cstNode as Root;
  root._text = text;
  root.content = parts.flatMap(({ words }) => words);
  for (const word of root.content) word.container = root;
  adopt(
    file,
    parts.flatMap(({ declared }) => declared),
  );
  known.set(file, parts);
  return {
    ...result,
    lexerErrors: parts.flatMap(({ lexerErrors }) => lexerErrors),
    parserErrors: parts.flatMap(({ parserErrors }) => parserErrors),
  };
}

/** The parts at the start and at the end of a file that are as they were, but for their place. */
function unchangedParts(
  before: ParseResult | undefined,
  text: string,
  spans: readonly Span[],
): { ahead: readonly Part[]; behind: readonly Part[]; moved: number } {
  const parts = before && known.get(before.value);
  if (!parts) return { ahead: [], behind: [], moved: 0 };
  known.delete(before.value);
  const change = changeBetween((before.value.$cstNode as Root)._text, text);
  const moved = change.moved;
  const isSame = ({ span }: Part, now: Span | undefined, by: number): boolean =>
    now !== undefined && span.start + by === now.start && span.end + by === now.end;
  const most = Math.min(parts.length, spans.length);
  let first = 0;
  for (; first < most; first++) {
    const part = parts[first];
    if (!part || part.span.end > change.start || !isSame(part, spans[first], 0)) break;
  }
  let last = 0;
  for (; last < most - first; last++) {
    const part = parts.at(-1 - last);
    if (!part || part.span.start < change.end || !isSame(part, spans.at(-1 - last), moved)) break;
  }
  return { ahead: parts.slice(0, first), behind: parts.slice(parts.length - last), moved };
}

/** Where two texts differ: from `start` to `end` of the first; what is behind is `moved` letters on. */
function changeBetween(
  before: string,
  after: string,
): { start: number; end: number; moved: number } {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let same = 0;
  const [last, lastAfter] = [before.length - 1, after.length - 1];
  while (
    same < shorter - start &&
    before.charCodeAt(last - same) === after.charCodeAt(lastAfter - same)
  ) {
    same++;
  }
  return { start, end: before.length - same, moved: after.length - before.length };
}

function parsedPart(
  span: Span,
  line: number,
  text: string,
  parse: (part: string) => ParseResult,
): Part {
  const nothing = { declared: [], words: [], lexerErrors: [], parserErrors: [] };
  if (text.trim() === '') return { span, line, ...nothing };
  const { value, lexerErrors, parserErrors } = parse(text);
  const { imports, declarations } = value as File;
  const declared = [...imports, ...declarations].sort(
    (left, right) => (left.$cstNode?.offset ?? 0) - (right.$cstNode?.offset ?? 0),
  ) as Declared[];
  const words = (value.$cstNode as Root).content;
  const part = { span: { start: 0, end: text.length }, line: 0, declared, words };
  const parsed = { ...part, lexerErrors, parserErrors };
  move(parsed, span.start, line);
  return parsed;
}

function lineBehind(part: Part | undefined, text: string): number {
  return part ? part.line + lineBreaks(text.slice(part.span.start, part.span.end)) : 0;
}

function lineBreaks(text: string): number {
  return text.match(/\r\n|\r|\n/g)?.length ?? 0;
}

function move(part: Part, characters: number, lines: number): void {
  if (characters === 0 && lines === 0) return;
  part.span = { start: part.span.start + characters, end: part.span.end + characters };
  part.line += lines;
  for (const word of part.words) moveWords(word, characters, lines);
  for (const error of part.lexerErrors) {
    error.offset += characters;
    if (error.line !== undefined) error.line += lines;
  }
  for (const token of tokensOf(part)) moveToken(token, characters, lines);
}

function moveWords(node: CstNode, characters: number, lines: number): void {
  const movable = node as unknown as Movable;
  if (movable.content) {
    if (lines !== 0) movable._rangeCache = undefined;
    for (const child of movable.content) moveWords(child, characters, lines);
  } else {
    movable._offset += characters;
    movable._startLine += lines;
    movable._endLine += lines;
  }
}

/** The words that errors speak of, each once; the end of a file has no place. */
function tokensOf({ parserErrors }: SyntaxErrors): ReadonlySet<IToken> {
  const tokens = parserErrors.flatMap(
    (error: (typeof parserErrors)[number] & { previousToken?: IToken }) => {
      const { token, previousToken, resyncedTokens } = error;
      const skipped = (resyncedTokens as IToken[] | undefined) ?? [];
      return [token, ...(previousToken ? [previousToken] : []), ...skipped];
    },
  );
  return new Set(tokens.filter(({ startOffset }) => startOffset >= 0));
}

function moveToken(token: IToken, characters: number, lines: number): void {
  token.startOffset += characters;
  if (token.endOffset !== undefined) token.endOffset += characters;
  if (token.startLine !== undefined) token.startLine += lines;
  if (token.endLine !== undefined) token.endLine += lines;
  moveMends(token, characters);
}

/** Properties come in the order in which a parser meets them: whoever walks the tree does as well. */
function adopt(file: Partial<File>, declared: readonly Declared[]): void {
  delete file.imports;
  delete file.declarations;
  const lists: Record<string, AstNode[] | undefined> = file as Record<string, AstNode[]>;
  for (const node of declared) {
    const property = node.$type === 'Import' ? 'imports' : 'declarations';
    const list = (lists[property] ??= []);
    node.$container = file as File;
    node.$containerProperty = property;
    node.$containerIndex = list.length;
    list.push(node);
  }
  file.imports ??= [];
  file.declarations ??= [];
}
