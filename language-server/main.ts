import { startLanguageServer } from 'langium/lsp';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { createHandoffEditorServices } from './language/lsp-services.ts';
import { LocalFiles } from './local-files.ts';

/**
 * Starts the language server on the transport that the arguments name: `--node-ipc`, as the
 * extension starts it, or `--stdio` for any other editor.
 */
const { shared } = createHandoffEditorServices({
  connection: createConnection(ProposedFeatures.all),
  fileSystemProvider: () => new LocalFiles(),
});
startLanguageServer(shared);
