import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

export interface Spawned {
  code: number | null;
  signal: NodeJS.Signals | null;
  out: string;
  err: string;
}

export interface SpawnOptions {
  cwd: string;
  env?: Record<string, string>;
  /** Called with the process as soon as it runs. */
  onStart?: (child: ChildProcess) => void;
}

/** Runs the bundled command line as a process of its own, as a user does. */
export function spawnCli(options: SpawnOptions, ...args: string[]): Promise<Spawned> {
  if (!existsSync(cli)) throw new Error('dist/cli.js is not there: run `npm run bundle` first');
  const { cwd, env = {}, onStart } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [cli, ...args], { cwd, env: { ...process.env, ...env } });
    const ran = { out: '', err: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (ran.out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (ran.err += text));
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, ...ran }));
    onStart?.(child);
  });
}
