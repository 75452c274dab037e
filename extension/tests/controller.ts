import type { LogOutputChannel, TestController, TestItem, TextDocument } from 'vscode';
import { Range, TestRunProfileKind, TestRunRequest, tests, Uri, workspace } from 'vscode';
import { methods, testsSchema } from '../../language-server/protocol.ts';
import { isPolicy } from '../active-policy.ts';
import { complain } from '../complain.ts';
import { debounce } from '../debounce.ts';
import type { LanguageServer } from '../server/language-server.ts';
import type { Ends } from '../signal.ts';
import { testIds } from './ids.ts';
import { runTests } from './run.ts';

/** The tests of policies in VS Code's own views of tests. */
export interface PolicyTests extends Ends {
  /** Runs the test that stands on a line (from 1), or all of a file, and shows the results. */
  run(uri: string, line?: number): Promise<void>;
  /** The tests of a file by line, as they are now. */
  linesOf(uri: string): Promise<number[]>;
}

export function createPolicyTests(server: LanguageServer, log: LogOutputChannel): PolicyTests {
  const controller = tests.createTestController('handoff.tests', 'Handoff');
  const refresh = (uri: string): Promise<TestItem | undefined> =>
    refreshFile(controller, server, uri).catch((error: unknown) => {
      log.warn(`The tests of ${uri} are not known: ${String(error)}`);
      return undefined;
    });
  const refreshAll = async (): Promise<void> => {
    if (!(await server.whenReady())) return;
    const open = workspace.textDocuments.filter(isPolicy).map(({ uri }) => uri);
    const files = await workspace.findFiles('**/*.handoff', '**/node_modules/**');
    const uris = new Set([...open, ...files].map(String));
    for (const [uri] of controller.items) if (!uris.has(uri)) controller.items.delete(uri);
    for (const uri of uris) await refresh(uri);
  };

  const profile = controller.createRunProfile(
    'Run',
    TestRunProfileKind.Run,
    (request) => runTests(controller, server, request),
    true,
  );
  controller.resolveHandler = (item) => (item ? refresh(item.id) : refreshAll()).then(() => {});
  controller.refreshHandler = refreshAll;
  const listening = followPolicies(server, controller, refresh);

  return {
    run: async (uri, line) => {
      if (!(await server.whenReady())) return sayThatServerIsDown();
      const file = await refresh(uri);
      const chosen = line === undefined ? file : file && childOn(file, line);
      if (!chosen) {
        const where = workspace.asRelativePath(Uri.parse(uri));
        const what = line === undefined ? where : `line ${line} of ${where}`;
        return complain(`there is no test in ${what}`);
      }
      const request = new TestRunRequest([chosen], undefined, profile, false, true);
      await runTests(controller, server, request);
    },
    linesOf: async (uri) => {
      await server.whenReady();
      const file = await refresh(uri);
      return file ? [...file.children].map(([, { range }]) => (range?.start.line ?? 0) + 1) : [];
    },
    dispose: () => {
      for (const one of listening) one.dispose();
      controller.dispose();
    },
  };
}

/** Open policies are looked at as they are opened and edited, the others when they are asked for. */
function followPolicies(
  server: LanguageServer,
  controller: TestController,
  refresh: (uri: string) => Promise<unknown>,
): Ends[] {
  const pending = new Set<string>();
  const refreshSoon = debounce(() => {
    if (server.status.state !== 'ready') return;
    for (const uri of pending) void refresh(uri);
    pending.clear();
  });
  const look = (document: TextDocument): void => {
    if (!isPolicy(document)) return;
    pending.add(document.uri.toString());
    refreshSoon();
  };
  /** A file, or all that was in a folder. */
  const forget = (gone: Uri): void => {
    const uri = gone.toString();
    for (const [id] of controller.items) {
      if (id === uri || id.startsWith(`${uri}/`)) controller.items.delete(id);
    }
  };
  const onDisk = workspace.createFileSystemWatcher('**/*.handoff', false, true);
  workspace.textDocuments.forEach(look);
  return [
    refreshSoon,
    onDisk,
    onDisk.onDidCreate((uri) => {
      if (uri.path.includes('/node_modules/')) return;
      pending.add(uri.toString());
      refreshSoon();
    }),
    onDisk.onDidDelete(forget),
    workspace.onDidOpenTextDocument(look),
    workspace.onDidChangeTextDocument(({ document }) => look(document)),
    workspace.onDidCloseTextDocument(({ uri, isUntitled }) => {
      if (isUntitled) controller.items.delete(uri.toString());
    }),
    // The watcher says nothing of what was in a folder.
    workspace.onDidDeleteFiles(({ files }) => files.forEach(forget)),
    workspace.onDidRenameFiles(({ files }) => files.forEach(({ oldUri }) => forget(oldUri))),
    server.onStatus(({ state }) => {
      if (state === 'ready') refreshSoon();
    }),
  ];
}

/** Brings the items of one file up to date; a file without tests has none. */
async function refreshFile(
  controller: TestController,
  server: LanguageServer,
  uri: string,
): Promise<TestItem | undefined> {
  const found = (await server.request(methods.tests, { uri }, testsSchema)).tests;
  if (found.length === 0) {
    controller.items.delete(uri);
    return undefined;
  }
  const parsed = Uri.parse(uri);
  const file =
    controller.items.get(uri) ??
    controller.createTestItem(uri, workspace.asRelativePath(parsed), parsed);
  const ids = testIds(found);
  // An item that is still there is kept: VS Code forgets the result of one that is replaced.
  const children = found.map((test, index) => {
    const id = ids[index]!;
    const item = file.children.get(id) ?? controller.createTestItem(id, test.title, parsed);
    item.range = new Range(test.line - 1, 0, test.line - 1, 0);
    item.description = test.handoff;
    return item;
  });
  file.children.replace(children);
  controller.items.add(file);
  return file;
}

function childOn(file: TestItem, line: number): TestItem | undefined {
  return [...file.children]
    .map(([, item]) => item)
    .find(({ range }) => range?.start.line === line - 1);
}

function sayThatServerIsDown(): void {
  complain('tests need the language server; run “Handoff: Restart Language Server”');
}
