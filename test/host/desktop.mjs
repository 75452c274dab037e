// Runs test/host/suite.ts in a desktop VS Code: the one that VSCODE_EXECUTABLE names, else one
// that is downloaded once, into .vscode-test/. A machine without a screen needs `xvfb-run -a`.
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));
const suite = `${root}.vscode-test/suite.js`;
const { VSCODE_EXECUTABLE: executable } = process.env;

// VS Code loads the suite by itself, and reads no TypeScript.
await build({
  entryPoints: [`${root}test/host/suite.ts`],
  outfile: suite,
  bundle: true,
  platform: 'node',
  target: 'node22',
  format: 'cjs',
  external: ['vscode'],
});
try {
  process.exitCode = await runTests({
    ...(executable ? { vscodeExecutablePath: executable } : {}),
    extensionDevelopmentPath: root,
    extensionTestsPath: suite,
    launchArgs: [`${root}test/host/workspace`, '--disable-extensions'],
  });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await rm(suite, { force: true });
}
