import type { LangiumSharedCoreServices, URI } from 'langium';
import { UriUtils } from 'langium';

/** The workspace folder that a file lies in, else its own folder: what paths are relative to. */
export function workspaceFolderOf(uri: URI, services: LangiumSharedCoreServices): string {
  const home = foldersAround(uri, services).toSorted(
    (left, right) => right.length - left.length,
  )[0];
  return home ?? UriUtils.dirname(uri).toString();
}

/** Whether a file lies in a folder that the editor has open. */
export function isInWorkspace(uri: URI, services: LangiumSharedCoreServices): boolean {
  return foldersAround(uri, services).length > 0;
}

type Folders = LangiumSharedCoreServices['workspace']['WorkspaceManager']['workspaceFolders'];

/** Of each file that is asked about at every build, until folders come or go. */
const known = new WeakMap<URI, { of: Folders; around: readonly string[] }>();

function foldersAround(uri: URI, { workspace }: LangiumSharedCoreServices): readonly string[] {
  const folders = workspace.WorkspaceManager.workspaceFolders;
  const before = known.get(uri);
  if (before && before.of === folders) return before.around;
  const around = (folders ?? [])
    .map((folder) => folder.uri)
    .filter((folder) => UriUtils.contains(folder, uri));
  known.set(uri, { of: folders, around });
  return around;
}
