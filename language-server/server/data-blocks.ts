import type { LangiumDocument } from 'langium';
import { URI, UriUtils } from 'langium';
import type { Diagnostic } from 'vscode-languageserver';
import type { DeclaredData } from '../language/declared-data.ts';
import { declaredData } from '../language/declared-data.ts';
import { isInWorkspace, workspaceFolderOf } from '../language/editor/workspace-folder.ts';
import type { HandoffSharedServices } from '../language/editor-services.ts';

/** A data block of a document whose file is to be looked for. */
export interface DataBlock {
  declared: DeclaredData;
  /** Absolute path. */
  workspace: string;
  /** Where the file is expected. */
  uri: string;
  /** The same for everything that finds the same of the same file. */
  key: string;
}

/**
 * The data blocks that a simulation started in the editor would read: those of files in a
 * workspace folder, and of files that are open. A document without a file has no data.
 */
export function dataBlocksOf(
  document: LangiumDocument,
  { own, services }: { own: readonly Diagnostic[]; services: HandoffSharedServices },
): DataBlock[] {
  const { TextDocuments } = services.workspace;
  if (document.uri.scheme !== 'file') return [];
  if (!isInWorkspace(document.uri, services) && !TextDocuments.get(document.uri)) return [];
  const workspace = URI.parse(workspaceFolderOf(document.uri, services)).fsPath;
  const ranges = own.filter(({ severity }) => severity === 1).map(({ range }) => range);
  return declaredData(document, ranges).map((declared) => ({
    declared,
    workspace,
    uri: UriUtils.resolvePath(UriUtils.dirname(document.uri), declared.source.path).toString(),
    key: JSON.stringify([workspace, declared.source]),
  }));
}
