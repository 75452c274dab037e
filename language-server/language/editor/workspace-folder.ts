import type { LangiumSharedCoreServices, URI } from 'langium';
import { UriUtils } from 'langium';

/** The workspace folder that a file lies in, else its own folder: what paths are relative to. */
export function workspaceFolderOf(uri: URI, services: LangiumSharedCoreServices): string {
  const home = foldersAround(uri, services).sort((left, right) => right.length - left.length)[0];
  return home ?? UriUtils.dirname(uri).toString();
}

/** Whether a file lies in a folder that the editor has open. */
export function isInWorkspace(uri: URI, services: LangiumSharedCoreServices): boolean {
  return foldersAround(uri, services).length > 0;
}

function foldersAround(uri: URI, { workspace }: LangiumSharedCoreServices): string[] {
  const folders = workspace.WorkspaceManager.workspaceFolders ?? [];
  return folders.map((folder) => folder.uri).filter((folder) => UriUtils.contains(folder, uri));
}
