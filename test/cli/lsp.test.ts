import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type {
  CodeAction,
  CodeLens,
  CompletionList,
  Hover,
  Location,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver/node';
import { describe, expect, it } from 'vitest';
import { lensCommands } from '../../language-server/protocol.ts';
import { folderWith, smallPolicy } from '../support/cli.ts';
import type { PlainClient } from '../support/plain-client.ts';
import { cliBundle, startPlain } from '../support/plain-client.ts';

const header = 'reader,sent_at,zone,hour,tier,consent,clicked\n';
const folder = folderWith({
  'log.csv': header,
  'short.csv': 'reader\n',
  'terminal.cjs': 'process.stdin.isTTY = true;',
});
const policy = smallPolicy('    mine: never when tier is gold\nsegment rich: tier is gold\n');
const nothing = (codes: string[]): boolean => codes.length === 0;
const anything = (codes: string[]): boolean => codes.length > 0;

/** Where a word first stands in a text. */
function placeOf(text: string, word: string) {
  const before = text.slice(0, text.indexOf(word)).split('\n');
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}

/** A client that has a policy open whose problems are shown. */
async function editing(text = policy, params: object = {}, answers: Record<string, unknown> = {}) {
  const client = startPlain(folder, { answers });
  const capabilities = await client.initialize(params);
  await client.open('main.handoff', text);
  return { client, capabilities };
}

const codesOf = async (client: PlainClient, when: (codes: string[]) => boolean) =>
  (await client.shown('main.handoff', when)).map(({ code }) => code);

const clients: [string, object][] = [
  ['no capabilities, and no folder', {}],
  ['one root, as older clients have it', { rootUri: pathToFileURL(folder).href }],
  [
    'little that it can do',
    {
      rootUri: pathToFileURL(folder).href,
      workspaceFolders: [{ name: 'work', uri: pathToFileURL(folder).href }],
      capabilities: {
        general: { positionEncodings: ['utf-8', 'utf-16'] },
        textDocument: {
          codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } },
        },
      },
    },
  ],
];

describe('handoff lsp', () => {
  it.each(clients)('serves a client with %s', async (_, params) => {
    const misspelt = policy.replace('when tier', 'when teir');
    const { client, capabilities } = await editing(misspelt, params);
    const path = 'main.handoff';
    expect(capabilities['positionEncoding'] ?? 'utf-16').toBe('utf-16');
    const [problem] = await client.shown(path, (codes) => codes.includes('unknown-name'));

    const actions = await client.ask<CodeAction[]>('textDocument/codeAction', path, {
      range: problem?.range,
      context: { diagnostics: [problem] },
    });
    const mended = actions.find(({ kind }) => kind === 'quickfix')?.edit?.changes;
    expect(mended?.[client.uri(path)]?.map(({ newText }) => newText)).toEqual(['tier']);
    await client.notify('textDocument/didChange', {
      textDocument: { uri: client.uri(path), version: 2 },
      contentChanges: [{ range: problem?.range, text: 'tier' }],
    });
    await client.shown(path, (codes) => !codes.includes('unknown-name'));

    const use = placeOf(policy, 'tier is gold');
    const declaration = placeOf(policy, 'tier    :');
    const definitions = await client.ask<Location[]>('textDocument/definition', path, {
      position: use,
    });
    expect(definitions).toEqual([
      {
        uri: client.uri(path),
        range: {
          start: declaration,
          end: { ...declaration, character: declaration.character + 4 },
        },
      },
    ]);
    const hover = await client.ask<Hover>('textDocument/hover', path, { position: use });
    expect(JSON.stringify(hover.contents)).toContain('gold');
    const { items } = await client.ask<CompletionList>('textDocument/completion', path, {
      position: { ...use, character: use.character + 'tier is '.length },
    });
    expect(items.map(({ label }) => label)).toContain('plain');
    expect(items.filter(({ insertTextFormat }) => insertTextFormat === 2)).toEqual([]);
    const renamed = await client.ask<WorkspaceEdit>('textDocument/rename', path, {
      position: use,
      newName: 'level',
    });
    expect(renamed.documentChanges).toBeUndefined();
    expect(renamed.changes?.[client.uri(path)]).toHaveLength(3);
    const edits = await client.ask<TextEdit[]>('textDocument/formatting', path, {
      options: { tabSize: 2, insertSpaces: true },
    });
    expect(edits.length).toBeGreaterThan(0);

    expect(client.asked).toEqual([]);
    expect(await client.shutdown()).toBeNull();
    await client.notify('exit');
    expect(await client.ended).toEqual({ code: 0, err: '' });
  });

  it('counts positions in UTF-16, whatever else is offered', async () => {
    const text = smallPolicy('    mine: never when tier is gold because "🎉 ü" # ü\n') + 'oops';
    const general = { positionEncodings: ['utf-8', 'utf-16'] };
    const { client } = await editing(text.replace('# ü\noops', '; oops'), {
      capabilities: { general },
    });
    const [problem] = await client.shown('main.handoff', anything);
    expect(problem?.range.start.character).toBe(
      '    mine: never when tier is gold because "🎉 ü" '.length,
    );
  });

  it('reads every policy of the root, also what nobody has opened', async () => {
    const root = folderWith({ 'other.handoff': 'segment', 'log.csv': header });
    const client = startPlain(root);
    await client.initialize({ rootUri: pathToFileURL(root).href });
    expect(await client.shown('other.handoff', anything)).not.toEqual([]);
  });

  it('reads data files in its background process, also by way of a link', async () => {
    const bin = folderWith({});
    symlinkSync(cliBundle, join(bin, 'handoff'));
    const client = startPlain(folder, { program: join(bin, 'handoff') });
    await client.initialize();
    await client.open('main.handoff', policy.replace('log.csv', 'short.csv'));
    const found = await client.shown('main.handoff', (codes) => codes.includes('data-mismatch'));
    expect(found.find(({ code }) => code === 'data-mismatch')?.message).toContain('short.csv');
  });
});

