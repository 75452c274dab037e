import type { BuildOptions, LangiumDocument, LangiumDocuments, URI } from 'langium';
import { Cancellation, DefaultDocumentBuilder, DocumentState, isOperationCancelled } from 'langium';
import type { CalendarFiles } from '../calendar-files.ts';
import { isPolicyFile, noteUnreadable } from '../imports.ts';
import type { HandoffSharedServices } from '../lsp-services.ts';
import { readFailure } from '../read-failure.ts';
import { calendarsOf, importsOf } from './named-files.ts';
import { isInWorkspace } from './workspace-folder.ts';

/**
 * Builds documents together with what they rest on: reads the imports and calendars that lie
 * outside of the workspace, and builds again whatever a changed file was read for.
 */
export class HandoffDocumentBuilder extends DefaultDocumentBuilder {
  readonly #services: HandoffSharedServices;
  readonly #calendarFiles: CalendarFiles;

  constructor(services: HandoffSharedServices) {
    super(services);
    this.#services = services;
    this.#calendarFiles = services.workspace.CalendarFiles;
  }

  override async update(
    changed: URI[],
    deleted: URI[],
    cancelToken = Cancellation.CancellationToken.None,
  ): Promise<void> {
    const touched = [...changed, ...deleted].map((uri) => uri.toString());
    for (const document of this.langiumDocuments.all) {
      if (touched.includes(document.uri.toString())) continue;
      if (restsOn(document, touched, this.langiumDocuments)) {
        this.resetToState(document, DocumentState.ComputedScopes);
      }
    }
    await super.update(changed, deleted, cancelToken);
  }

  protected override async buildDocuments(
    documents: LangiumDocument[],
    options: BuildOptions,
    cancelToken: Cancellation.CancellationToken,
  ): Promise<void> {
    const readable: LangiumDocument[] = [];
    for (const document of documents) {
      if (await this.#isParsed(document, cancelToken)) readable.push(document);
    }
    const imported = await this.#missingImports(readable);
    const all = [...readable, ...imported];
    for (const document of all) await this.#calendarFiles.read(document);
    await super.buildDocuments(all, options, cancelToken);
    await this.#forgetUnimported();
  }

  /** What is wrong with a file outside of the workspace concerns nobody who does not import it. */
  async #forgetUnimported(): Promise<void> {
    const stays = new Set<LangiumDocument>();
    const open = this.langiumDocuments.all
      .filter(({ uri }) => isInWorkspace(uri, this.#services) || this.textDocuments?.get(uri))
      .toArray();
    for (let document = open.pop(); document; document = open.pop()) {
      if (stays.has(document)) continue;
      stays.add(document);
      open.push(
        ...importsOf(document).flatMap((uri) => this.langiumDocuments.getDocument(uri) ?? []),
      );
    }
    for (const document of this.langiumDocuments.all.toArray()) {
      if (!stays.has(document)) await this.#delete(document);
    }
  }

  async #delete(document: LangiumDocument): Promise<void> {
    this.langiumDocuments.deleteDocument(document.uri);
    this.cleanUpDeleted(document);
    await this.emitUpdate([], [document.uri]);
  }

  /** A file that is gone by the time it is read is a file that was deleted. */
  async #isParsed(
    document: LangiumDocument,
    cancelToken: Cancellation.CancellationToken,
  ): Promise<boolean> {
    try {
      await this.runCancelable([document], DocumentState.Parsed, cancelToken, (each) =>
        this.langiumDocumentFactory.update(each, cancelToken),
      );
      return true;
    } catch (error) {
      if (isOperationCancelled(error)) throw error;
      await this.#delete(document);
      return false;
    }
  }

  /** Documents for the files that these import, directly or not, and that nobody has read yet. */
  async #missingImports(documents: readonly LangiumDocument[]): Promise<LangiumDocument[]> {
    const added: LangiumDocument[] = [];
    const open = [...documents];
    for (let document = open.pop(); document; document = open.pop()) {
      for (const uri of importsOf(document)) {
        if (!isPolicyFile(uri) || this.langiumDocuments.hasDocument(uri)) continue;
        try {
          const imported = await this.langiumDocuments.getOrCreateDocument(uri);
          added.push(imported);
          open.push(imported);
        } catch (error) {
          // A file that cannot be read is a diagnostic of the import that names it.
          noteUnreadable(this.langiumDocuments, uri, readFailure(error).message);
        }
      }
    }
    return added;
  }
}

/** Whether a file, or any in a folder, was or would be read for what this document says. */
function restsOn(
  document: LangiumDocument,
  touched: readonly string[],
  documents: LangiumDocuments,
): boolean {
  const seen = new Set<string>();
  const open = [document];
  for (let next = open.pop(); next; next = open.pop()) {
    for (const uri of [...importsOf(next), ...calendarsOf(next)]) {
      const key = uri.toString();
      if (seen.has(key)) continue;
      seen.add(key);
      if (touched.some((each) => key === each || key.startsWith(`${each}/`))) return true;
      const imported = documents.getDocument(uri);
      if (imported) open.push(imported);
    }
  }
  return false;
}
