import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { FileChangeType } from 'vscode-languageserver/node';
import { afterEach, describe, expect, it } from 'vitest';
import { folderWith } from '../support/cli.ts';
import { check } from '../support/handoff.ts';
import { data, dataHeader, handoff } from '../support/handoff-texts.ts';
import type { Server } from '../support/language-server.ts';
import { startServer } from '../support/language-server.ts';

const under = handoff('boundaries\n mine: never when n is 5').replace(
  'handoff h',
  'handoff h under g',
);
const importing = `import "org.handoff"\n${under}`;
const guardrails = 'guardrails g\n theirs: never when consent is unknown';
const nothing = (codes: string[]): boolean => codes.length === 0;
const has =
  (code: string) =>
  (codes: string[]): boolean =>
    codes.includes(code);

let server: Server | undefined;

/** A server whose workspace holds these files. */
async function serve(files: Record<string, string>, workspace = ''): Promise<Server> {
  const folder = folderWith({ 'd.csv': dataHeader, 'team/d.csv': dataHeader, ...files });
  server = await startServer(folder, { workspace: workspace ? `${folder}/${workspace}` : folder });
  return server;
}

afterEach(() => {
  server?.process.kill();
  server = undefined;
});

describe('the language server', () => {
  it('offers what it does well, and nothing else', async () => {
    const { capabilities } = await serve({});
    const offered = Object.entries(capabilities).filter(([, value]) => value);
    expect(offered.map(([name]) => name).sort()).toEqual([
      'codeActionProvider',
      'codeLensProvider',
      'completionProvider',
      'definitionProvider',
      'documentFormattingProvider',
      'documentHighlightProvider',
      'documentLinkProvider',
      'documentOnTypeFormattingProvider',
      'documentRangeFormattingProvider',
      'documentSymbolProvider',
      'foldingRangeProvider',
      'hoverProvider',
      'inlayHintProvider',
      'linkedEditingRangeProvider',
      'referencesProvider',
      'renameProvider',
      'selectionRangeProvider',
      'semanticTokensProvider',
      'signatureHelpProvider',
      'textDocumentSync',
      'workspace',
      'workspaceSymbolProvider',
    ]);
  });

  it('shows what the command line prints, with its code, place and second place', async () => {
    const redefining = importing.replace('mine:', 'theirs:');
    const { uri, open, shown } = await serve({ 'org.handoff': guardrails });
    await open('main.handoff', redefining);
    const [diagnostic, ...others] = await shown('main.handoff', has('loosens-guardrails'));
    expect(others).toEqual([]);
    expect(diagnostic).toEqual({
      code: 'loosens-guardrails',
      severity: 1,
      source: 'handoff',
      message: '`theirs` is a guardrail (org.handoff:2): a handoff can add rules, not redefine one',
      range: { start: { line: 28, character: 1 }, end: { line: 28, character: 8 } },
      relatedInformation: [
        {
          message: expect.any(String),
          location: {
            uri: uri('org.handoff'),
            range: { start: { line: 1, character: 1 }, end: { line: 1, character: 38 } },
          },
        },
      ],
    });
    const { diagnostics } = await check(redefining, { beside: { 'org.handoff': guardrails } });
    expect([diagnostic?.message]).toEqual(diagnostics.map(({ message }) => message));
  });

  it('shows all that the command line prints of a file with many faults', async () => {
    const faulty = `import "none.handoff"\n${handoff('boundaries\n a: nevr when n is 5\n b: never when k is 5\n b: never when n >= 5')}\nuses e`;
    const { open, shown } = await serve({});
    await open('main.handoff', faulty);
    const there = await shown('main.handoff', (codes) => codes.length > 0);
    const { diagnostics } = await check(faulty);
    expect(there.map(({ code, message, range }) => ({ code, message, range }))).toEqual(
      diagnostics.map(({ code, message, range }) => ({ code, message, range })),
    );
    expect(there.length).toBeGreaterThan(3);
  });

  it('forgets a fault as soon as it is mended', async () => {
    const { open, change, shown } = await serve({});
    await open('main.handoff', handoff('boundaries\n a: never when k is 5'));
    await shown('main.handoff', has('unknown-name'));
    await change('main.handoff', handoff('boundaries\n a: never when n is 5'));
    await shown('main.handoff', nothing);
  });

  it('says the last of what was typed, however fast', async () => {
    const { open, change, shown } = await serve({ 'org.handoff': guardrails });
    await open('main.handoff', importing);
    await open('org.handoff', guardrails);
    for (let length = 0; length < guardrails.length; length++) {
      await change('org.handoff', guardrails.slice(0, length));
      await change('main.handoff', importing.slice(0, length * 10));
    }
    await change('main.handoff', importing);
    await change('org.handoff', guardrails.replace('consent', 'concent'));
    await shown('main.handoff', (codes) => codes.join() === 'unknown-name');
    await change('org.handoff', guardrails);
    await shown('main.handoff', nothing);
    await shown('org.handoff', nothing);
  });

  it('reads nothing that a document does not import', async () => {
    const { open, shown } = await serve({ 'org.handoff': guardrails });
    await open('main.handoff', under);
    await shown('main.handoff', has('unknown-reference'));
  });

  it('goes from a name to its declaration in another file', async () => {
    const { uri, open, shown, definition } = await serve({ 'org.handoff': guardrails });
    await open('main.handoff', importing);
    await shown('main.handoff', nothing);
    const line = importing.split('\n').findIndex((text) => text.startsWith('handoff h'));
    expect(await definition('main.handoff', line, 'handoff h under '.length)).toEqual([
      expect.objectContaining({ targetUri: uri('org.handoff') }),
    ]);
  });

  it('checks a document that was never saved, and reads no file for it', async () => {
    const { open, shown } = await serve({ 'org.handoff': guardrails });
    await open('untitled:Untitled-1', importing);
    await shown('untitled:Untitled-1', has('missing-import'));
  });

  it('ends without a trace when it is told to, and when its editor is gone', async () => {
    const { stop } = await serve({});
    expect(await stop()).toBe(0);
    const abandoned = await serve({});
    const ended = once(abandoned.process, 'exit');
    abandoned.process.stdin?.end();
    await ended;
    expect(abandoned.process.signalCode).toBeNull();
  });
});

