import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { Diagnostic, Position, Range } from 'vscode-languageserver/node';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';

/** A language server as a process, spoken to over stdio by the plainest editor there can be. */
export interface Client {
  capabilities: Record<string, unknown>;
  open: (uri: string, languageId: string, text: string) => void;
  replace: (uri: string, range: Range, text: string) => void;
  /** Fulfilled at the next diagnostics of a file that `fits`, with the milliseconds since `start`. */
  diagnostics: (
    uri: string,
    fits: (shown: Diagnostic[]) => boolean,
    start: number,
  ) => Promise<number>;
  ask: (method: string, uri: string, position?: Position) => Promise<unknown>;
  /** The diagnostics of each file since it was changed last. */
  shown: ReadonlyMap<string, Diagnostic[]>;
  until: (condition: () => boolean) => Promise<void>;
  /** Seconds of processor time so far; undefined where the system does not tell. */
  processor: () => number | undefined;
  /** Megabytes that are resident in memory now. */
  megabytes: () => number;
  stop: () => Promise<void>;
}

export interface StartOptions {
  /** Absolute path of a script of Node, that speaks on stdio. */
  program: string;
  folder: string;
  /** The settings that the server asks for or is told, by their sections. */
  settings: Record<string, unknown>;
  /** Asks for diagnostics, where the server can be asked, and is else told. */
  pulls?: boolean;
}

export async function startClient({
  program,
  folder,
  settings,
  pulls = false,
}: StartOptions): Promise<Client> {
  const child = spawn(process.execPath, [program, '--stdio'], {
    cwd: folder,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${program} does not start`);
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  const shown = new Map<string, Diagnostic[]>();
  const waiting = new Set<() => void>();
  connection.onNotification('textDocument/publishDiagnostics', (params) => {
    const { uri, diagnostics } = params as { uri: string; diagnostics: Diagnostic[] };
    shown.set(uri, diagnostics);
    for (const look of [...waiting]) look();
  });
  connection.onRequest('workspace/configuration', ({ items }: { items: { section?: string }[] }) =>
    items.map(({ section }) => settings[section ?? ''] ?? null),
  );
  connection.onRequest('client/registerCapability', () => null);
  connection.onRequest('client/unregisterCapability', () => null);
  connection.listen();
  const { href } = pathToFileURL(folder);
  const { capabilities } = await connection.sendRequest<Pick<Client, 'capabilities'>>(
    'initialize',
    {
      processId: process.pid,
      rootUri: href,
      workspaceFolders: [{ name: 'bench', uri: href }],
      capabilities: {
        workspace: { configuration: true, workspaceFolders: true },
        textDocument: {
          publishDiagnostics: { relatedInformation: true },
          ...(pulls && { diagnostic: {} }),
          completion: { completionItem: { snippetSupport: true } },
          hover: { contentFormat: ['markdown'] },
        },
      },
      initializationOptions: {},
    },
  );
  await connection.sendNotification('initialized', {});
  await connection.sendNotification('workspace/didChangeConfiguration', { settings });

  let version = 1;
  const until = (condition: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (!condition()) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
    });
  const pulled = async (uri: string): Promise<Diagnostic[]> => {
    const { items } = await connection.sendRequest<{ items: Diagnostic[] }>(
      'textDocument/diagnostic',
      { textDocument: { uri } },
    );
    return items;
  };
  return {
    capabilities,
    shown,
    until,
    open: (uri, languageId, text) =>
      void connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri, languageId, version, text },
      }),
    replace: (uri, range, text) => {
      shown.delete(uri);
      void connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version: ++version },
        contentChanges: [{ range, text }],
      });
    },
    diagnostics: async (uri, fits, start) => {
      if (pulls) {
        while (!fits(await pulled(uri)));
        return performance.now() - start;
      }
      await until(() => {
        const diagnostics = shown.get(uri);
        return diagnostics !== undefined && fits(diagnostics);
      });
      return performance.now() - start;
    },
    ask: (method, uri, position) =>
      connection.sendRequest(method, { textDocument: { uri }, ...(position && { position }) }),
    processor: () => processorSeconds(pid),
    megabytes: () =>
      Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024,
    stop: async () => {
      const ended = once(child, 'exit');
      await connection.sendRequest('shutdown');
      await connection.sendNotification('exit');
      await ended;
      connection.dispose();
    },
  };
}

/** User and system time of all threads, from Linux's own table of processes; a tick is 10 ms. */
function processorSeconds(pid: number): number | undefined {
  if (process.platform !== 'linux') return undefined;
  const [, rest = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
  const [user = '', system = ''] = rest.split(' ').slice(11);
  return (Number(user) + Number(system)) / 100;
}
