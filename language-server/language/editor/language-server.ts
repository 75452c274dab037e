import { DefaultLanguageServer } from 'langium/lsp';
import type { InitializeParams, InitializeResult } from 'vscode-languageserver';
import { kinds } from '../features/code-actions/code-actions.ts';

/** Offers what Langium has no service for, beside what it finds in the services. */
export class HandoffLanguageServer extends DefaultLanguageServer {
  protected override buildInitializeResult(params: InitializeParams): InitializeResult {
    const { capabilities, ...rest } = super.buildInitializeResult(params);
    return {
      ...rest,
      capabilities: {
        ...capabilities,
        // Editors ask for what is done on saving only where it is named.
        codeActionProvider: { codeActionKinds: Object.values(kinds) },
        linkedEditingRangeProvider: true,
        selectionRangeProvider: true,
      },
    };
  }
}
