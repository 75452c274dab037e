import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** Makes one file of test/host/suite.ts, which VS Code loads by itself: it reads no TypeScript. */
export async function bundleSuite(folder: string): Promise<string> {
  const outfile = join(folder, 'suite.js');
  await build({
    entryPoints: [fileURLToPath(new URL('suite.ts', import.meta.url))],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    external: ['vscode'],
    logLevel: 'warning',
  });
  return outfile;
}
