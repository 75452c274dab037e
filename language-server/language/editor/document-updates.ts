import type { FileSystemProvider, URI as Uri, WorkspaceManager } from 'langium';
import { URI, UriUtils } from 'langium';
import type { LangiumSharedServices } from 'langium/lsp';
import { DefaultDocumentUpdateHandler } from 'langium/lsp';

/** Brings documents up to date with the editor and the disk. */
export class HandoffDocumentUpdateHandler extends DefaultDocumentUpdateHandler {
  readonly #fileSystem: FileSystemProvider;
  readonly #workspace: WorkspaceManager;

  constructor(services: LangiumSharedServices) {
    super(services);
    this.#fileSystem = services.workspace.FileSystemProvider;
    this.#workspace = services.workspace.WorkspaceManager;
  }

  /**
   * What was typed and not saved is forgotten with the editor: the file counts again, or
   * nothing does. Files outside of the workspace are watched by nobody, so they go as well, and
   * come back where a file that stays imports them.
   */
  didCloseDocument({ document }: { document: { uri: string } }): void {
    const uri = URI.parse(document.uri);
    void this.#stays(uri).then((stays) =>
      stays ? this.fireDocumentUpdate([uri], []) : this.fireDocumentUpdate([], [uri]),
    );
  }

  async #stays(uri: Uri): Promise<boolean> {
    const folders = this.#workspace.workspaceFolders ?? [];
    const isInside = folders.some((folder) => UriUtils.contains(folder.uri, uri));
    return isInside && (await this.#fileSystem.exists(uri));
  }
}
