import type { AstNode, LangiumDocument } from 'langium';
import { GrammarUtils } from 'langium';
import type { DocumentSymbolProvider, LangiumServices } from 'langium/lsp';
import type { DocumentSymbol, Range, SymbolInformation } from 'vscode-languageserver';
import { SymbolKind } from 'vscode-languageserver';
import type * as ast from '../generated/ast.ts';

/**
 * The outline of a file as people speak of it: what it declares, a handoff's blocks, and their
 * rules by name or, where they have none, by their words.
 */
export function documentSymbols(document: LangiumDocument): DocumentSymbol[] {
  return (document.parseResult.value as ast.File).declarations.flatMap(declarationSymbol);
}

/** The outline as one list, for an editor that cannot show what stands in what. */
export function flatSymbols(document: LangiumDocument): SymbolInformation[] {
  const uri = document.uri.toString();
  const flat = (symbols: readonly DocumentSymbol[], containerName?: string): SymbolInformation[] =>
    symbols.flatMap(({ name, kind, selectionRange, children = [] }) => [
      {
        name,
        kind,
        location: { uri, range: selectionRange },
        ...(containerName === undefined ? {} : { containerName }),
      },
      ...flat(children, name),
    ]);
  return flat(documentSymbols(document));
}

/** The outline in the form that the editor says it can show. */
export function documentSymbolProvider({ shared }: LangiumServices): DocumentSymbolProvider {
  let canNest = false;
  shared.lsp.LanguageServer.onInitialize(({ capabilities: { textDocument } }) => {
    canNest = textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport ?? false;
  });
  return {
    // The protocol has both forms, and Langium's type the newer one alone.
    getSymbols: (document) =>
      (canNest ? documentSymbols : flatSymbols)(document) as DocumentSymbol[],
  };
}

function declarationSymbol(node: ast.Declaration): DocumentSymbol[] {
  switch (node.$type) {
    case 'Calendar':
      return symbol(node, SymbolKind.Constant, {
        detail: node.path === undefined ? 'calendar' : `calendar from ${node.path}`,
        children: node.ranges.flatMap((range) =>
          symbol(range, SymbolKind.Constant, { name: range.label ?? wordsOf(range) }),
        ),
      });
    case 'DataBlock':
      return symbol(node, SymbolKind.Struct, {
        detail: `data from ${said(node.path)}`,
        children: node.items.flatMap((item) => {
          if (item.$type !== 'Column') return [];
          return symbol(item, SymbolKind.Field, { detail: afterColon(item) });
        }),
      });
    case 'Segment':
      return symbol(node, SymbolKind.Boolean, { detail: afterColon(node) });
    case 'Guardrails':
      return symbol(node, SymbolKind.Interface, {
        detail: node.description ?? 'guardrails',
        children: rules(node.rules),
      });
    case 'HandoffBlock':
      return symbol(node, SymbolKind.Class, {
        detail: node.description ?? 'handoff',
        children: node.blocks.flatMap(blockSymbol),
      });
    case 'Simulation':
      return symbol(node, SymbolKind.Event, { detail: `simulation of ${ofHandoff(node)}` });
    case 'PolicyTest':
      return symbol(node, SymbolKind.Method, {
        name: said(node.title),
        property: 'title',
        detail: `test of ${ofHandoff(node)}`,
      });
  }
}

const blockNames: Record<ast.Block['$type'], string> = {
  BoundariesBlock: 'boundaries',
  EscalateBlock: 'escalate to',
  SurprisesBlock: 'surprises',
  LearningBlock: 'learning',
  AutonomyBlock: 'autonomy',
  FeedbackBlock: 'feedback',
};

function blockSymbol(block: ast.Block): DocumentSymbol[] {
  const name = blockNames[block.$type];
  const isEscalation = block.$type === 'EscalateBlock';
  return symbol(block, SymbolKind.Namespace, {
    name: isEscalation ? `${name} ${said(block.role)}` : name,
    ...(isEscalation ? { property: 'role' } : {}),
    children: rules('rules' in block ? block.rules : block.items),
  });
}

/** Rules by their names; one without a name is called by what it says. */
function rules(nodes: readonly AstNode[]): DocumentSymbol[] {
  return nodes.flatMap((node) => {
    const { name } = node as { name?: string };
    const detail = name === undefined ? {} : { detail: afterColon(node) };
    return symbol(node, SymbolKind.Function, { name: name ?? wordsOf(node), ...detail });
  });
}

interface Described {
  name?: string;
  property?: string;
  detail?: string;
  children?: DocumentSymbol[];
}

/** A symbol of a node; none where the text has no place for it. */
function symbol(
  node: AstNode,
  kind: SymbolKind,
  { name = (node as { name?: string }).name, property = 'name', detail, children }: Described,
): DocumentSymbol[] {
  const range = node.$cstNode?.range;
  if (!range) return [];
  const place = GrammarUtils.findNodeForProperty(node.$cstNode, property)?.range;
  const first = { start: range.start, end: range.start };
  return [
    {
      // An editor refuses an outline with a name that is empty.
      name: shortened(name === undefined || name.trim() === '' ? missing : name),
      kind,
      range,
      selectionRange: place && isWithin(place, range) ? place : first,
      ...(detail === undefined ? {} : { detail: shortened(detail) }),
      ...(children ? { children } : {}),
    },
  ];
}

const missing = '…';
const longest = 80;

function shortened(text: string): string {
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}

/** After error recovery any property may be missing. */
function said(text: string | undefined): string {
  return text === undefined || text === '' ? missing : text;
}

function ofHandoff(node: ast.Simulation | ast.PolicyTest): string {
  return said((node.handoff as typeof node.handoff | undefined)?.$refText);
}

/** What a rule says, as it is written, on one line and without comments. */
function wordsOf(node: AstNode): string {
  // No more than what is shown: an outline is asked for after each change.
  const text = node.$cstNode?.text.slice(0, 4 * longest) ?? '';
  return text
    .replace(/("(?:\\.|[^"\\\r\n])*"?)|#[^\r\n]*/g, (_, quoted?: string) => quoted ?? '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** What a line says behind its name. */
function afterColon(node: AstNode): string {
  return wordsOf(node).replace(/^(?:segment )?(?:`[^`]*`|\w+)\s*:\s*/, '');
}

function isWithin(inner: Range, outer: Range): boolean {
  const before = (left: Range['start'], right: Range['start']): boolean =>
    left.line < right.line || (left.line === right.line && left.character <= right.character);
  return before(outer.start, inner.start) && before(inner.end, outer.end);
}
