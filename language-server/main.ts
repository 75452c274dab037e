import { join } from 'node:path';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { keepHeapLean } from './lean-heap.ts';
import { LocalFiles } from './local-files.ts';
import { serve } from './server/serve.ts';

/**
 * Starts the language server on the transport that the arguments name: `--node-ipc`, as the
 * extension starts it, or `--stdio` for any other editor.
 */
keepHeapLean();
serve(createConnection(ProposedFeatures.all), {
  fileSystemProvider: () => new LocalFiles(),
  // Bundled beside this program.
  backgroundProgram: join(__dirname, 'background.js'),
  now: Date.now,
});
