import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LogOutputChannel } from 'vscode';
import { createPolicyTests } from '../../../extension/tests/controller.ts';
import { methods } from '../../../language-server/protocol.ts';
import { deferred } from '../deferred.ts';
import type { FakeController } from '../fake-vscode.ts';
import { forget, seen, Uri, watcher, workspace } from '../fake-vscode.ts';
import type { FakeServer } from '../fake-server.ts';
import { fakeServer } from '../fake-server.ts';

const uri = 'file:///w/main.handoff';
const first = { title: 'at night', handoff: 'h', line: 10 };
const second = { title: 'at noon', handoff: 'h', line: 14 };
const passed = { expected: '', got: 'act', rules: [], passed: true };
const failed = {
  expected: 'escalate',
  got: 'act',
  rules: ['r  main.handoff:5  fired'],
  passed: false,
};

let server: FakeServer;
let tests: ReturnType<typeof createPolicyTests>;
let controller: FakeController;

/** The items of a file: title and line. */
function shown(): [string, number][] {
  const file = controller.items.get(uri);
  return [...(file?.children ?? [])].map(([, item]) => [item.label, item.range!.start.line + 1]);
}

beforeEach(() => {
  vi.useFakeTimers();
  forget();
  server = fakeServer();
  server.answers[methods.tests] = { tests: [first, second] };
  server.answers[methods.runTests] = {
    results: [
      { ...first, ...passed },
      { ...second, ...failed },
    ],
  };
  tests = createPolicyTests(server, { warn: () => {} } as unknown as LogOutputChannel);
  controller = seen.controllers.at(-1)!;
});

afterEach(() => {
  tests.dispose();
  vi.useRealTimers();
});

describe('the tests of policies in the Test Explorer', () => {
  it('are those of an open policy, and follow its edits', async () => {
    const document = { uri: Uri.parse(uri), languageId: 'handoff' };
    workspace.onDidOpenTextDocument.fire(document);
    await vi.runAllTimersAsync();
    expect(shown()).toEqual([
      ['at night', 10],
      ['at noon', 14],
    ]);
    const before = controller.items.get(uri)?.children.get('h/at noon');
    server.answers[methods.tests] = { tests: [{ ...second, line: 20 }] };
    workspace.onDidChangeTextDocument.fire({ document });
    workspace.onDidChangeTextDocument.fire({ document });
    await vi.runAllTimersAsync();
    expect(shown()).toEqual([['at noon', 20]]);
    expect(controller.items.get(uri)?.children.get('h/at noon')).toBe(before);
    expect(server.asked).toHaveLength(2);
  });

  it.each([
    ['of another language', { uri: Uri.parse(uri), languageId: 'csv' }],
    [
      'that is the old side of a comparison',
      { uri: Uri.parse('git:/w/main.handoff'), languageId: 'handoff' },
    ],
  ])('are not looked for in a document %s', async (_, document) => {
    workspace.onDidOpenTextDocument.fire(document);
    await vi.runAllTimersAsync();
    expect(server.asked).toEqual([]);
  });

  it('are found in every policy of the workspace when they are asked for', async () => {
    seen.files = { '/w/main.handoff': '', '/w/gone.handoff': '' };
    await controller.resolveHandler?.();
    delete seen.files['/w/gone.handoff'];
    await controller.resolveHandler?.();
    expect([...controller.items].map(([id]) => id)).toEqual([uri]);
  });

  const folder = Uri.file('/w');
  const file = Uri.parse(uri);
  it.each<[string, () => void]>([
    ['deleted', () => workspace.onDidDeleteFiles.fire({ files: [file] })],
    ['deleted with its folder', () => workspace.onDidDeleteFiles.fire({ files: [folder] })],
    ['deleted by another program', () => watcher.onDidDelete.fire(file)],
    [
      'renamed',
      () => workspace.onDidRenameFiles.fire({ files: [{ oldUri: file, newUri: folder }] }),
    ],
  ])('end with a file that is %s', async (_, happens) => {
    seen.files = { '/w/main.handoff': '', '/w-other.handoff': '' };
    await controller.resolveHandler?.();
    happens();
    expect([...controller.items].map(([id]) => id)).toEqual(['file:///w-other.handoff']);
  });

  it('are found in a file that another program writes, but in no package', async () => {
    watcher.onDidCreate.fire(file);
    watcher.onDidCreate.fire(Uri.file('/w/node_modules/p/main.handoff'));
    await vi.runAllTimersAsync();
    expect([...controller.items].map(([id]) => id)).toEqual([uri]);
  });

  it('leave out a file that has none', async () => {
    server.answers[methods.tests] = { tests: [] };
    seen.files = { '/w/main.handoff': '' };
    await controller.resolveHandler?.();
    expect([...controller.items]).toEqual([]);
  });

  it('show what came of each, a failure with what was expected, what came out, and the rules', async () => {
    await tests.run(uri);
    expect(server.asked.at(-1)).toEqual([methods.runTests, { uri }]);
    expect(seen.runs).toMatchObject([
      {
        isEnded: true,
        results: [
          ['passed', 'h/at night'],
          [
            'failed',
            'h/at noon',
            {
              message: 'expected escalate, got act\n\nr  main.handoff:5  fired',
              expectedOutput: 'escalate',
              actualOutput: 'act',
              location: { range: { start: { line: 13 } } },
            },
          ],
        ],
      },
    ]);
  });

  it('run one by its line', async () => {
    await tests.run(uri, 14);
    expect(server.asked.at(-1)).toEqual([methods.runTests, { uri, line: 14 }]);
    expect(seen.runs[0]?.results.map(([how, id]) => [how, id])).toEqual([['failed', 'h/at noon']]);
  });

  it('say why they did not run', async () => {
    server.answers[methods.runTests] = { problem: { code: 'broken', message: 'line 3 is broken' } };
    await tests.run(uri, 10);
    expect(seen.runs[0]).toMatchObject({
      isEnded: true,
      results: [['errored', 'h/at night', { message: 'line 3 is broken' }]],
    });
  });

  it('have no result when their run is cancelled', async () => {
    const { promise, resolve } = deferred<object>();
    server.answers[methods.runTests] = promise;
    const run = tests.run(uri);
    await vi.runAllTimersAsync();
    seen.runs[0]!.token.isCancellationRequested = true;
    resolve({ results: [{ ...first, ...passed }] });
    await run;
    expect(seen.runs[0]).toMatchObject({ isEnded: true, results: [] });
  });

  it('never take the result of another test that an edit has put on their line', async () => {
    server.answers[methods.runTests] = { results: [{ ...first, title: 'new', ...passed }] };
    await tests.run(uri, 10);
    expect(seen.runs[0]?.results).toMatchObject([
      ['errored', 'h/at night', { message: expect.stringMatching(/no longer there/) }],
    ]);
  });

  it('say so when the server ends meanwhile', async () => {
    server.answers = { [methods.tests]: { tests: [first, second] } };
    await tests.run(uri, 10);
    expect(seen.runs[0]?.results).toMatchObject([
      ['errored', 'h/at night', { message: expect.stringMatching(/^The tests did not run/) }],
    ]);
  });

  it.each([
    [undefined, 'Handoff: there is no test in main.handoff.'],
    [3, 'Handoff: there is no test in line 3 of main.handoff.'],
  ])('are missed where there are none: line %s', async (line, complaint) => {
    if (line === undefined) server.answers[methods.tests] = { tests: [] };
    await tests.run(uri, line);
    expect(seen.complaints).toEqual([complaint]);
  });
});
