import type { LangiumDocument, Stream, URI } from 'langium';
import { DefaultWorkspaceManager } from 'langium';

/** Loads every policy of the workspace that can be read; one that cannot costs itself alone. */
export class HandoffWorkspaceManager extends DefaultWorkspaceManager {
  protected override async loadWorkspaceDocuments(
    uris: Stream<URI>,
    collector: (document: LangiumDocument) => void,
  ): Promise<void> {
    const loading = uris.map((uri) => this.langiumDocuments.getOrCreateDocument(uri));
    for (const loaded of await Promise.allSettled(loading)) {
      if (loaded.status === 'fulfilled') collector(loaded.value);
    }
  }
}
