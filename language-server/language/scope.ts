import type { LangiumCoreServices, LangiumDocument, ReferenceInfo, Scope } from 'langium';
import { AstUtils, DefaultScopeProvider, DocumentState, MapScope, WorkspaceCache } from 'langium';
import { visibleDocuments } from './imports.ts';

/**
 * A handoff sees what its own file and the imported files declare, and nothing else of the
 * workspace. One map for each document and kind of declaration, kept until a document changes.
 */
export class HandoffScopeProvider extends DefaultScopeProvider {
  readonly #services: LangiumCoreServices;
  readonly #scopes: WorkspaceCache<string, Scope>;

  constructor(services: LangiumCoreServices) {
    super(services);
    this.#services = services;
    this.#scopes = new WorkspaceCache(services.shared);
    // Somebody may have asked while some were changed and not indexed.
    services.shared.workspace.DocumentBuilder.onBuildPhase(DocumentState.IndexedContent, () =>
      this.#scopes.clear(),
    );
  }

  override getScope(context: ReferenceInfo): Scope {
    const type = this.reflection.getReferenceType(context);
    const document = AstUtils.getDocument(context.container);
    return this.#scopes.get(`${document.uri.toString()} ${type}`, () =>
      this.#visible(document, type),
    );
  }

  #visible(document: LangiumDocument, type: string): Scope {
    const documents = visibleDocuments(document, this.#services.shared.workspace.LangiumDocuments);
    // Of two of one name the last stays: the document's own, whichever of the two was edited last.
    const elements = documents
      .toReversed()
      .flatMap(({ uri }) =>
        this.indexManager.allElements(type, new Set([uri.toString()])).toArray(),
      );
    return new MapScope(elements);
  }
}
