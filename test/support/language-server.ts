import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Diagnostic, LocationLink } from 'vscode-languageserver/node';
import {
  createProtocolConnection,
  FileChangeType,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';

const bundle = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

/** A language server as a process, spoken to as an editor would; paths are relative to its folder. */
export interface Server {
  process: ChildProcess;
  capabilities: Record<string, unknown>;
  uri: (path: string) => string;
  open: (path: string, text: string, languageId?: string) => Promise<void>;
  change: (path: string, text: string) => Promise<void>;
  close: (path: string) => Promise<void>;
  /** Writes or, without a text, deletes a file, and says so as an editor's watcher does. */
  disk: (path: string, text?: string) => Promise<void>;
  watched: (path: string, type: FileChangeType) => Promise<void>;
  /** What is shown of a file once its codes fulfil `when`; a test that waits in vain times out. */
  shown: (path: string, when: (shown: string[]) => boolean) => Promise<Diagnostic[]>;
  definition: (path: string, line: number, character: number) => Promise<LocationLink[] | null>;
  stop: () => Promise<number | null>;
}

/** Starts the bundled server in a folder, with that folder, another or none as its workspace. */
export async function startServer(
  folder: string,
  { workspace }: { workspace: string | undefined } = { workspace: folder },
): Promise<Server> {
  const child = spawn(process.execPath, [bundle, '--stdio'], { cwd: folder });
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  const current = new Map<string, Diagnostic[]>();
  const waiting = new Set<() => void>();
  connection.onNotification('textDocument/publishDiagnostics', (params) => {
    const { uri, diagnostics } = params as { uri: string; diagnostics: Diagnostic[] };
    current.set(uri, diagnostics);
    for (const look of waiting) look();
  });
  connection.onRequest('client/registerCapability', () => null);
  connection.onRequest('workspace/configuration', () => []);
  connection.listen();

  const uri = (path: string): string =>
    path.includes(':') ? path : pathToFileURL(join(folder, path)).href;
  const folders = workspace && [{ name: 'work', uri: pathToFileURL(workspace).href }];
  const { capabilities } = await connection.sendRequest<Pick<Server, 'capabilities'>>(
    'initialize',
    {
      processId: process.pid,
      rootUri: null,
      capabilities: { workspace: { didChangeWatchedFiles: { dynamicRegistration: true } } },
      workspaceFolders: folders ?? null,
    },
  );
  await connection.sendNotification('initialized', {});

  let version = 1;
  const watched: Server['watched'] = (path, type) =>
    connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: uri(path), type }],
    });
  return {
    process: child,
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
    disk: (path, text) => {
      if (text === undefined) {
        rmSync(join(folder, path));
        return watched(path, FileChangeType.Deleted);
      }
      writeFileSync(join(folder, path), text);
      return watched(path, FileChangeType.Changed);
    },
    shown: (path, when) =>
      new Promise((resolve) => {
        const look = (): void => {
          const diagnostics = current.get(uri(path));
          if (!diagnostics || !when(diagnostics.map(({ code }) => String(code)))) return;
          waiting.delete(look);
          resolve(diagnostics);
        };
        waiting.add(look);
        look();
      }),
    definition: (path, line, character) =>
      connection.sendRequest('textDocument/definition', {
        textDocument: { uri: uri(path) },
        position: { line, character },
      }),
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
