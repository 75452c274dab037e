import type { LangiumDocument } from 'langium';
import { URI } from 'langium';
import type { Finding } from '../analysis/finding.ts';
import type { ReviewOptions } from '../analysis/review.ts';
import type { CheckedFile } from '../language/diagnose.ts';
import { checkFile, sessionOptions } from '../language/diagnose.ts';
import type { DeclaredData } from '../language/declared-data.ts';
import { declaredData } from '../language/declared-data.ts';
import type { Nameable } from '../language/compile/nameable.ts';
import { nameableIn } from '../language/compile/nameable.ts';
import { visibleDocuments } from '../language/imports.ts';
import { loadFiles } from '../language/load.ts';
import type { Diagnostic, Range } from '../language/problems.ts';
import { placedFindings } from '../language/review.ts';
import { createHandoffServices } from '../language/services.ts';
import type { DataSource, SourceLine } from '../policy/model.ts';
import { LocalFiles } from '../local-files.ts';
import { Failure } from './failure.ts';
import type { FoundFiles } from './find-files.ts';
import { shownPath, workspaceOf } from './paths.ts';
import { printable } from './terminal.ts';

export interface PolicyFile extends CheckedFile {
  /** Relative to the workspace folder with `/`. */
  file: string;
  text: string;
  /** Named by the user; the others are imported by one that is. */
  isAsked: boolean;
  /** Neither it nor anything that it imports, directly or not, has an error. */
  isSound: boolean;
  /** What it declares of data files, as far as that has no error of its own. */
  data: DeclaredData[];
  /** What a rule of the file can name beside the columns of a data source. */
  nameable: (data: DataSource) => Nameable;
  /** Findings of one of its handoffs, as diagnostics of this file. */
  placed: (findings: readonly Finding[], handoff: SourceLine) => Diagnostic[];
}

export interface LoadedPolicies {
  /** What was asked for first, then what it imports, each sorted by path. */
  files: PolicyFile[];
  /** Absolute path. */
  workspace: string;
  /** Absolute paths of all that was read: policies, and the calendars that they name. */
  read: string[];
}

/**
 * Reads, links and checks files and all that they import: a policy is as sound as what it
 * stands on, so problems of an imported file count as much as its own.
 */
export async function loadPolicies(
  found: FoundFiles,
  options: {
    cwd: string;
    workspace?: string | undefined;
    review?: ReviewOptions | undefined;
    /** Hears of files that cannot be read, which are then left out; absent: the first one fails. */
    onUnreadable?: (problem: string) => void;
  },
): Promise<LoadedPolicies> {
  const { cwd, review } = options;
  const workspace = await workspaceOf({
    asked: options.workspace,
    folders: found.folders,
    cwd,
  });
  const services = createHandoffServices({ fileSystemProvider: () => new LocalFiles(workspace) });
  const relativePath = ({ uri }: { uri: URI }): string => shownPath(uri.fsPath, workspace);
  const uris = found.files.map((file) => URI.file(file));
  const { documents, unreadable } = await loadFiles(uris, services);
  // What is named and imported as well was tried twice.
  const tried = new Map(unreadable.map((each) => [each.uri.toString(), each]));
  for (const { uri, code, message } of tried.values()) {
    const problem = `${printable(shownPath(uri.fsPath, cwd))} ${message}`;
    if (!options.onUnreadable) throw new Failure(code, problem);
    options.onUnreadable(problem);
  }
  const all = services.shared.workspace.LangiumDocuments;
  const checked = new Map(
    all.all.map((document) => [
      document,
      checkFile(document, services, { relativePath, ...(review && { review }) }),
    ]),
  );
  const policyFile = (document: LangiumDocument): PolicyFile => ({
    ...checked.get(document)!,
    data: declaredData(document, errorsOf(checked.get(document)!)),
    file: relativePath(document),
    nameable: (data) => nameableIn(sessionOptions(document, services, { relativePath }), data),
    text: document.textDocument.getText(),
    placed: (findings, handoff) =>
      placedFindings(findings, handoff, { document, services, relativePath }),
    isAsked: documents.includes(document),
    isSound: visibleDocuments(document, all).every((each) => !hasErrors(checked.get(each)!)),
  });
  const files = [...checked.keys()].map(policyFile).sort(askedFirst);
  const read = [...checked.keys()].map(({ uri }) => uri).concat(services.calendarFiles.uris());
  return { files, workspace, read: read.map(({ fsPath }) => fsPath) };
}

function hasErrors(file: CheckedFile): boolean {
  return errorsOf(file).length > 0;
}

function errorsOf({ diagnostics }: CheckedFile): Range[] {
  return diagnostics.filter(({ severity }) => severity === 'error').map(({ range }) => range);
}

function askedFirst(left: PolicyFile, right: PolicyFile): number {
  if (left.isAsked !== right.isAsked) return left.isAsked ? -1 : 1;
  return left.file < right.file ? -1 : 1;
}
