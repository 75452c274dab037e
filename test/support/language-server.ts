import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { join, matchesGlob, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type {
  CancellationToken,
  Diagnostic,
  FileSystemWatcher,
  LocationLink,
  ProtocolConnection,
  RegistrationParams,
  UnregistrationParams,
} from 'vscode-languageserver/node';
import {
  createProtocolConnection,
  FileChangeType,
  StreamMessageReader,
  StreamMessageWriter,
  WatchKind,
} from 'vscode-languageserver/node';
import { reviewCodes } from '../../language-server/analysis/codes.ts';
import { lensCommands, methods } from '../../language-server/protocol.ts';

export const bundle = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

/** A language server as a process, spoken to as an editor would; paths are relative to its folder. */
export interface Server {
  process: ChildProcess;
  /** What it wrote beside the protocol so far. */
  written: () => string;
  capabilities: Record<string, unknown>;
  uri: (path: string) => string;
  open: (path: string, text: string, languageId?: string) => Promise<void>;
  change: (path: string, text: string) => Promise<void>;
  close: (path: string) => Promise<void>;
  /** Writes or, without a text, deletes a file, and says so as an editor's watcher does. */
  disk: (path: string, text?: string) => Promise<void>;
  watched: (path: string, type: FileChangeType) => Promise<void>;
  /** Whether the server asked to be told of a file's changes. */
  watches: (path: string) => boolean;
  notify: (method: string, params: unknown) => Promise<void>;
  /** What is shown of a file once its codes fulfil `when`; one that waits in vain says what there is. */
  shown: (path: string, when: (shown: string[]) => boolean) => Promise<Diagnostic[]>;
  definition: (path: string, line: number, character: number) => Promise<LocationLink[] | null>;
  request: <Answer>(
    method: string,
    params: unknown,
    ...token: CancellationToken[]
  ) => Promise<Answer>;
  /** The diagnostics shown now, by the address of their file. */
  published: () => ReadonlyMap<string, Diagnostic[]>;
  /** Every notification of a method so far, in its order. */
  notified: <Params>(method: string) => Params[];
  /** Fulfilled once a condition over what was notified and asked holds. */
  until: (condition: () => boolean) => Promise<void>;
  stop: () => Promise<number | null>;
}

export interface ServerOptions {
  workspace: string | undefined;
  /** Another copy of the bundle, with what lies beside it. */
  program?: string;
  /** Arguments of Node itself. */
  node?: string[];
  /** The setting `handoff.checks`: unless a test is about them, no review speaks in between. */
  checks?: Record<string, string>;
  /** The setting `handoff.solver`. */
  solver?: string;
}

/** Milliseconds to wait for what never comes, less than a test has, so that it can say more. */
const patience = 120_000;
const noReview = Object.fromEntries(Object.keys(reviewCodes).map((code) => [code, 'off']));

/** Starts the bundled server in a folder, with that folder, another or none as its workspace. */
export async function startServer(
  folder: string,
  { workspace, program = bundle, node = [], checks = noReview, solver }: ServerOptions = {
    workspace: folder,
  },
): Promise<Server> {
  const child = spawn(process.execPath, [...node, program, '--stdio'], { cwd: folder });
  let errors = '';
  child.stderr.on('data', (part: Buffer) => (errors += part.toString()));
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  const current = new Map<string, Diagnostic[]>();
  const waiting = new Set<() => void>();
  const heard = new Map<string, unknown[]>();
  const hear = (method: string, params: unknown): void => {
    heard.set(method, [...(heard.get(method) ?? []), params]);
    for (const look of waiting) look();
  };
  connection.onNotification('textDocument/publishDiagnostics', (params) => {
    const { uri, diagnostics } = params as { uri: string; diagnostics: Diagnostic[] };
    current.set(uri, diagnostics);
    hear('textDocument/publishDiagnostics', params);
  });
  connection.onNotification('window/logMessage', (params) => hear('window/logMessage', params));
  connection.onNotification(methods.runState, (params) => hear(methods.runState, params));
  const watching = watchersOf(connection, () => {
    for (const look of waiting) look();
  });
  connection.onRequest('workspace/inlayHint/refresh', () => {
    hear('workspace/inlayHint/refresh', undefined);
    return null;
  });
  connection.onRequest('workspace/codeLens/refresh', () => {
    hear('workspace/codeLens/refresh', undefined);
    return null;
  });
  connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) =>
    items.map(() => ({ checks, ...(solver === undefined ? {} : { solver }) })),
  );
  connection.listen();

  const uri = (path: string): string =>
    path.includes(':') ? path : pathToFileURL(join(folder, path)).href;
  const folders = workspace && [{ name: 'work', uri: pathToFileURL(workspace).href }];
  const { capabilities } = await connection.sendRequest<Pick<Server, 'capabilities'>>(
    'initialize',
    {
      processId: process.pid,
      initializationOptions: { commands: Object.values(lensCommands) },
      rootUri: null,
      capabilities: {
        textDocument: { definition: { linkSupport: true } },
        workspace: {
          configuration: true,
          workspaceFolders: true,
          didChangeWatchedFiles: { dynamicRegistration: true, relativePatternSupport: true },
          codeLens: { refreshSupport: true },
          inlayHint: { refreshSupport: true },
        },
      },
      workspaceFolders: folders ?? null,
    },
  );
  await connection.sendNotification('initialized', {});

  const until = (condition: () => boolean, state = (): string => ''): Promise<void> =>
    new Promise((resolve, reject) => {
      const end = (): void => {
        waiting.delete(look);
        child.off('exit', died);
        clearTimeout(late);
      };
      const look = (): void => {
        if (!condition()) return;
        end();
        resolve();
      };
      const fail = (why: string): void => {
        end();
        const said = (heard.get('window/logMessage') ?? []) as { message: string }[];
        const log = said.map(({ message }) => message).join('\n');
        reject(new Error(`${why}: ${state()}\n${log}\n${errors}`));
      };
      const died = (): void => fail('the server has ended');
      const late = setTimeout(() => fail('waited in vain'), patience);
      waiting.add(look);
      child.on('exit', died);
      look();
    });
  let version = 1;
  const watched: Server['watched'] = (path, type) =>
    connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: uri(path), type }],
    });
  return {
    process: child,
    written: () => errors,
    capabilities,
    uri,
    open: (path, text, languageId = 'handoff') =>
      connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri: uri(path), languageId, version, text },
      }),
    change: (path, text) =>
      connection.sendNotification('textDocument/didChange', {
        textDocument: { uri: uri(path), version: ++version },
        contentChanges: [{ text }],
      }),
    close: (path) =>
      connection.sendNotification('textDocument/didClose', { textDocument: { uri: uri(path) } }),
    watched,
    watches: (path) => watching(fileURLToPath(uri(path)), workspace ?? folder),
    notify: (method, params) => connection.sendNotification(method, params),
    disk: (path, text) => {
      if (text === undefined) {
        rmSync(join(folder, path));
        return watched(path, FileChangeType.Deleted);
      }
      writeFileSync(join(folder, path), text);
      return watched(path, FileChangeType.Changed);
    },
    shown: async (path, when) => {
      const now = (): Diagnostic[] | undefined => current.get(uri(path));
      const codes = (): string[] | undefined => now()?.map(({ code }) => String(code));
      await until(
        () => when(codes() ?? []) && now() !== undefined,
        () => `${path} shows ${codes()?.join() ?? 'nothing yet'}`,
      );
      return now()!;
    },
    definition: (path, line, character) =>
      connection.sendRequest('textDocument/definition', {
        textDocument: { uri: uri(path) },
        position: { line, character },
      }),
    // A token that is undefined would be sent as a second parameter.
    request: (method, params, ...token) => connection.sendRequest(method, params, ...token),
    published: () => current,
    notified: <Params>(method: string) => (heard.get(method) ?? []) as Params[],
    until,
    stop: async () => {
      const ended = once(child, 'exit');
      await connection.sendRequest('shutdown');
      await connection.sendNotification('exit');
      const [code] = (await ended) as [number | null];
      connection.dispose();
      return code;
    },
  };
}

