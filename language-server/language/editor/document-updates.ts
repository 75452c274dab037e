import type { FileSystemProvider, LangiumDocuments, TextDocumentProvider } from 'langium';
import { URI, UriUtils } from 'langium';
import { DefaultDocumentUpdateHandler } from 'langium/lsp';
import type { DidChangeWatchedFilesParams, FileEvent } from 'vscode-languageserver';
import { FileChangeType } from 'vscode-languageserver';
import type { CalendarFiles } from '../calendar-files.ts';
import { isPolicyFile } from '../imports.ts';
import type { HandoffSharedServices } from '../editor-services.ts';
import { watchFiles } from './file-watchers.ts';
import { isInWorkspace } from './workspace-folder.ts';

/** Brings documents up to date with the editor and the disk. */
export class HandoffDocumentUpdateHandler extends DefaultDocumentUpdateHandler {
  readonly #services: HandoffSharedServices;
  readonly #fileSystem: FileSystemProvider;
  readonly #documents: LangiumDocuments;
  readonly #texts: TextDocumentProvider & HandoffSharedServices['workspace']['TextDocuments'];
  readonly #calendars: CalendarFiles;
  /** One batch after the other, in the order in which they came. */
  #batch: Promise<void> = Promise.resolve();

  constructor(services: HandoffSharedServices) {
    super(services);
    this.#services = services;
    this.#fileSystem = services.workspace.FileSystemProvider;
    this.#documents = services.workspace.LangiumDocuments;
    this.#texts = services.workspace.TextDocuments;
    this.#calendars = services.workspace.CalendarFiles;
    watchFiles(services);
  }

  /** What is watched changes with the documents: see `watchFiles`. */
  protected override registerFileWatcher(): void {
    return;
  }

  /**
   * What was typed and not saved is forgotten with the editor: the file counts again, or
   * nothing does. Files outside of the workspace go as well, and come back where a file that
   * stays imports them.
   */
  didCloseDocument({ document }: { document: { uri: string } }): void {
    const uri = URI.parse(document.uri);
    void this.#stays(uri).then((stays) =>
      stays ? this.fireDocumentUpdate([uri], []) : this.fireDocumentUpdate([], [uri]),
    );
  }

  /** Builds what a change on disk concerns; most changes concern no policy. */
  override didChangeWatchedFiles(params: DidChangeWatchedFilesParams): void {
    this.onWatchedFilesChangeEmitter.fire(params);
    this.#batch = this.#batch.then(() => this.#update(params.changes));
  }

  async #update(changes: readonly FileEvent[]): Promise<void> {
    const changed = new Map<string, URI>();
    const deleted = new Map<string, URI>();
    for (const { uri: address, type } of changes) {
      const uri = URI.parse(address);
      const key = uri.toString();
      changed.delete(key);
      deleted.delete(key);
      if (type !== FileChangeType.Deleted) {
        if (await this.#isOfPolicies(uri)) changed.set(key, uri);
      } else if (this.#texts.get(uri)) {
        // The editor still shows its text, which counts until it is closed.
        changed.set(key, uri);
      } else if (this.#isHomeOfPolicies(uri)) {
        deleted.set(key, uri);
        for (const inside of this.#documents.getDocuments(uri)) {
          if (this.#texts.get(inside.uri)) changed.set(inside.uri.toString(), inside.uri);
        }
      }
    }
    if (changed.size + deleted.size === 0) return;
    this.fireDocumentUpdate([...changed.values()], [...deleted.values()]);
  }

  /** A policy or a calendar, or a folder that may hold some. */
  async #isOfPolicies(uri: URI): Promise<boolean> {
    if (isPolicyFile(uri) || this.#isCalendar(uri)) return true;
    try {
      return (await this.#fileSystem.stat(uri)).isDirectory;
    } catch {
      return false;
    }
  }

  #isHomeOfPolicies(uri: URI): boolean {
    if (isPolicyFile(uri) || this.#isCalendar(uri)) return true;
    const calendars = this.#calendars.uris();
    return (
      this.#documents.getDocuments(uri).length > 0 ||
      calendars.some((calendar) => UriUtils.contains(uri, calendar))
    );
  }

  #isCalendar(uri: URI): boolean {
    const key = uri.toString();
    return this.#calendars.uris().some((calendar) => calendar.toString() === key);
  }

  async #stays(uri: URI): Promise<boolean> {
    return isInWorkspace(uri, this.#services) && (await this.#fileSystem.exists(uri));
  }
}
