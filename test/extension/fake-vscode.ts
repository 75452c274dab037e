import { URI, UriUtils } from 'langium';

/**
 * What the extension uses of VS Code, as little as its tests need. Vitest resolves `vscode` to
 * this file; the tests themselves import from it to look at what happened.
 */

export const Uri = Object.assign(URI, { joinPath: UriUtils.joinPath.bind(UriUtils) });
export const Disposable = {
  from: (...parts: { dispose(): void }[]) => ({
    dispose: () => {
      for (const part of parts) part.dispose();
    },
  }),
};
export const ViewColumn = { Beside: -2, One: 1 };
export const FileType = { File: 1, Directory: 2 };
export const TestRunProfileKind = { Run: 1 };
export const LanguageStatusSeverity = { Information: 0, Warning: 1, Error: 2 };

export class Position {
  readonly line: number;
  readonly character: number;
  constructor(line: number, character: number) {
    this.line = line;
    this.character = character;
  }
}

export class Range {
  readonly start: Position;
  readonly end: Position;
  constructor(...[a, b, c, d]: [number, number, number, number] | [Position, Position]) {
    this.start = typeof a === 'number' ? new Position(a, b as number) : a;
    this.end = c === undefined ? (b as Position) : new Position(c, d!);
  }
}

export class Location {
  readonly uri: unknown;
  readonly range: Range;
  constructor(uri: unknown, range: Range) {
    this.uri = uri;
    this.range = range;
  }
}

export class TestMessage {
  static diff(message: string, expected: string, actual: string): TestMessage {
    return Object.assign(new TestMessage(message), {
      expectedOutput: expected,
      actualOutput: actual,
    });
  }
  readonly message: string;
  constructor(message: string) {
    this.message = message;
  }
}

export class TestRunRequest {
  readonly include: unknown;
  readonly exclude: unknown;
  constructor(include: unknown, exclude: unknown) {
    this.include = include;
    this.exclude = exclude;
  }
}

/** An event that a test fires. */
export function fakeEvent<T>(): {
  (listener: (value: T) => void): { dispose(): void };
  fire(value: T): void;
} {
  const listeners = new Set<(value: T) => void>();
  const subscribe = (listener: (value: T) => void): { dispose(): void } => {
    listeners.add(listener);
    return { dispose: () => void listeners.delete(listener) };
  };
  return Object.assign(subscribe, {
    fire: (value: T) => {
      for (const listener of [...listeners]) listener(value);
    },
  });
}

/** Everything that happened since `forget`, for a test to look at. */
export const seen = {
  executed: [] as [string, ...unknown[]][],
  complaints: [] as string[],
  picks: [] as unknown[][],
  statusItems: {} as Record<string, FakeStatusItem>,
  shown: [] as { path: string; line: number }[],
  settings: {} as Record<string, unknown>,
  files: {} as Record<string, string>,
  registered: {} as Record<string, (...args: unknown[]) => unknown>,
  contentProviders: {} as Record<string, unknown>,
  viewProvider: undefined as unknown,
  serializer: undefined as unknown,
  panels: [] as FakePanel[],
  runs: [] as FakeRun[],
  controllers: [] as FakeController[],
};

export function forget(): void {
  for (const list of [
    seen.picks,
    seen.executed,
    seen.complaints,
    seen.shown,
    seen.panels,
    seen.runs,
  ]) {
    list.length = 0;
  }
  Object.assign(seen, { settings: {}, files: {}, registered: {}, statusItems: {} });
  window.activeTextEditor = undefined;
  workspace.textDocuments = [];
  workspace.workspaceFolders = undefined;
}

export interface FakeWebview {
  options: unknown;
  html: string;
  cspSource: string;
  posted: unknown[];
  asWebviewUri: (uri: URI) => URI;
  postMessage: (message: unknown) => Promise<boolean>;
  onDidReceiveMessage: ReturnType<typeof fakeEvent<unknown>>;
}

