import type { LangiumDocument, Stream, URI } from 'langium';
import { DefaultLangiumDocuments, stream } from 'langium';

/** The documents of a workspace, listed once until one comes or goes, and not at each keystroke. */
export class HandoffDocuments extends DefaultLangiumDocuments {
  #listed: readonly LangiumDocument[] | undefined;

  override get all(): Stream<LangiumDocument> {
    this.#listed ??= this.documentTrie.all();
    return stream(this.#listed);
  }

  override addDocument(document: LangiumDocument): void {
    this.#listed = undefined;
    super.addDocument(document);
  }

  override deleteDocument(uri: URI): LangiumDocument | undefined {
    this.#listed = undefined;
    return super.deleteDocument(uri);
  }

  override deleteDocuments(folder: URI): LangiumDocument[] {
    this.#listed = undefined;
    return super.deleteDocuments(folder);
  }
}