describe('a document that imports another', () => {
  it('is checked again as the other is typed', async () => {
    const { open, change, shown } = await serve({ 'org.handoff': guardrails });
    await open('main.handoff', importing);
    await open('org.handoff', guardrails);
    await shown('main.handoff', nothing);
    await change('org.handoff', guardrails.replace('consent', 'concent'));
    await shown('main.handoff', has('unknown-name'));
    await change('org.handoff', `${guardrails}\n broken: nevr`);
    await shown('main.handoff', has('broken-import'));
    await change('org.handoff', guardrails);
    await shown('main.handoff', nothing);
  });

  it('is checked again when what the other imports changes', async () => {
    const files = { 'org.handoff': 'import "law.handoff"', 'law.handoff': guardrails };
    const { open, disk, shown } = await serve(files);
    await open('main.handoff', importing);
    await shown('main.handoff', nothing);
    await disk('law.handoff', 'guardrails f');
    await shown('main.handoff', has('unknown-reference'));
    await disk('law.handoff', guardrails);
    await shown('main.handoff', nothing);
  });

  it('sees the other come and go', async () => {
    const { open, disk, shown } = await serve({});
    await open('main.handoff', importing);
    await shown('main.handoff', has('missing-import'));
    await disk('org.handoff', guardrails);
    await shown('main.handoff', nothing);
    await disk('org.handoff');
    await shown('main.handoff', has('missing-import'));
  });

  it('finds it outside of the workspace', async () => {
    const files = {
      'team/notes.txt': '',
      'org.handoff': 'import "deep/law.handoff"',
      'deep/law.handoff': guardrails,
    };
    const { open, shown } = await serve(files, 'team');
    await open('team/main.handoff', importing.replace('org', '../org'));
    await shown('team/main.handoff', nothing);
    await shown('deep/law.handoff', nothing);
  });

  it('reads it from the disk again when it is closed without being saved', async () => {
    const { open, close, shown } = await serve({ 'org.handoff': guardrails });
    await open('main.handoff', importing);
    await open('org.handoff', 'guardrails f');
    await shown('main.handoff', has('unknown-reference'));
    await close('org.handoff');
    await shown('main.handoff', nothing);
  });

  it('outlives a file that is gone before it was read', async () => {
    const { uri, open, change, watched, shown } = await serve({ 'org.handoff': guardrails });
    await open('main.handoff', importing);
    await shown('main.handoff', nothing);
    rmSync(new URL(uri('org.handoff')));
    await watched('org.handoff', FileChangeType.Changed);
    await shown('main.handoff', has('missing-import'));
    await change('main.handoff', data);
    await shown('main.handoff', nothing);
  });

  it.each([
    ['a folder', { 'org.handoff/a.txt': '' }],
    ['too large to be a policy', { 'org.handoff': '#'.repeat(1_000_001) }],
  ])('says so when it is %s', async (_, files) => {
    const { open, shown } = await serve(files);
    await open('main.handoff', importing);
    await shown('main.handoff', has('missing-import'));
  });
});

describe('a calendar from a file', () => {
  const ics = 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR';
  const text = 'calendar c from "c.ics"';

  it('is read when a document names it, and again when it changes', async () => {
    const { open, disk, shown } = await serve({ 'c.ics': ics });
    await open('main.handoff', `import "org.handoff"`);
    await open('org.handoff', text);
    await shown('org.handoff', nothing);
    await disk('c.ics', 'not a calendar');
    await shown('org.handoff', has('missing-import'));
    await shown('main.handoff', has('broken-import'));
    await disk('c.ics', ics);
    await shown('org.handoff', nothing);
    await shown('main.handoff', nothing);
  });
});

describe('a document outside of the workspace', () => {
  it('takes its faults with it when it is closed', async () => {
    const { open, close, shown } = await serve({ 'team/a.txt': '' }, 'team');
    await open('main.handoff', 'nonsense');
    await shown('main.handoff', (codes) => codes.length > 0);
    await close('main.handoff');
    await shown('main.handoff', nothing);
  });
});

it('shows what is wrong with an open file before the rest of the workspace is looked at', async () => {
  const others = Array.from({ length: 60 }, (_, i) => [`a${String(i)}.handoff`, under]);
  const running = await serve({ ...Object.fromEntries(others), 'org.handoff': guardrails });
  await running.open('z.handoff', importing.replace('n is 5', 'm is 5'));
  await running.shown('z.handoff', has('unknown-name'));
  await running.shown('a59.handoff', has('unknown-reference'));
  const shown = running
    .notified<{ uri: string }>('textDocument/publishDiagnostics')
    .map(({ uri }) => uri.slice(uri.lastIndexOf('/') + 1));
  expect(shown.slice(shown.indexOf('z.handoff')).length).toBeGreaterThan(others.length / 2);
});