export function fakeWebview(): FakeWebview {
  const posted: unknown[] = [];
  return {
    options: undefined,
    html: '',
    cspSource: 'https://webview.test',
    posted,
    asWebviewUri: (uri) => uri.with({ scheme: 'https', authority: 'webview.test' }),
    postMessage: (message) => Promise.resolve(posted.push(message) > 0),
    onDidReceiveMessage: fakeEvent(),
  };
}

export interface FakePanel {
  webview: FakeWebview;
  visible: boolean;
  iconPath?: unknown;
  revealed: number;
  reveal: () => void;
  dispose: () => void;
  onDidChangeViewState: ReturnType<typeof fakeEvent<unknown>>;
  onDidChangeVisibility: ReturnType<typeof fakeEvent<unknown>>;
  onDidDispose: ReturnType<typeof fakeEvent<void>>;
}

/** A webview in an editor or in the side bar, which differ in the name of one event. */
export function fakePanel(): FakePanel {
  const panel: FakePanel = {
    webview: fakeWebview(),
    visible: true,
    revealed: 0,
    reveal: () => {
      panel.revealed += 1;
    },
    dispose: () => panel.onDidDispose.fire(),
    onDidChangeViewState: fakeEvent(),
    onDidChangeVisibility: fakeEvent(),
    onDidDispose: fakeEvent(),
  };
  return panel;
}

const nothing = { dispose: () => {} };

export const commands = {
  registerCommand: (name: string, run: (...args: unknown[]) => unknown) => {
    seen.registered[name] = run;
    return nothing;
  },
  executeCommand: (name: string, ...args: unknown[]) => {
    seen.executed.push([name, ...args]);
    return Promise.resolve();
  },
};

export interface FakeStatusItem {
  text?: string;
  detail?: string;
  busy?: boolean;
  severity?: number;
  command?: { command: string };
  dispose: () => void;
}

export const languages = {
  createLanguageStatusItem: (id: string) => {
    const item: FakeStatusItem = { dispose: () => {} };
    seen.statusItems[id] = item;
    return item;
  },
};

export const window = {
  visibleTextEditors: [],
  activeTextEditor: undefined as { document: FakeDocument } | undefined,
  onDidChangeActiveTextEditor: fakeEvent<{ document: FakeDocument } | undefined>(),
  /** Takes the last. */
  showQuickPick: (items: unknown[]) => {
    seen.picks.push(items);
    return Promise.resolve(items.at(-1));
  },
  showErrorMessage: (message: string) => {
    seen.complaints.push(message);
    return Promise.resolve(undefined);
  },
  showOpenDialog: (): Promise<URI[] | undefined> => Promise.resolve(undefined),
  showTextDocument: (document: { uri: URI }, options?: { selection: Range }) => {
    const line = (options?.selection.start.line ?? 0) + 1;
    seen.shown.push({ path: document.uri.path, line });
    return Promise.resolve();
  },
  registerWebviewViewProvider: (_: string, provider: unknown) => {
    seen.viewProvider = provider;
    return nothing;
  },
  registerWebviewPanelSerializer: (_: string, serializer: unknown) => {
    seen.serializer = serializer;
    return nothing;
  },
  createWebviewPanel: () => {
    const panel = fakePanel();
    seen.panels.push(panel);
    return panel;
  },
};

export interface FakeDocument {
  uri: URI;
  languageId: string;
}

/** What every watcher of files says. */
export const watcher = {
  onDidCreate: fakeEvent<URI>(),
  onDidDelete: fakeEvent<URI>(),
  dispose: () => {},
};