describe('what a client says that it can', () => {
  const documentSymbol = { hierarchicalDocumentSymbolSupport: true };
  it.each([
    ['nothing of it: the outline is a list', {}, { location: expect.anything() as unknown }],
    [
      'nested symbols',
      { textDocument: { documentSymbol } },
      { children: expect.anything() as unknown },
    ],
  ])('%s', async (_, capabilities, expected) => {
    const { client } = await editing(policy, { capabilities });
    const symbols = await client.ask<object[]>('textDocument/documentSymbol', 'main.handoff');
    expect(symbols[0]).toMatchObject({ name: 'log', ...expected });
    expect('location' in symbols[0]!).toBe('location' in expected);
  });

  it.each([
    ['nothing of it: no file is created', {}, []],
    [
      'files are created',
      { workspace: { workspaceEdit: { documentChanges: true, resourceOperations: ['create'] } } },
      ['Create `none.handoff`'],
    ],
  ])('%s', async (_, capabilities, expected) => {
    const { client } = await editing(`import "none.handoff"\n${policy}`, { capabilities });
    const found = await client.shown('main.handoff', (codes) => codes.includes('missing-import'));
    const problem = found.find(({ code }) => code === 'missing-import');
    const actions = await client.ask<CodeAction[]>('textDocument/codeAction', 'main.handoff', {
      range: problem?.range,
      context: { diagnostics: [problem] },
    });
    const titles = actions.map(({ title }) => title).filter((title) => title.startsWith('Create'));
    expect(titles).toEqual(expected);
  });

  it.each([
    ['nothing of it: all is drawn', undefined, {}, ['keyword', 'struct', 'string', 'property']],
    ['that it only augments: names are drawn', true, {}, ['struct', 'property']],
    [
      'that it only augments, and that all is to be drawn',
      true,
      { syntaxTokens: true },
      ['keyword', 'struct', 'string', 'property'],
    ],
  ])('%s', async (_, augmentsSyntaxTokens, initializationOptions, expected) => {
    const capabilities = { textDocument: { semanticTokens: { augmentsSyntaxTokens } } };
    const { client, capabilities: own } = await editing(policy, {
      capabilities,
      initializationOptions,
    });
    const { legend } = own['semanticTokensProvider'] as { legend: { tokenTypes: string[] } };
    const { data } = await client.ask<{ data: number[] }>(
      'textDocument/semanticTokens/full',
      'main.handoff',
    );
    const types = data.filter((_number, at) => at % 5 === 3).map((type) => legend.tokenTypes[type]);
    expect([...new Set(types)].slice(0, expected.length)).toEqual(expected);
  });
});

describe('code lenses of another editor', () => {
  const tested = `${policy}\ntest "t" of timing\n  when the agent chooses hour 10:00\n  expect act\n`;
  it.each([
    ['none', undefined, []],
    ['none of a list that is none', { commands: 'all' }, []],
    ['those whose commands it knows', { commands: [lensCommands.runTest] }, [lensCommands.runTest]],
  ])('are %s', async (_, initializationOptions, expected) => {
    const { client } = await editing(tested, { initializationOptions });
    const lenses = await client.ask<CodeLens[]>('textDocument/codeLens', 'main.handoff');
    expect(lenses.map(({ command }) => command?.command)).toEqual(expected);
  });
});

describe('settings of another editor', () => {
  const checks = { 'no-because': 'off', 'unused-segment': 'off' };
  const configuration = { workspace: { configuration: true } };
  const both = ['no-because', 'unused-segment'];

  it('are the defaults where there are none', async () => {
    const { client } = await editing();
    expect(await codesOf(client, anything)).toEqual(both);
  });

  const initializationOptions = { handoff: { checks } };

  it.each([
    ['is not asked for more', {}, {}],
    ['is asked, and says nothing', configuration, { 'workspace/configuration': [null] }],
    ['is asked, and refuses', configuration, {}],
  ])('come with the options of a client that %s', async (_, capabilities, answers) => {
    const { client } = await editing(policy, { capabilities, initializationOptions }, answers);
    expect(await codesOf(client, () => true)).toEqual([]);
  });

  it('are what it says when it is asked', async () => {
    const answers = { 'workspace/configuration': [{ checks: { 'no-because': 'off' } }] };
    const params = { capabilities: configuration, initializationOptions };
    const { client } = await editing(policy, params, answers);
    expect(await codesOf(client, anything)).toEqual(['unused-segment']);
  });

  it('come when they change', async () => {
    const { client } = await editing();
    await codesOf(client, anything);
    const settings = { handoff: { checks } };
    await client.notify('workspace/didChangeConfiguration', { settings });
    expect(await codesOf(client, nothing)).toEqual([]);
  });

  it.each([null, 'off', { handoff: 'off' }, { handoff: { checks: [1] } }])(
    'that are none change nothing: %j',
    async (initializationOptions) => {
      const { client } = await editing(policy, { initializationOptions });
      expect(await codesOf(client, anything)).toEqual(both);
    },
  );
});

