import type { CstNode, LangiumDocument } from 'langium';
import { GrammarUtils } from 'langium';
import type { DataSource } from '../policy/model.ts';
import { dataSourceOf } from './compile/data.ts';
import type { File } from './generated/ast.ts';
import type { Range } from './problems.ts';

/** A data block as it is declared, with the places that its file may be at odds with. */
export interface DeclaredData {
  source: DataSource;
  path: Range;
  /** Where each column is declared, by its name. */
  columns: ReadonlyMap<string, Range>;
}

/**
 * The data blocks of a document that name a file and have no error of their own: what a block
 * with an error declares is not known, so that nothing can be held against it.
 */
export function declaredData(document: LangiumDocument, errors: readonly Range[]): DeclaredData[] {
  return (document.parseResult.value as File).declarations.flatMap((node): DeclaredData[] => {
    if (node.$type !== 'DataBlock') return [];
    const whole = node.$cstNode?.range;
    const path = GrammarUtils.findNodeForProperty(node.$cstNode, 'path')?.range;
    // After error recovery any property may be missing.
    if (!whole || !path || (node.path as string | undefined) === undefined) return [];
    if (errors.some((error) => overlaps(error, whole))) return [];
    const source = dataSourceOf(node, document.uri.fsPath, () => undefined);
    const columns = new Map<string, Range>();
    for (const item of node.items) {
      const range = item.$type === 'Column' && placeOfName(item.$cstNode)?.range;
      if (range) columns.set(item.name, range);
    }
    return [{ source, path, columns }];
  });
}

function placeOfName(column: CstNode | undefined): CstNode | undefined {
  return GrammarUtils.findNodeForProperty(column, 'name') ?? column;
}

/** By lines: an error may stand between two parts. */
function overlaps(left: Range, right: Range): boolean {
  return left.start.line <= right.end.line && right.start.line <= left.end.line;
}