export const workspace = {
  textDocuments: [] as FakeDocument[],
  workspaceFolders: undefined as { uri: URI }[] | undefined,
  getConfiguration: () => ({
    get: (name: string, fallback: unknown) => seen.settings[name] ?? fallback,
  }),
  asRelativePath: (uri: URI) => uri.path.slice(uri.path.lastIndexOf('/') + 1),
  findFiles: () => Promise.resolve(Object.keys(seen.files).map((path) => URI.file(path))),
  openTextDocument: (uri: URI) => {
    const text = seen.files[uri.path];
    if (text === undefined) return Promise.reject(new Error('no such file'));
    const lines = text.split('\n');
    return Promise.resolve({
      uri,
      languageId: uri.path.endsWith('.handoff') ? 'handoff' : 'plaintext',
      getText: () => text,
      lineCount: lines.length,
      lineAt: (line: number) => ({ range: new Range(line, 0, line, lines[line]!.length) }),
    });
  },
  fs: {
    stat: (_uri: URI): Promise<{ type: number }> => Promise.reject(new Error('no such file')),
    readFile: ({ path }: URI): Promise<Uint8Array> => {
      const text = seen.files[path];
      if (text === undefined) return Promise.reject(new Error('no such file'));
      return Promise.resolve(new TextEncoder().encode(text));
    },
    copy: (_source: URI, _target: URI): Promise<void> => Promise.resolve(),
  },
  onDidOpenTextDocument: fakeEvent<FakeDocument>(),
  onDidChangeTextDocument: fakeEvent<{ document: FakeDocument }>(),
  onDidCloseTextDocument: fakeEvent<FakeDocument & { isUntitled: boolean }>(),
  onDidSaveTextDocument: fakeEvent<FakeDocument>(),
  onDidDeleteFiles: fakeEvent<{ files: URI[] }>(),
  onDidRenameFiles: fakeEvent<{ files: { oldUri: URI; newUri: URI }[] }>(),
  createFileSystemWatcher: () => watcher,
  registerTextDocumentContentProvider: (scheme: string, provider: unknown) => {
    seen.contentProviders[scheme] = provider;
    return nothing;
  },
};

export interface FakeItem {
  id: string;
  label: string;
  uri: URI;
  parent?: FakeItem;
  range?: Range;
  children: FakeItems;
}

type FakeItems = Iterable<[string, FakeItem]> & {
  get(id: string): FakeItem | undefined;
  add(item: FakeItem): void;
  delete(id: string): void;
  replace(items: FakeItem[]): void;
};

function fakeItems(parent?: FakeItem): FakeItems {
  const items = new Map<string, FakeItem>();
  const add = (item: FakeItem): void => {
    if (parent) item.parent = parent;
    items.set(item.id, item);
  };
  return {
    get: (id) => items.get(id),
    add,
    delete: (id) => void items.delete(id),
    replace: (all) => {
      items.clear();
      all.forEach(add);
    },
    [Symbol.iterator]: () => items[Symbol.iterator](),
  };
}

export interface FakeRun {
  results: [how: string, id: string, message?: TestMessage][];
  isEnded: boolean;
  token: { isCancellationRequested: boolean };
}

export interface FakeController {
  items: FakeItems;
  resolveHandler?: () => Promise<void>;
}

export const tests = {
  createTestController: (): FakeController => {
    const controller = fakeController();
    seen.controllers.push(controller);
    return controller;
  },
};

function fakeController(): FakeController {
  return Object.assign<FakeController, object>(
    { items: fakeItems() },
    {
      createTestItem: (id: string, label: string, uri: URI): FakeItem => {
        const item = { id, label, uri } as FakeItem;
        item.children = fakeItems(item);
        return item;
      },
      createRunProfile: () => nothing,
      createTestRun: () => {
        const run: FakeRun = {
          results: [],
          isEnded: false,
          token: { isCancellationRequested: false },
        };
        seen.runs.push(run);
        const note = (how: string) => (item: FakeItem, message?: TestMessage) =>
          run.results.push(message ? [how, item.id, message] : [how, item.id]);
        return {
          token: run.token,
          started: () => {},
          passed: note('passed'),
          failed: note('failed'),
          errored: note('errored'),
          end: () => (run.isEnded = true),
        };
      },
      dispose: () => {},
    },
  );
}
