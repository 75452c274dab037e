import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Diagnostic } from 'vscode-languageserver/node';
import {
  createMessageConnection,
  ErrorCodes,
  ResponseError,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';

export const cliBundle = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

/** An editor that knows the protocol's bare messages, and answers nothing that it is asked. */
export interface PlainClient {
  process: ChildProcessByStdio<Writable, Readable, Readable>;
  /** Parameters beside those that every client has to send. */
  initialize: (params?: object) => Promise<Record<string, unknown>>;
  /** Requests of the server, by their method: a client that offers nothing should get none. */
  asked: string[];
  uri: (path: string) => string;
  open: (path: string, text: string) => Promise<void>;
  /** The diagnostics of a file once their codes fulfil `when`. */
  shown: (path: string, when: (codes: string[]) => boolean) => Promise<Diagnostic[]>;
  /** A request about a document. */
  ask: <Answer>(method: string, path: string, params?: object) => Promise<Answer>;
  notify: (method: string, params?: object) => Promise<void>;
  shutdown: () => Promise<unknown>;
  /** The exit code, and all that was written beside the protocol. */
  ended: Promise<{ code: number | null; err: string }>;
}

export interface PlainOptions {
  program?: string;
  args?: string[];
  /** Arguments of Node itself. */
  node?: string[];
  /** What it answers when it is asked, by the method; what is not here it refuses. */
  answers?: Record<string, unknown>;
}

/** Starts `handoff lsp` in a folder; it lives no longer than the test. */
export function startPlain(folder: string, options: PlainOptions = {}): PlainClient {
  const { program = cliBundle, args = ['lsp'], node = [], answers = {} } = options;
  const child = spawn(process.execPath, [...node, program, ...args], { cwd: folder });
  onTestFinished(() => void child.kill());
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  child.stdin.on('error', () => undefined);
  let err = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  const asked: string[] = [];
  connection.onRequest((method: string) => {
    asked.push(method);
    if (method in answers) return answers[method];
    return new ResponseError(ErrorCodes.MethodNotFound, method);
  });
  const published = new Map<string, Diagnostic[]>();
  const waiting = new Set<() => void>();
  connection.onNotification(
    'textDocument/publishDiagnostics',
    (params: { uri: string; diagnostics: Diagnostic[] }) => {
      published.set(params.uri, params.diagnostics);
      for (const look of waiting) look();
    },
  );
  connection.listen();
  const uri = (path: string): string => pathToFileURL(join(folder, path)).href;
  return {
    process: child,
    asked,
    uri,
    initialize: async (params = {}) => {
      const { capabilities } = await connection.sendRequest<{
        capabilities: Record<string, unknown>;
      }>('initialize', { processId: null, rootUri: null, capabilities: {}, ...params });
      await connection.sendNotification('initialized', {});
      return capabilities;
    },
    open: (path, text) =>
      connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri: uri(path), languageId: 'handoff', version: 1, text },
      }),
    shown: (path, when) =>
      new Promise((resolve) => {
        const look = (): void => {
          const diagnostics = published.get(uri(path));
          if (!diagnostics || !when(diagnostics.map(({ code }) => String(code)))) return;
          waiting.delete(look);
          resolve(diagnostics);
        };
        waiting.add(look);
        look();
      }),
    ask: (method, path, params = {}) =>
      connection.sendRequest(method, { textDocument: { uri: uri(path) }, ...params }),
    notify: (method, params) => connection.sendNotification(method, params),
    shutdown: () => connection.sendRequest('shutdown'),
    ended: once(child, 'close').then(([code]) => ({ code: code as number | null, err })),
  };
}
