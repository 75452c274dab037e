import type {
  AstNode,
  AstNodeDescription,
  LangiumDocument,
  LocalSymbols,
  ReferenceInfo,
} from 'langium';
import {
  AstUtils,
  Cancellation,
  DefaultLinker,
  DefaultScopeComputation,
  interruptAndCheck,
  MultiMap,
} from 'langium';
import type { File } from './generated/ast.ts';

/** Links the references of declarations, and looks for them once in each that was parsed. */
export class HandoffLinker extends DefaultLinker {
  readonly #references = new WeakMap<AstNode, ReferenceInfo[]>();

  override async link(
    document: LangiumDocument,
    cancelToken = Cancellation.CancellationToken.None,
  ): Promise<void> {
    await interruptAndCheck(cancelToken);
    // Whoever asked before all documents were indexed was told what they declared then.
    this.unlink(document);
    for (const declaration of (document.parseResult.value as File).declarations) {
      for (const reference of this.#referencesOf(declaration)) this.doLink(reference, document);
    }
  }

  #referencesOf(declaration: AstNode): ReferenceInfo[] {
    const known = this.#references.get(declaration);
    if (known) return known;
    const found = AstUtils.streamAst(declaration).flatMap(AstUtils.streamReferences).toArray();
    this.#references.set(declaration, found);
    return found;
  }
}

/** Declarations are seen by their names alone: nothing that stands inside of one is referred to. */
export class HandoffScopeComputation extends DefaultScopeComputation {
  override collectLocalSymbols(): Promise<LocalSymbols> {
    return Promise.resolve(new MultiMap<AstNode, AstNodeDescription>());
  }
}
