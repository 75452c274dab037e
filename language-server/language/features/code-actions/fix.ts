import type { AstNode, CstNode, LangiumDocument } from 'langium';
import { AstUtils, CstUtils } from 'langium';
import type { Diagnostic } from 'vscode-languageserver';
import type { Declaration, File } from '../../generated/ast.ts';
import { visibleDocuments } from '../../imports.ts';
import type { Range } from '../../problems.ts';
import type { HandoffServices } from '../../services.ts';

export interface Edit {
  /** The file that is changed; the one at hand unless said. */
  uri?: string;
  range: Range;
  text: string;
}

/** One way to mend a diagnostic. */
export interface Fix {
  title: string;
  edits: Edit[];
  /** Nothing else can have been meant: it may be done without being looked at. */
  sure?: boolean;
  /** A file that comes into being. */
  creates?: string;
}

export interface Fault {
  document: LangiumDocument;
  diagnostic: Diagnostic;
  services: HandoffServices;
}

/** What mends a diagnostic of some codes; nothing, where the text does not tell. */
export type Fixer = (fault: Fault) => Fix[];

/** The smallest node of the syntax tree that holds a range. */
export function nodeAt(document: LangiumDocument, range: Range): AstNode | undefined {
  const root = document.parseResult.value.$cstNode;
  if (!root) return undefined;
  const start = document.textDocument.offsetAt(range.start);
  const end = document.textDocument.offsetAt(range.end);
  let node: AstNode | undefined = CstUtils.findLeafNodeAtOffset(root, start)?.astNode;
  while (node?.$cstNode && (node.$cstNode.offset > start || node.$cstNode.end < end)) {
    node = node.$container;
  }
  return node;
}

/** The declaration of the file that a node stands in. */
export function declarationOf(node: AstNode | undefined): Declaration | undefined {
  let home = node;
  while (home?.$container?.$container) home = home.$container;
  return home?.$container ? (home as Declaration) : undefined;
}

/** What the documents that a document sees declare. */
export function visibleDeclarations({ document, services }: Pick<Fault, 'document' | 'services'>) {
  return visibleDocuments(document, services.shared.workspace.LangiumDocuments).flatMap(
    (each) => (each.parseResult.value as File).declarations,
  );
}

/** A line of its own behind what is written; a comment at the end of the line stays there. */
export function lineAfter(written: CstNode | undefined, text: string, indent = '  '): Edit[] {
  if (!written) return [];
  const { textDocument, uri } = AstUtils.getDocument(written.astNode);
  const rest = /^[^\r\n]*/.exec(textDocument.getText().slice(written.end))?.[0] ?? '';
  const isLast = /^\s*(#.*)?$/.test(rest);
  const at = textDocument.positionAt(written.end + (isLast ? rest.length : 0));
  return [{ uri: uri.toString(), range: { start: at, end: at }, text: `\n${indent}${text}` }];
}

/** Words right behind what is written. */
export function wordsAfter(written: CstNode | undefined, text: string): Edit[] {
  if (!written) return [];
  const { uri } = AstUtils.getDocument(written.astNode);
  const at = written.range.end;
  return [{ uri: uri.toString(), range: { start: at, end: at }, text }];
}

/** Takes a range out: with the comma before it, and with its lines where nothing is left on them. */
export function removal({ textDocument }: LangiumDocument, range: Range): Edit {
  const text = textDocument.getText();
  let start = textDocument.offsetAt(range.start);
  let end = textDocument.offsetAt(range.end);
  const before = /[^\r\n]*$/.exec(text.slice(0, start))?.[0] ?? '';
  const after = /^[^\r\n]*/.exec(text.slice(end))?.[0] ?? '';
  const lead = /,?\s*$/.exec(text.slice(0, start))?.[0] ?? '';
  if (before.trim() === '' && /^\s*(#.*)?$/.test(after) && !lead.startsWith(',')) {
    start -= before.length;
    end += after.length;
    end += /^\r?\n/.exec(text.slice(end))?.[0].length ?? 0;
  } else {
    start -= lead.length;
  }
  return {
    range: { start: textDocument.positionAt(start), end: textDocument.positionAt(end) },
    text: '',
  };
}
