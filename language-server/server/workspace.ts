import type { LangiumDocument } from 'langium';
import { DocumentState, URI } from 'langium';
import type { CheckedFile } from '../language/diagnose.ts';
import { isInWorkspace, workspaceFolderOf } from '../language/editor/workspace-folder.ts';
import { visibleDocuments } from '../language/imports.ts';
import type { HandoffEditorServices } from '../language/editor-services.ts';

/** The policies of the workspace as the editor has them now, text that is not saved included. */
export interface Workspace {
  /** Looks once nothing is left to build; what is looked at stays as it is meanwhile. */
  settled: <T>(look: () => T) => Promise<T>;
  document: (uri: string) => LangiumDocument | undefined;
  /** Whether a file of the workspace is there no more; of others that cannot be told. */
  isGone: (uri: string) => boolean;
  /** Compiled, with all that is wrong; computed once a build. */
  checked: (document: LangiumDocument) => CheckedFile;
  /** The document, and all that it imports. */
  visible: (document: LangiumDocument) => LangiumDocument[];
  /** Address of the folder that paths are relative to. */
  folderOf: (document: LangiumDocument) => string;
  /** Calls back after each build, while the workspace stands still. */
  onBuilt: (listener: () => void) => void;
  /** Calls back with the addresses of documents that are gone. */
  onDeleted: (listener: (uris: string[]) => void) => void;
}

export function workspaceOf(services: HandoffEditorServices): Workspace {
  const { WorkspaceManager, WorkspaceLock, LangiumDocuments, DocumentBuilder } =
    services.shared.workspace;
  const { CompiledFiles } = services.handoff.meaning;
  const folderOf: Workspace['folderOf'] = ({ uri }) => workspaceFolderOf(uri, services.shared);
  return {
    settled: async (look) => {
      await WorkspaceManager.ready;
      // Behind every change that has arrived: Langium's own wait can end between two of them.
      return WorkspaceLock.read(look);
    },
    document: (uri) => {
      const document = LangiumDocuments.getDocument(URI.parse(uri));
      return document && document.state >= DocumentState.Linked ? document : undefined;
    },
    isGone: (address) => {
      const uri = URI.parse(address);
      return isInWorkspace(uri, services.shared) && !LangiumDocuments.hasDocument(uri);
    },
    checked: (document) => CompiledFiles.of(document),
    visible: (document) => visibleDocuments(document, LangiumDocuments),
    folderOf,
    onBuilt: (listener) => DocumentBuilder.onBuildPhase(DocumentState.Validated, listener),
    onDeleted: (listener) =>
      DocumentBuilder.onUpdate((_, deleted) => listener(deleted.map((uri) => uri.toString()))),
  };
}
