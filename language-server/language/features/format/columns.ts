import type { AstNode, LangiumDocument, LeafCstNode } from 'langium';
import type { File } from '../../generated/ast.ts';

/** How wide the names are of the data block that a column stands in. */
export function columnWidths(document: LangiumDocument): Map<AstNode, number> {
  const widths = new Map<AstNode, number>();
  for (const data of (document.parseResult.value as File).declarations) {
    if (data.$type !== 'DataBlock') continue;
    const columns = data.items.filter(({ $type }) => $type === 'Column');
    // The syntax tree has names without backticks; the layout has to know what is written.
    const names = columns.map((column) => nameIn(/^(`[^`]*`|\w+)/.exec(textOf(column))?.[0] ?? ''));
    const width = names.reduce((most, name) => Math.max(most, charactersOf(name)), 0);
    for (const column of columns) widths.set(column, width);
  }
  return widths;
}

/** A name and its colon: together for a rule, with its colon in line for a column. */
export function writtenName(
  leaf: LeafCstNode,
  widths: ReadonlyMap<AstNode, number>,
): string | undefined {
  if (leaf.tokenType.name !== 'NAME_COLON') return undefined;
  const name = nameIn(leaf.text);
  const width = widths.get(leaf.astNode);
  if (width === undefined) return `${name}:`;
  return `${name}${' '.repeat(Math.max(0, width - charactersOf(name)))} :`;
}

function nameIn(nameColon: string): string {
  return nameColon.replace(/:$/, '').trimEnd();
}

function textOf({ $cstNode }: AstNode): string {
  return $cstNode?.text ?? '';
}

/** What a line is wide in most fonts, where half a surrogate pair is nothing. */
export function charactersOf(text: string): number {
  return [...text].length;
}
