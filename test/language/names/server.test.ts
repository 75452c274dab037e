import type {
  Location,
  LinkedEditingRanges,
  SymbolInformation,
  WorkspaceEdit,
} from 'vscode-languageserver/node';
import { afterEach, describe, expect, it } from 'vitest';
import { folderWith } from '../../support/cli.ts';
import { dataHeader, handoff } from '../../support/handoff-texts.ts';
import type { Server } from '../../support/language-server.ts';
import { startServer } from '../../support/language-server.ts';
import { marked } from '../../support/markers.ts';

let server: Server | undefined;

afterEach(() => {
  server?.process.kill();
  server = undefined;
});

const org = 'segment vip: n is 5\nguardrails g\n a: never when consent is unknown';
const main = `import "org.handoff"\n${handoff('boundaries b: never when v<|>ip\nescalate to o when confidence is below 5%')}`;
const { text, positions } = marked(main);
const [position] = positions;

async function serve(): Promise<Server> {
  server = await startServer(folderWith({ 'd.csv': dataHeader, 'org.handoff': org }));
  await server.open('main.handoff', text);
  await server.shown('main.handoff', (codes) => !codes.includes('unknown-name'));
  return server;
}

describe('names, asked for by an editor', () => {
  it('are found and renamed in a file that is not open', async () => {
    const { uri, request } = await serve();
    const at = { textDocument: { uri: uri('main.handoff') }, position };
    const found = await request<Location[]>('textDocument/references', {
      ...at,
      context: { includeDeclaration: true },
    });
    expect(found.map((each) => each.uri).sort()).toEqual([uri('main.handoff'), uri('org.handoff')]);
    const edit = await request<WorkspaceEdit>('textDocument/rename', { ...at, newName: 'k' });
    expect(Object.keys(edit.changes ?? {}).sort()).toEqual([
      uri('main.handoff'),
      uri('org.handoff'),
    ]);
    const symbols = await request<SymbolInformation[]>('workspace/symbol', { query: 'vip' });
    expect(symbols.map((each) => each.location.uri)).toEqual([uri('org.handoff')]);
  });

  it('that stay as they are say why', async () => {
    const { uri, request } = await serve();
    const line = text.split('\n').length - 1;
    const character = 'escalate to o when conf'.length;
    const word = { textDocument: { uri: uri('main.handoff') }, position: { line, character } };
    const refused = '`confidence` is a word of Handoff: only what a file names can be renamed';
    await expect(request('textDocument/prepareRename', word)).rejects.toThrow(refused);
    await expect(request('textDocument/rename', { ...word, newName: 'k' })).rejects.toThrow(
      refused,
    );
  });

  it('are those of the text as it was typed last', async () => {
    const { uri, request, change } = await serve();
    await change('main.handoff', 'segment s: n is 5\nsegment t: not s');
    const linked = await request<LinkedEditingRanges>('textDocument/linkedEditingRange', {
      textDocument: { uri: uri('main.handoff') },
      position: { line: 0, character: 8 },
    });
    expect(linked.ranges.map(({ start }) => start)).toEqual([
      { line: 0, character: 8 },
      { line: 1, character: 15 },
    ]);
  });
});
