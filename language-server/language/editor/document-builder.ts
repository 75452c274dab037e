import type { BuildOptions, LangiumDocument, LangiumDocuments, URI } from 'langium';
import { Cancellation, DefaultDocumentBuilder, DocumentState, isOperationCancelled } from 'langium';
import type { CalendarFiles } from '../calendar-files.ts';
import { isPolicyFile, keepUnreadable, noteUnreadable } from '../imports.ts';
import type { HandoffSharedServices } from '../editor-services.ts';
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
  readonly #waiting = new Set<() => void>();

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
    for (const document of restingOn(touched, this.langiumDocuments)) {
      this.resetToState(document, DocumentState.ComputedScopes);
    }
    await super.update(changed, deleted, cancelToken);
  }

  /** A question about a document that goes meanwhile is cancelled; Langium's would wait for ever. */
  protected override async awaitDocumentState(
    state: DocumentState,
    uri: URI,
    cancelToken: Cancellation.CancellationToken,
  ): Promise<URI> {
    const over = new Cancellation.CancellationTokenSource();
    if (cancelToken.isCancellationRequested) over.cancel();
    const listeners = [
      cancelToken.onCancellationRequested(() => over.cancel()),
      this.onUpdate(() => {
        if (!this.langiumDocuments.hasDocument(uri)) over.cancel();
      }),
    ];
    try {
      return await super.awaitDocumentState(state, uri, over.token);
    } finally {
      for (const listener of listeners) listener.dispose();
    }
  }

  /**
   * A document goes through a phase once: who is not told then is never told. Langium tells nobody
   * any more where the build is cancelled meanwhile, and diagnostics stay away until the next edit.
   */
  protected override async notifyDocumentPhase(
    document: LangiumDocument,
    state: DocumentState,
  ): Promise<void> {
    await super.notifyDocumentPhase(document, state, Cancellation.CancellationToken.None);
  }

  /**
   * Langium tells of a phase only where a document went through it: a question about the workspace
   * would wait for ever behind a build that finds nothing left to do.
   */
  protected override async awaitBuilderState(
    state: DocumentState,
    cancelToken: Cancellation.CancellationToken,
  ): Promise<void> {
    if (cancelToken.isCancellationRequested) return super.awaitBuilderState(state, cancelToken);
    const over = new Cancellation.CancellationTokenSource();
    const { token } = over;
    const listener = cancelToken.onCancellationRequested(() => over.cancel());
    let isBuilt = (): void => undefined;
    const built = new Promise<void>((resolve) => (isBuilt = resolve));
    this.#waiting.add(isBuilt);
    try {
      await Promise.race([super.awaitBuilderState(state, token), built]);
    } finally {
      listener.dispose();
      this.#waiting.delete(isBuilt);
      over.cancel();
    }
  }

  protected override async buildDocuments(
    documents: LangiumDocument[],
    options: BuildOptions,
    cancelToken: Cancellation.CancellationToken,
  ): Promise<void> {
    const readable = await this.#parsed(documents, cancelToken);
    const imported = await this.#missingImports(readable);
    const all = [...readable, ...imported];
    for (const document of all) await this.#calendarFiles.read(document);
    const [shown, others] = this.#openFirst(all);
    if (shown.length > 0) await super.buildDocuments(shown, options, cancelToken);
    // Where nothing is left to build, this says that the workspace is built.
    await super.buildDocuments(others, options, cancelToken);
    await this.#forgetUnimported();
    const { all: mentioning } = this.langiumDocuments;
    this.#calendarFiles.keepOnly(mentioning.flatMap(calendarsOf));
    keepUnreadable(this.langiumDocuments, mentioning.flatMap(importsOf));
    for (const isBuilt of this.#waiting) isBuilt();
  }

  /** Those that are open, with what they import, and the others: nobody waits for these. */
  #openFirst(documents: readonly LangiumDocument[]): [LangiumDocument[], LangiumDocument[]] {
    const isOpen = ({ uri }: LangiumDocument): boolean =>
      this.textDocuments?.get(uri) !== undefined;
    const first = this.#withImports(documents.filter(isOpen));
    return [
      documents.filter((each) => first.has(each)),
      documents.filter((each) => !first.has(each)),
    ];
  }

  #withImports(documents: readonly LangiumDocument[]): ReadonlySet<LangiumDocument> {
    const found = new Set<LangiumDocument>();
    const open = [...documents];
    for (let document = open.pop(); document; document = open.pop()) {
      if (found.has(document)) continue;
      found.add(document);
      open.push(
        ...importsOf(document).flatMap((uri) => this.langiumDocuments.getDocument(uri) ?? []),
      );
    }
    return found;
  }

  /** Every build of a policy is whole: what was built lacks no part of the validation. */
  protected override resultsAreIncomplete(): boolean {
    return false;
  }

  /** What is wrong with a file outside of the workspace concerns nobody who does not import it. */
  async #forgetUnimported(): Promise<void> {
    const all = this.langiumDocuments.all.toArray();
    const concerns = ({ uri }: LangiumDocument): boolean =>
      isInWorkspace(uri, this.#services) || this.textDocuments?.get(uri) !== undefined;
    if (all.every(concerns)) return;
    const stays = this.#withImports(all.filter(concerns));
    for (const document of all) {
      if (!stays.has(document)) await this.#delete(document);
    }
  }

  async #delete(document: LangiumDocument): Promise<void> {
    this.langiumDocuments.deleteDocument(document.uri);
    this.cleanUpDeleted(document);
    await this.emitUpdate([], [document.uri]);
  }

  /** A file that is gone by the time it is read is a file that was deleted. */
  async #parsed(
    documents: LangiumDocument[],
    cancelToken: Cancellation.CancellationToken,
  ): Promise<LangiumDocument[]> {
    const gone = new Set<LangiumDocument>();
    await this.runCancelable(documents, DocumentState.Parsed, cancelToken, async (document) => {
      try {
        await this.langiumDocumentFactory.update(document, cancelToken);
      } catch (error) {
        if (isOperationCancelled(error)) throw error;
        gone.add(document);
        await this.#delete(document);
      }
    });
    return documents.filter((document) => !gone.has(document));
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

/** The documents for which one of these files, or any in one of these folders, was or would be read. */
function restingOn(
  touched: readonly string[],
  { all }: LangiumDocuments,
): Iterable<LangiumDocument> {
  const found = new Set<LangiumDocument>();
  const keys = new Set(touched);
  const isTouched = (key: string): boolean =>
    keys.has(key) || touched.some((each) => key.startsWith(`${each}/`));
  for (let before = -1; before < keys.size;) {
    before = keys.size;
    for (const document of all) {
      const key = document.uri.toString();
      if (keys.has(key)) continue;
      const named = [...importsOf(document), ...calendarsOf(document)];
      if (!named.some((uri) => isTouched(uri.toString()))) continue;
      found.add(document);
      keys.add(key);
    }
  }
  return found;
}
