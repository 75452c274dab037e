// `npm start`: opens the examples in VS Code with the extension as it was just built. That is the
// desktop VS Code, where its `code` command is on the path, else one that is served to a browser.
import { spawnSync } from 'node:child_process';
import { mkdir, readFile, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { install, whyNotHere } from './install.mts';
import { shortFolder, startServer } from './server.mts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const examples = join(root, 'examples');

try {
  if (!openDesktop()) await serve();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/** Whether there is a desktop VS Code, which then opens a window. */
function openDesktop(): boolean {
  const args = ['--new-window', `--extensionDevelopmentPath=${root}`, examples];
  // On Windows the command is a script, which only a shell runs, and which needs the quotes.
  const shell = process.platform === 'win32';
  const { status } = spawnSync('code', shell ? args.map((one) => `"${one}"`) : args, {
    shell,
    stdio: ['ignore', 'inherit', shell ? 'ignore' : 'inherit'],
  });
  return status === 0;
}

/** Serves VS Code until Ctrl+C. */
async function serve(): Promise<void> {
  const reason = whyNotHere();
  if (reason) throw new Error(`there is no \`code\` command on the path, and ${reason}`);
  const ended = new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, resolve);
  });
  const installation = await install();
  const folder = await shortFolder();
  try {
    const log = join(folder, 'server.log');
    const extensions = await linkExtension(join(folder, 'extensions'));
    const server = await startServer({
      ...{ installation, folder, extensions, log, env: process.env },
      trusted: true,
      automated: false,
    });
    const address = `${server.address}/?folder=${encodeURIComponent(examples)}`;
    console.log(`VS Code with Handoff and its examples: ${address}\nCtrl+C ends it.`);
    await Promise.race([ended, server.ended]);
    await server.stop();
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

/** A folder of extensions with a link to this one, which VS Code takes for installed. */
async function linkExtension(folder: string): Promise<string> {
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const { publisher, name, version } = manifest as Record<string, string>;
  await mkdir(folder);
  await symlink(root, join(folder, `${publisher}.${name}-${version}`));
  return folder;
}