describe('the end of handoff lsp', () => {
  it.each([
    ['0 when the client has said shutdown and exit', ['shutdown', 'exit'], 0],
    ['0 when the client closes the input after shutdown', ['shutdown', 'close'], 0],
    ['1 when the client says exit alone', ['exit'], 1],
    ['1 when the client closes the input', ['close'], 1],
    ['1 when the client is gone altogether', ['die'], 1],
  ])('is %s', async (_, steps, code) => {
    const { client } = await editing();
    await client.shown('main.handoff', anything);
    const step: Record<string, () => unknown> = {
      shutdown: () => client.shutdown(),
      exit: () => client.notify('exit'),
      close: () => client.process.stdin.end(),
      die: () => {
        client.process.stdin.destroy();
        client.process.stdout.destroy();
      },
    };
    for (const name of steps) await step[name]?.();
    expect((await client.ended).code).toBe(code);
  });

  it('comes with that of the process that the client names', async () => {
    const editor = spawn(process.execPath, ['--eval', 'process.stdin.resume()']);
    const client = startPlain(folder);
    await client.initialize({ processId: editor.pid ?? null });
    editor.kill();
    await once(editor, 'exit');
    expect((await client.ended).code).toBe(1);
  });
});

describe('the arguments of handoff lsp', () => {
  it.each([[['--stdio']], [['--stdio', `--clientProcessId=${String(process.pid)}`]]])(
    'may be what clients add: %j',
    async (added) => {
      const client = startPlain(folder, { args: ['lsp', ...added] });
      expect(await client.initialize()).toHaveProperty('hoverProvider', true);
    },
  );

  it('are refused where nobody knows them', async () => {
    const client = startPlain(folder, { args: ['lsp', '--socket=7'] });
    const { code, err } = await client.ended;
    expect([code, err.split('\n').length]).toEqual([2, 2]);
    expect(err).toContain("unknown option '--socket=7'");
  });

  it('need an editor, which a person in a terminal is told', async () => {
    const client = startPlain(folder, { node: ['--require', './terminal.cjs'] });
    const [text] = (await once(client.process.stderr, 'data')) as [string];
    expect(text).toMatch(/^The language server waits for an editor .*\n$/);
    // It can be spoken to all the same.
    expect(await client.initialize()).toHaveProperty('hoverProvider', true);
  });
});

describe('the README', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const [, section = ''] = readme.split('## In other editors');
  const block = (language: string): string =>
    new RegExp('^```' + language + '\\n(.*?)^```', 'ms').exec(
      section.split('\n## ')[0] ?? '',
    )?.[1] ?? '';
  const strings = (text = ''): string[] =>
    [...text.matchAll(/(['"])(.*?)\1/g)].map(([, , one]) => one ?? '');
  const neovim = block('lua');
  const helix = block('toml');
  const zed = block('json');

  it.each([
    ['Neovim', strings(/ cmd = \{(.*?)\}/.exec(neovim)?.[1])],
    [
      'Helix',
      [
        ...strings(/^command = (.*)$/m.exec(helix)?.[1]),
        ...strings(/^args = (.*)$/m.exec(helix)?.[1]),
      ],
    ],
    ['Zed', commandOfZed(zed)],
  ])('starts a server that answers %s', async (_, [command, ...args]) => {
    expect(command).toBe('handoff');
    const client = startPlain(folder, { args });
    expect(await client.initialize()).toHaveProperty('hoverProvider', true);
  });

  it('names the files that belong to Handoff', () => {
    expect(neovim).toContain("extension = { handoff = 'handoff' }");
    expect(strings(/ filetypes = \{(.*?)\}/.exec(neovim)?.[1])).toEqual(['handoff']);
    expect(strings(/^file-types = (.*)$/m.exec(helix)?.[1])).toEqual(['handoff']);
    expect(strings(/^language-servers = (.*)$/m.exec(helix)?.[1])).toEqual([
      /^\[language-server\.(\w+)\]$/m.exec(helix)?.[1],
    ]);
  });
});

function commandOfZed(settings: string): string[] {
  const { lsp } = JSON.parse(settings || '{}') as {
    lsp?: { handoff: { binary: { path: string; arguments: string[] } } };
  };
  return lsp ? [lsp.handoff.binary.path, ...lsp.handoff.binary.arguments] : [];
}
