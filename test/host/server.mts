import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Installation } from './install.mts';

const keeper = fileURLToPath(new URL('keep.mts', import.meta.url));

/** Settings that keep VS Code quiet: nothing is looked up, saved, or covers what is tested. */
const quietly = {
  'chat.agentHost.enabled': false,
  'chat.disableAIFeatures': true,
  'editor.minimap.enabled': false,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  // In a browser VS Code saves what was typed after a second, also what a test is about to revert.
  'files.autoSave': 'off',
  'git.openRepositoryInParentFolders': 'never',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
};

export interface ServerOptions {
  installation: Installation;
  /** An empty folder with a short path: sockets go there. See `shortFolder`. */
  folder: string;
  settings?: Record<string, unknown>;
  /** Whether every folder is trusted. If not, VS Code starts in Restricted Mode. */
  trusted: boolean;
  /** Whether the address may say which tests run; VS Code then shows no notification toasts. */
  automated: boolean;
  /** A packed extension that is installed first. */
  vsix?: string;
  /** A folder of installed extensions, instead of an empty one. */
  extensions?: string;
  env: NodeJS.ProcessEnv;
  /** The file that gets all output. */
  log: string;
}

export interface Server {
  /** `http://127.0.0.1:<port>` */
  address: string;
  /** Settles when the server has ended by itself. */
  ended: Promise<void>;
  /** Ends the server with all its processes. */
  stop: () => Promise<void>;
}

/** A new temporary folder; the path of a socket in it has to stay below 108 bytes. */
export async function shortFolder(): Promise<string> {
  return mkdtemp(join(tmpdir().length < 40 ? tmpdir() : '/tmp', 'handoff-vs-'));
}

/** Starts VS Code as a server on a free port that only this machine reaches. */
export async function startServer(options: ServerOptions): Promise<Server> {
  const { installation, folder, log } = options;
  const data = join(folder, 'server');
  await mkdir(join(data, 'data/User'), { recursive: true });
  const settings = { ...quietly, ...options.settings };
  await writeFile(join(data, 'data/User/settings.json'), JSON.stringify(settings));
  const args = [
    installation.server,
    '--accept-server-license-terms',
    ...['--server-data-dir', data],
    ...(options.extensions ? ['--extensions-dir', options.extensions] : []),
  ];
  const env = { ...options.env, TMPDIR: folder, XDG_RUNTIME_DIR: folder };
  if (options.vsix) {
    const how = ['--install-extension', options.vsix];
    await promisify(execFile)(installation.node, [...args, ...how], { env });
  }
  const serving = [
    ...['--host', '127.0.0.1', '--port', '0', '--without-connection-token', '--disable-telemetry'],
    ...(options.trusted ? ['--disable-workspace-trust'] : []),
    ...(options.automated ? ['--enable-smoke-test-driver'] : []),
  ];
  const keeping = spawn(process.execPath, [keeper, installation.node, ...args, ...serving], {
    detached: true,
    env,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const ended = once(keeping, 'close').then(() => undefined);
  const output = createWriteStream(log);
  keeping.stderr.pipe(output, { end: false });
  keeping.stdout.pipe(output, { end: false });
  const stop = async (): Promise<void> => {
    keeping.stdin.end();
    await ended;
    output.end();
  };
  const port = await portOf(keeping.stdout, ended);
  if (port === undefined) {
    await stop();
    throw new Error(`the VS Code server did not start; its output is in ${log}`);
  }
  return { address: `http://127.0.0.1:${port}`, ended, stop };
}

async function portOf(
  output: NodeJS.ReadableStream,
  ended: Promise<void>,
): Promise<string | undefined> {
  let said = '';
  const listening = new Promise<string>((resolve) => {
    output.on('data', (part: Buffer) => {
      said += part.toString();
      const [, port] = /agent listening on (\d+)/.exec(said) ?? [];
      if (port) resolve(port);
    });
  });
  const timeout = new Promise<undefined>((resolve) => {
    setTimeout(resolve, 60_000, undefined).unref();
  });
  return Promise.race([listening, ended.then(() => undefined), timeout]);
}
