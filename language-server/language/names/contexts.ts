import type { AstNode, LangiumDocument } from 'langium';
import { AstUtils } from 'langium';
import type * as ast from '../generated/ast.ts';
import type { DeclaredData, DeclaredRules } from './declared.ts';
import { fileNames } from './declared.ts';
import type { WorkspaceNames } from './workspace-names.ts';

/** What the names of a declaration mean, where it is read for one handoff. */
export interface Context {
  /** The document that the handoff stands in: what it sees is what names can mean. */
  document: LangiumDocument;
  data?: DeclaredData;
  /** The column that the agent chooses. */
  choice?: string;
  handoff?: DeclaredRules<ast.HandoffBlock>;
  guardrails?: DeclaredRules<ast.Guardrails>;
  /** Whether measured words and segments come before columns: in guardrails. */
  wordsFirst: boolean;
}

/**
 * Where a declaration of a document is read: a handoff over its own data, its guardrails and
 * segments once for each handoff that reads them, also those of files that import this one.
 */
export function contextsOf(
  home: AstNode,
  document: LangiumDocument,
  names: WorkspaceNames,
): readonly Context[] {
  switch (home.$type) {
    case 'HandoffBlock':
      return [handoffContext(home as ast.HandoffBlock, document, names)];
    case 'Simulation':
    case 'PolicyTest':
      return [outerContext(home as ast.Simulation | ast.PolicyTest, document, names)];
    case 'Guardrails':
    case 'Segment': {
      const reads = names.once('reads', () => readsOf(names)).get(home) ?? [];
      // A segment is checked over all the data that its file sees, and a guardrail is read so
      // until a handoff stands under it.
      const alone = home.$type === 'Segment' || reads.length === 0;
      return alone ? [...reads, ...visibleData(home, document, names)] : reads;
    }
    case 'DataBlock': {
      const own = [...fileNames(document).data.values()].find(({ node }) => node === home);
      return [{ document, wordsFirst: false, ...(own ? { data: own } : {}) }];
    }
    default:
      return [{ document, wordsFirst: false }];
  }
}

function visibleData(home: AstNode, document: LangiumDocument, names: WorkspaceNames): Context[] {
  const data = names.visible(document).flatMap((each) => [...fileNames(each).data.values()]);
  const wordsFirst = home.$type === 'Guardrails';
  const contexts = data.map((each): Context => ({ document, data: each, wordsFirst }));
  return contexts.length > 0 ? contexts : [{ document, wordsFirst }];
}

function handoffContext(
  node: ast.HandoffBlock,
  document: LangiumDocument,
  names: WorkspaceNames,
): Context {
  const header = <Type extends ast.Header['$type']>(type: Type) =>
    node.headers.find((each) => each.$type === type) as
      Partial<Extract<ast.Header, { $type: Type }>> | undefined;
  const uses = header('Uses')?.data?.$refText;
  const data = names.find(document, uses, (file) => file.data);
  const choice = header('AgentChooses')?.column;
  const handoff = [...fileNames(document).handoffs.values()].find((each) => each.node === node);
  const guardrails = names.find(document, node.guardrails?.$refText, (file) => file.guardrails);
  return {
    document,
    wordsFirst: false,
    ...(data ? { data } : {}),
    ...(choice === undefined ? {} : { choice }),
    ...(handoff ? { handoff } : {}),
    ...(guardrails ? { guardrails } : {}),
  };
}

/** A simulation or a test reads its handoff's data, and what its own file sees. */
function outerContext(
  node: ast.Simulation | ast.PolicyTest,
  document: LangiumDocument,
  names: WorkspaceNames,
): Context {
  const reference = node.handoff as typeof node.handoff | undefined;
  for (const each of names.visible(document)) {
    const handoff = fileNames(each).handoffs.get(reference?.$refText ?? '');
    if (handoff) return { ...handoffContext(handoff.node, each, names), document };
  }
  return { document, wordsFirst: false };
}

/** For each guardrails and segment of the workspace, the contexts of those that read it. */
function readsOf(names: WorkspaceNames): Map<AstNode, Context[]> {
  const reads = new Map<AstNode, Context[]>();
  const read = (home: AstNode, conditions: ReadonlySet<string>, context: Context): void => {
    const known = reads.get(home) ?? [];
    if (known.some((each) => isSame(each, context))) return;
    reads.set(home, [...known, context]);
    readSegments(conditions, context);
  };
  const readSegments = (conditions: ReadonlySet<string>, context: Context): void => {
    for (const name of conditions) {
      if (context.data?.columns.has(name) && !context.wordsFirst) continue;
      for (const each of names.visible(context.document)) {
        const file = fileNames(each);
        const segment = file.segments.get(name);
        if (!segment) continue;
        read(segment.node, file.conditions.get(segment.node) ?? nothing, context);
        break;
      }
    }
  };
  for (const document of names.documents) {
    const file = fileNames(document);
    for (const { node } of file.handoffs.values()) {
      const context = handoffContext(node, document, names);
      readSegments(file.conditions.get(node) ?? nothing, context);
      const { guardrails } = context;
      if (!guardrails) continue;
      const home = fileNames(AstUtils.getDocument(guardrails.node));
      const conditions = home.conditions.get(guardrails.node) ?? nothing;
      read(guardrails.node, conditions, { ...context, wordsFirst: true });
    }
    for (const [home, conditions] of file.conditions) {
      if (home.$type !== 'Simulation') continue;
      readSegments(conditions, outerContext(home as ast.Simulation, document, names));
    }
  }
  return reads;
}

const nothing: ReadonlySet<string> = new Set();

function isSame(left: Context, right: Context): boolean {
  return (
    left.document === right.document &&
    left.data === right.data &&
    left.choice === right.choice &&
    left.wordsFirst === right.wordsFirst
  );
}
