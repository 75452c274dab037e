import type { LangiumDocument } from 'langium';
import { DocumentState } from 'langium';
import type * as lsp from 'vscode-languageserver';
import type { Connection } from 'vscode-languageserver';
import { byPlace } from '../language/diagnose.ts';
import type { CheckLevels } from '../language/editor/check-levels.ts';
import { atLevels, checkLevels } from '../language/editor/check-levels.ts';
import { published } from '../language/editor/published.ts';
import type { HandoffSharedServices } from '../language/editor-services.ts';
import type { Diagnostic } from '../language/problems.ts';

/** What takes longer to find than a person types: in a data file, or by reasoning. */
export interface LateSource {
  /** A document was validated, and this was found. What is known by now is asked for next. */
  validated: (document: LangiumDocument, own: readonly lsp.Diagnostic[]) => void;
  /** What is known by now, at the places where it stands now. */
  diagnosticsOf: (document: LangiumDocument) => Diagnostic[];
}

/**
 * Shows what is found late among a document's own diagnostics, which never wait for it, at the
 * levels that the setting `handoff.checks` gives.
 */
export class LateDiagnostics {
  readonly #services: HandoffSharedServices;
  readonly #connection: Connection;
  readonly #sources: LateSource[] = [];
  readonly #late = new WeakSet<lsp.Diagnostic>();

  constructor(services: HandoffSharedServices, connection: Connection) {
    this.#services = services;
    this.#connection = connection;
  }

  /** Before the language server starts, so that what it publishes is complete. */
  listen(sources: readonly LateSource[]): void {
    this.#sources.push(...sources);
    const { DocumentBuilder } = this.#services.workspace;
    DocumentBuilder.onDocumentPhase(DocumentState.Validated, async (document) => {
      for (const source of sources) source.validated(document, this.#own(document));
      this.#show(document, await this.#levels());
    });
  }

  /** A source knows something else of a document. */
  async refresh(document: LangiumDocument): Promise<void> {
    const levels = await this.#levels();
    // One that is being built, by now, is published when it is.
    if (document.state < DocumentState.Validated) return;
    this.#show(document, levels);
    const { uri, diagnostics = [] } = document;
    await this.#connection.sendDiagnostics({ uri: uri.toString(), diagnostics });
  }

  async #levels(): Promise<CheckLevels> {
    const { ConfigurationProvider } = this.#services.workspace;
    return checkLevels(await ConfigurationProvider.getConfiguration('handoff', 'checks'));
  }

  #show(document: LangiumDocument, levels: CheckLevels): void {
    const found = this.#sources.flatMap((source) => source.diagnosticsOf(document));
    const late = atLevels(found, levels).map(published);
    for (const each of late) this.#late.add(each);
    document.diagnostics = [...this.#own(document), ...late].sort(byPlace);
  }

  #own({ diagnostics = [] }: LangiumDocument): lsp.Diagnostic[] {
    return diagnostics.filter((each) => !this.#late.has(each));
  }
}
