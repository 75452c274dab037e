import type { LangiumDocument } from 'langium';
import { URI, UriUtils } from 'langium';
import type { DeclaredData } from '../language/declared-data.ts';
import { declaredData } from '../language/declared-data.ts';
import { isInWorkspace, workspaceFolderOf } from '../language/editor/workspace-folder.ts';
import type { HandoffSharedServices } from '../language/lsp-services.ts';
import { dataProblemCodes } from '../language/problems.ts';

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
  services: HandoffSharedServices,
): DataBlock[] {
  const { TextDocuments } = services.workspace;
  if (document.uri.scheme !== 'file') return [];
  if (!isInWorkspace(document.uri, services) && !TextDocuments.get(document.uri)) return [];
  const workspace = URI.parse(workspaceFolderOf(document.uri, services)).fsPath;
  const errors = (document.diagnostics ?? []).filter(
    ({ severity, code }) => severity === 1 && !isDataCode(code),
  );
  const ranges = errors.map(({ range }) => range);
  return declaredData(document, ranges).map((declared) => ({
    declared,
    workspace,
    uri: UriUtils.resolvePath(UriUtils.dirname(document.uri), declared.source.path).toString(),
    key: JSON.stringify([workspace, declared.source]),
  }));
}

/** Whether a diagnostic says something of a data file. */
export function isDataCode(code: unknown): code is keyof typeof dataProblemCodes {
  return typeof code === 'string' && Object.hasOwn(dataProblemCodes, code);
}