/** What the server has registered to be told of: whether a file is, with its workspace folder. */
function watchersOf(
  connection: ProtocolConnection,
  onChange: () => void,
): (file: string, workspace: string) => boolean {
  const watchers = new Map<string, FileSystemWatcher[]>();
  connection.onRequest('client/registerCapability', ({ registrations }: RegistrationParams) => {
    for (const { id, method, registerOptions } of registrations) {
      if (method !== 'workspace/didChangeWatchedFiles') continue;
      watchers.set(id, (registerOptions as { watchers: FileSystemWatcher[] }).watchers);
    }
    onChange();
    return null;
  });
  connection.onRequest(
    'client/unregisterCapability',
    ({ unregisterations }: UnregistrationParams) => {
      for (const { id } of unregisterations) watchers.delete(id);
      onChange();
      return null;
    },
  );
  const isChange = ({ kind = WatchKind.Change }: FileSystemWatcher): boolean =>
    (kind & WatchKind.Change) !== 0;
  return (file, workspace) =>
    [...watchers.values()].flat().some((watcher) => {
      const { globPattern: glob } = watcher;
      const base =
        typeof glob === 'string'
          ? workspace
          : fileURLToPath(typeof glob.baseUri === 'string' ? glob.baseUri : glob.baseUri.uri);
      const pattern = typeof glob === 'string' ? glob : glob.pattern;
      return isChange(watcher) && matchesGlob(relative(base, file), pattern);
    });
}
