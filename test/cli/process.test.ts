import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';
import { folderWith, smallPolicy } from '../support/cli.ts';

const folder = folderWith({
  'a.handoff': smallPolicy(),
  'many.handoff': smallPolicy(
    Array.from({ length: 2000 }, (_, i) => `    r${i}: never when tier is nobody\n`).join(''),
  ),
  // What an old Node says of itself; that it can parse the bundle is tried by hand.
  'old.cjs': "Object.defineProperty(process, 'versions', { value: { node: '20.19.0' } });",
});
const bundle = join(folder, 'cli.js');

beforeAll(async () => {
  await build({
    entryPoints: [fileURLToPath(new URL('../../language-server/cli/main.ts', import.meta.url))],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    external: ['@duckdb/*'],
    define: { HANDOFF_VERSION: '"1.2.3"' },
  });
});

function handoff(args: string, options: { node?: string; pipe?: string; env?: object } = {}) {
  const { node = '', pipe = '', env = {} } = options;
  const command = `"${process.execPath}" ${node} "${bundle}" ${args}`;
  const ran = spawnSync('bash', ['-o', 'pipefail', '-c', `${command} ${pipe}`], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, FORCE_COLOR: undefined, NO_COLOR: undefined, ...env },
  });
  return { code: ran.status, out: ran.stdout, err: ran.stderr };
}

describe('the command as a process', () => {
  it('ends with the exit code of its command', () => {
    expect(handoff('--version')).toEqual({ code: 0, out: '1.2.3\n', err: '' });
    expect(handoff('check many.handoff').code).toBe(1);
    expect(handoff('check gone.handoff').code).toBe(2);
  });

  it('has no colours in a pipe', () => {
    const { out, err } = handoff('check many.handoff');
    expect(out + err).not.toContain('\u001b');
  });

  it('is silent where nobody reads on', () => {
    const { out, err } = handoff('check --format json many.handoff', { pipe: '| head -c 100' });
    expect(out).toHaveLength(100);
    expect(err).toBe('');
  });

  it('prints all of a long report into a pipe', () => {
    const { out } = handoff('check --format json many.handoff', { pipe: '| cat' });
    expect(JSON.parse(out).errors).toBe(2000);
  });

  it('says that Node is too old, before anything that an old Node lacks', () => {
    expect(handoff('check', { node: '--require ./old.cjs' })).toEqual({
      code: 2,
      out: '',
      err: 'error[node-too-old] handoff needs Node 22 or newer; this is Node 20.19.0\n',
    });
  });
});
