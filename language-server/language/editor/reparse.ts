import type { AstNode, CstNode, ParseResult } from 'langium';
import { isCompositeCstNode } from 'langium';
import type { File } from '../generated/ast.ts';

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
  content: Part[];
}

type Part = CstNode & { container: CstNode };

/** An import or a declaration, and what stands for it among the parts of the file's own tokens. */
interface Item {
  node: AstNode & { $container: File; $containerProperty: string; $containerIndex: number };
  part: Part;
}

/**
 * The tree of a text that differs in one place from one that was parsed before without an error:
 * what is declared before and behind that place keeps its nodes, so that whatever was found out
 * about them still holds. The declarations at both ends of the change are parsed again, and have
 * to begin where they began: then the parser stands behind the change where it stood before, and
 * would go on as it did. Undefined where that is not so, or anything is not as it should be; the
 * tree is then as it was. `before` is used up otherwise.
 */
export function reparse(
  before: ParseResult,
  text: string,
  parse: (part: string) => ParseResult,
): ParseResult | undefined {
  if (!isClean(before)) return undefined;
  const old = before.value.$cstNode as Root | undefined;
  const items = old && itemsOf(before.value as File, old);
  if (!items) return undefined;
  const change = changeBetween(old._text, text);
  const first = items.findLastIndex(({ part }) => part.end < change.start);
  const next = items.findIndex(({ part }) => part.offset > change.end);
  const last = next < 0 ? items.length : next;
  const [from, to] = [items[first], items[last]];
  if ((!from && !to) || !startsLine(from) || !startsLine(to)) return undefined;

  const start = from?.part.offset ?? 0;
  const moved = text.length - old._text.length;
  const result = parse(text.slice(start, to && to.part.end + moved));
  const root = result.value.$cstNode as Root | undefined;
  const parsed = isClean(result) && root ? itemsOf(result.value as File, root) : undefined;
  if (!root || !parsed) return undefined;
  const head = from && parsed[0];
  const tail = to && parsed.at(-1);
  if ((head && head === tail) || !isLike(head, from, start)) return undefined;
  if (!isLike(tail, to, start - moved)) return undefined;

  const line = from?.part.range.start.line ?? 0;
  const lines = tail && to ? line + tail.part.range.start.line - to.part.range.start.line : 0;
  const inside = root.content.slice(
    head && root.content.indexOf(head.part) + 1,
    tail && root.content.indexOf(tail.part),
  );
  const ahead = from ? old.content.slice(0, old.content.indexOf(from.part) + 1) : [];
  const behind = to ? old.content.slice(old.content.indexOf(to.part)) : [];
  for (const part of inside) move(part, start, line);
  if (moved !== 0 || lines !== 0) for (const part of behind) move(part, moved, lines);

  root._text = text;
  (root as unknown as Movable)._rangeCache = undefined;
  root.content = [...ahead, ...inside, ...behind];
  for (const part of root.content) part.container = root;
  const between = parsed.slice(head ? 1 : 0, tail ? -1 : undefined);
  adopt(result.value as File, [...items.slice(0, first + 1), ...between, ...items.slice(last)]);
  return result;
}

function isClean({ parserErrors, lexerErrors }: ParseResult): boolean {
  return parserErrors.length === 0 && lexerErrors.length === 0;
}

/** Where two texts differ: from `start` to `end` of the first of them. */
function changeBetween(before: string, after: string): { start: number; end: number } {
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
  return { start, end: before.length - same };
}

function itemsOf(file: File, root: Root): Item[] | undefined {
  const items: Item[] = [];
  for (const node of [...file.imports, ...file.declarations]) {
    let part = node.$cstNode;
    while (part && part.container !== root) part = part.container;
    if (!part) return undefined;
    items.push({ node: node as Item['node'], part: part as Part });
  }
  items.sort((left, right) => left.part.offset - right.part.offset);
  const parts = root.content.filter(isCompositeCstNode);
  const isWhole =
    parts.length === items.length && parts.every((each, i) => each === items[i]?.part);
  return isWhole ? items : undefined;
}

function startsLine(item: Item | undefined): boolean {
  return !item || item.part.range.start.character === 0;
}

/** Whether the same stands at the same place, `shift` characters on; nothing is like nothing. */
function isLike(parsed: Item | undefined, before: Item | undefined, shift: number): boolean {
  if (!parsed || !before) return parsed === before;
  return (
    parsed.node.$type === before.node.$type &&
    parsed.part.offset + shift === before.part.offset &&
    parsed.part.length === before.part.length
  );
}

function move(node: CstNode, characters: number, lines: number): void {
  const movable = node as unknown as Movable;
  if (movable.content) {
    if (lines !== 0) movable._rangeCache = undefined;
    for (const child of movable.content) move(child, characters, lines);
  } else {
    movable._offset += characters;
    movable._startLine += lines;
    movable._endLine += lines;
  }
}

/** Properties come in the order in which a parser meets them: whoever walks the tree does as well. */
function adopt(file: Partial<File>, items: readonly Item[]): void {
  delete file.imports;
  delete file.declarations;
  const lists: Record<string, AstNode[] | undefined> = file as Record<string, AstNode[]>;
  for (const { node } of items) {
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
