import type { LangiumDocument, Stream } from 'langium';
import { DefaultWorkspaceManager, URI, UriUtils } from 'langium';
import type { InitializeParams, WorkspaceFoldersChangeEvent } from 'vscode-languageserver';
import type { HandoffSharedServices } from '../editor-services.ts';
import { isInWorkspace } from './workspace-folder.ts';

/**
 * Loads every policy of the workspace that can be read; one that cannot costs itself alone. What
 * is wrong is shown of all of them, open or not. Follows folders that come and go.
 */
export class HandoffWorkspaceManager extends DefaultWorkspaceManager {
  readonly #services: HandoffSharedServices;

  constructor(services: HandoffSharedServices) {
    super(services);
    this.#services = services;
    this.initialBuildOptions = { validation: true };
    let canChange = false;
    const { LanguageServer, Connection } = services.lsp;
    LanguageServer.onInitialize(({ capabilities }) => {
      canChange = capabilities.workspace?.workspaceFolders ?? false;
    });
    LanguageServer.onInitialized(() => {
      if (!canChange) return;
      Connection?.workspace.onDidChangeWorkspaceFolders((change) => this.#follow(change));
    });
  }

  /** Of an editor that knows no workspace folders, its one root is the folder. */
  override initialize(params: InitializeParams): void {
    super.initialize(params);
    const { rootUri: uri }: { rootUri: string | null } = params;
    if (uri) this.folders ??= [{ name: UriUtils.basename(URI.parse(uri)), uri }];
  }

  protected override async loadWorkspaceDocuments(
    uris: Stream<URI>,
    collector: (document: LangiumDocument) => void,
  ): Promise<void> {
    const loading = uris.map((uri) => this.langiumDocuments.getOrCreateDocument(uri));
    for (const loaded of await Promise.allSettled(loading)) {
      if (loaded.status === 'fulfilled') collector(loaded.value);
    }
  }

  /**
   * The policies of a new folder are read; those of one that went are forgotten, but for what is
   * open. All others are checked again, since what paths are relative to may be another folder.
   */
  #follow({ added, removed }: WorkspaceFoldersChangeEvent): void {
    void this.ready
      .then(() =>
        this.mutex.write((token) => {
          const gone = new Set(removed.map(({ uri }) => uri));
          this.folders = [...(this.folders ?? []).filter(({ uri }) => !gone.has(uri)), ...added];
          const { TextDocuments } = this.#services.workspace;
          const all = this.langiumDocuments.all.map(({ uri }) => uri).toArray();
          const stays = (uri: URI): boolean =>
            isInWorkspace(uri, this.#services) || TextDocuments.get(uri) !== undefined;
          const changed = [...all.filter(stays), ...added.map(({ uri }) => URI.parse(uri))];
          const left = all.filter((uri) => !stays(uri));
          return this.documentBuilder.update(changed, left, token);
        }),
      )
      .catch((error: unknown) => {
        const why = error instanceof Error ? error.message : String(error);
        this.#services.lsp.Connection?.console.error(`A workspace folder was not read: ${why}`);
      });
  }
}
