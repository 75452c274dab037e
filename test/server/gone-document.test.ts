import { afterAll, beforeAll, expect, it } from 'vitest';
import { folderWith } from '../support/cli.ts';
import type { Server } from '../support/language-server.ts';
import { startServer } from '../support/language-server.ts';

const folder = folderWith({});
let server: Server;

beforeAll(async () => {
  server = await startServer(folder);
});
afterAll(() => {
  server.process.kill();
});

const position = { line: 0, character: 0 };
/** As the server has cancelled it: there is nothing to answer about. */
const cancelled = -32802;

it.each(
  [
    ...['references', 'documentHighlight', 'prepareRename', 'rename', 'definition', 'hover'],
    ...['completion', 'codeLens', 'codeAction', 'foldingRange', 'formatting', 'documentSymbol'],
    ...['selectionRange', 'inlayHint', 'linkedEditingRange', 'semanticTokens/full'],
  ].map((name) => [name]),
)('a document that is there no more is no error: %s', async (name) => {
  const answer = await server
    .request(`textDocument/${name}`, {
      textDocument: { uri: server.uri('gone.handoff') },
      position,
      positions: [position],
      range: { start: position, end: position },
      newName: 'other',
      context: { diagnostics: [], includeDeclaration: true },
      options: { tabSize: 2, insertSpaces: true },
    })
    .catch((error: unknown) => (error as { code: number }).code);
  expect([null, cancelled]).toContain(answer);
});
