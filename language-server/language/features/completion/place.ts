import type { LangiumDocument, LangiumDocuments } from 'langium';
import type { DataSource } from '../../../policy/model.ts';
import type { Scope } from '../../compile/context.ts';
import { dataOf, openSession, scopeFor } from '../../compile/session.ts';
import type * as ast from '../../generated/ast.ts';
import { visibleDocuments } from '../../imports.ts';

/** What names mean where the cursor is, as far as the file says. */
export interface Place {
  document: LangiumDocument;
  documents: LangiumDocuments;
  /** The document and all that it imports. */
  visible: readonly LangiumDocument[];
  /** The declaration that the cursor is in, or behind. */
  declaration: ast.Declaration | undefined;
  /** The handoff that is spoken of. */
  handoff: ast.HandoffBlock | undefined;
  /** The data that is spoken of; in guardrails and segments, all that can be meant. */
  data: readonly DataSource[];
  scope: Scope;
  /** What people would choose, as it is written. */
  usual: string | undefined;
}

const nothing: DataSource = {
  name: '',
  path: '',
  declaredIn: '',
  singular: 'row',
  plural: 'rows',
  columns: [],
};

export function placeAt(
  document: LangiumDocument,
  offset: number,
  documents: LangiumDocuments,
): Place {
  const visible = visibleDocuments(document, documents);
  const declaration = declarationsOf(document).findLast(
    ({ $cstNode }) => $cstNode !== undefined && $cstNode.offset < offset,
  );
  const handoff = handoffOf(declaration);
  const session = openSession({
    document,
    visible,
    calendarDates: () => [],
    relativePath: () => '',
  });
  const data = dataBlocks(declaration, handoff, visible, document, documents).map((block) =>
    dataOf(block, session),
  );
  const [first = nothing] = data;
  const seen = new Set<string>();
  const columns = data
    .flatMap((each) => each.columns)
    .filter(({ name }) => !seen.has(name) && seen.add(name));
  const report = (): void => undefined;
  const scope = scopeFor({ ...first, columns }, report, session);
  const chosen = headerOf(handoff, 'AgentChooses')?.column;
  const column = chosen === undefined ? undefined : scope.columns.get(chosen);
  const usually = headerOf(handoff, 'Usually');
  return {
    document,
    documents,
    visible,
    declaration,
    handoff,
    data,
    usual: usually?.value?.$cstNode?.text,
    scope: {
      ...scope,
      choice: column && { column: column.name, type: column.type },
      usual: usually ? 0 : undefined,
      wordsFirst: declaration?.$type === 'Guardrails',
    },
  };
}

export function declarationsOf(document: LangiumDocument): readonly ast.Declaration[] {
  return (document.parseResult.value as ast.File).declarations;
}

/** All declarations of a kind that the document sees. */
export function visibleOf<T extends ast.Declaration['$type']>(
  { visible }: Pick<Place, 'visible'>,
  type: T,
): Extract<ast.Declaration, { $type: T }>[] {
  return visible
    .flatMap(declarationsOf)
    .filter((each): each is Extract<ast.Declaration, { $type: T }> => each.$type === type);
}

export function headerOf<T extends ast.Header['$type']>(
  handoff: ast.HandoffBlock | undefined,
  type: T,
): Extract<ast.Header, { $type: T }> | undefined {
  return handoff?.headers.find(
    (each): each is Extract<ast.Header, { $type: T }> => each.$type === type,
  );
}

function handoffOf(declaration: ast.Declaration | undefined): ast.HandoffBlock | undefined {
  if (declaration?.$type === 'HandoffBlock') return declaration;
  const isAbout = declaration?.$type === 'Simulation' || declaration?.$type === 'PolicyTest';
  // After error recovery any property may be missing.
  return isAbout ? (declaration.handoff as ast.Simulation['handoff'] | undefined)?.ref : undefined;
}

function dataBlocks(
  declaration: ast.Declaration | undefined,
  handoff: ast.HandoffBlock | undefined,
  visible: readonly LangiumDocument[],
  document: LangiumDocument,
  documents: LangiumDocuments,
): ast.DataBlock[] {
  if (declaration?.$type === 'DataBlock') return [declaration];
  const used = headerOf(handoff, 'Uses')?.data?.ref;
  if (used) return [used];
  const seen = visibleOf({ visible }, 'DataBlock');
  if (seen.length > 0) return seen;
  // Guardrails see no data: they are about that of the handoffs under them.
  const importing = documents.all.filter((each) =>
    visibleDocuments(each, documents).includes(document),
  );
  return visibleOf({ visible: importing.toArray() }, 'DataBlock');
}
