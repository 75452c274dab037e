import { writeFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import type { Hover, InlayHint, SelectionRange, SemanticTokens } from 'vscode-languageserver';
import { folderWith } from '../support/cli.ts';
import type { Server } from '../support/language-server.ts';
import { startServer } from '../support/language-server.ts';

const policy = `data d from "d.csv"
  each row is an email
  id: identifier, the subject
  age: number
  tier: one of gold, plain, chosen
handoff h
  owner o
  uses d
  the agent chooses tier
  boundaries
    young: never when age is below 18
`;
const line = policy.split('\n').findIndex((text) => text.includes('young'));
const age = { line, character: '    young: never when a'.length };

let server: Server | undefined;
let folder = '';

afterEach(() => {
  server?.process.kill();
  server = undefined;
});

async function serve(csv: string | undefined) {
  folder = folderWith({ 'main.handoff': policy, ...(csv === undefined ? {} : { 'd.csv': csv }) });
  server = await startServer(folder);
  await server.open('main.handoff', policy);
  return server;
}

const at = ({ uri }: Server) => ({ textDocument: { uri: uri('main.handoff') } });

async function hover(running: Server): Promise<string> {
  const found = await running.request<Hover | null>('textDocument/hover', {
    ...at(running),
    position: age,
  });
  return (found?.contents as { value: string } | undefined)?.value ?? '';
}

/** Asks until the answer is as it should be: a hover waits for no file. */
async function until(running: Server, wanted: (text: string) => boolean): Promise<string> {
  for (;;) {
    const text = await hover(running);
    if (wanted(text)) return text;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function hints(running: Server): Promise<string[]> {
  const found = await running.request<InlayHint[]>('textDocument/inlayHint', {
    ...at(running),
    range: { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } },
  });
  return found.map(({ label }) => label as string);
}

describe('what a data file holds', () => {
  it('is shown once the file was read, and anew when it changes', async () => {
    const running = await serve('id,age,tier\na,20,gold\nb,,gold\nc,40,plain\n');
    expect(await until(running, (text) => text.includes('rows'))).toContain(
      'd.csv has 3 rows:\n\n- **unknown in 1** (33.3%): 1 empty\n- from 20 to 40, half of them up to 20',
    );
    await running.until(() => running.notified('workspace/inlayHint/refresh').length > 0);
    expect(await hints(running)).toEqual(['unknown escalates to o']);
    await running.disk('d.csv', 'id,age,tier\na,20,gold\n');
    expect(await until(running, (text) => text.includes('1 row'))).toContain('- none missing');
    expect(await hints(running)).toEqual([]);
  });

  it('is forgotten with the file, and unknown where there is none', async () => {
    const running = await serve(undefined);
    expect(await hover(running)).toBe('**column** `age` of `d`: a number');
    writeFileSync(`${folder}/d.csv`, 'id,age,tier\na,20,gold\n');
    await running.watched('d.csv', 1);
    await until(running, (text) => text.includes('1 row'));
    await running.disk('d.csv');
    await until(running, (text) => !text.includes('row'));
  });

  it('stays with the columns that an edit leaves as they are', async () => {
    const running = await serve('id,age,tier\na,20,gold\n');
    await until(running, (text) => text.includes('1 row'));
    await running.change('main.handoff', policy.replace('gold, plain', 'gold, plain, new'));
    expect(await hover(running)).toContain('1 row');
  });
});

describe('through the protocol', () => {
  it('names have colours, files have links, and selections grow', async () => {
    const running = await serve('id,age,tier\n');
    const tokens = await running.request<SemanticTokens>(
      'textDocument/semanticTokens/full',
      at(running),
    );
    expect(tokens.resultId).toBeDefined();
    expect(tokens.data.length).toBeGreaterThan(30);
    expect(
      await running.request('textDocument/semanticTokens/full/delta', {
        ...at(running),
        previousResultId: tokens.resultId,
      }),
    ).toMatchObject({ edits: [] });
    expect(await running.request('textDocument/documentLink', at(running))).toEqual([
      {
        range: { start: { line: 0, character: 13 }, end: { line: 0, character: 18 } },
        target: running.uri('d.csv'),
        tooltip: 'Open the data file',
      },
    ]);
    expect(await running.request('textDocument/foldingRange', at(running))).toContainEqual({
      startLine: 0,
      endLine: 4,
    });
    const [selection] = await running.request<SelectionRange[]>('textDocument/selectionRange', {
      ...at(running),
      positions: [age],
    });
    expect(selection?.range).toEqual({
      start: { line, character: age.character - 1 },
      end: { line, character: age.character + 2 },
    });
  });
});
