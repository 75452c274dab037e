import type { AstNode, LangiumDocument, ParseResult, URI } from 'langium';
import { Cancellation, DefaultLangiumDocumentFactory } from 'langium';
import type { HandoffParserOptions } from '../parser.ts';

/** Parses again what was changed of a document that is typed in, and not the rest of it. */
export class HandoffDocumentFactory extends DefaultLangiumDocumentFactory {
  /** What is being updated was parsed to this before. */
  readonly #before = new Map<string, ParseResult>();

  /** Langium makes one of a file that appears, and parses it later: until then it says nothing. */
  override fromModel<Root extends AstNode>(model: Root, uri: URI): LangiumDocument<Root> {
    return super.fromModel({ imports: [], declarations: [], ...model }, uri);
  }

  override async update<Root extends AstNode>(
    document: LangiumDocument<Root>,
    cancelToken = Cancellation.CancellationToken.None,
  ): Promise<LangiumDocument<Root>> {
    const key = document.uri.toString();
    this.#before.set(key, document.parseResult);
    try {
      return await super.update(document, cancelToken);
    } finally {
      this.#before.delete(key);
    }
  }

  protected override async parseAsync<Root extends AstNode>(
    uri: URI,
    text: string,
    cancelToken: Cancellation.CancellationToken,
  ): Promise<ParseResult<Root>> {
    const before = this.#before.get(uri.toString());
    if (!before) return super.parseAsync(uri, text, cancelToken);
    const options: HandoffParserOptions = { before };
    return this.parse(uri, text, options);
  }
}
