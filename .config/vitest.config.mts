import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { TotalsReporter } from './totals-reporter.mts';

const fakeVscode = fileURLToPath(new URL('../test/extension/fake-vscode.ts', import.meta.url));

export default defineConfig({
  // VS Code gives this module to extensions alone; nothing of that name is installed. No alias:
  // knip would take it for the package, and the package's types for unused.
  plugins: [{ name: 'vscode', resolveId: (id) => (id === 'vscode' ? fakeVscode : undefined) }],
  test: {
    root: fileURLToPath(new URL('..', import.meta.url)),
    // Processes, not threads: DuckDB is a native module. Two, as many as the smallest machine has.
    // A slow machine is no failure: this only ends what hangs.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    pool: 'forks',
    maxWorkers: 2,
    reporters: ['default', new TotalsReporter()],
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          include: ['test/**/*.test.ts'],
          exclude: ['**/node_modules/**', 'test/host/host.test.ts', 'test/bench/**'],
        },
      },
      {
        extends: true,
        test: {
          name: 'host',
          include: ['test/host/host.test.ts'],
          // When the others have ended: VS Code and its page take a whole small machine.
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
