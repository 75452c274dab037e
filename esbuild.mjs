// Bundles what is shipped: `node esbuild.mjs`, or `node esbuild.mjs --watch` while working.
import { chmod, readFile } from 'node:fs/promises';
import { build, context } from 'esbuild';

const watch = process.argv.includes('--watch');
const { version } = JSON.parse(await readFile('package.json', 'utf8'));

/** @type {import('esbuild').BuildOptions} */
const onNode = {
  platform: 'node',
  // The oldest Node that Langium runs on.
  target: 'node22',
  format: 'cjs',
  // DuckDB is a native module: it is installed beside the bundle, never put inside.
  external: ['vscode', '@duckdb/*'],
};

/** One row a bundle: what it is made from, where it goes, and what sets it apart. */
const bundles = [
  {
    from: 'language-server/cli/main.ts',
    to: 'dist/cli.js',
    options: {
      ...onNode,
      banner: { js: '#!/usr/bin/env node' },
      define: { HANDOFF_VERSION: JSON.stringify(version) },
    },
    executable: true,
  },
  {
    from: 'language-server/main.ts',
    to: 'dist/main.js',
    options: onNode,
  },
  {
    from: 'extension/extension.ts',
    to: 'dist/extension.js',
    options: onNode,
  },
];

/** npm links a command without making it executable when the checkout is not a package. */
const makeExecutable = (file) => ({
  name: 'executable',
  setup: ({ onEnd }) =>
    onEnd(async ({ errors }) => {
      if (errors.length === 0) await chmod(file, 0o755);
    }),
});

const settings = bundles.map(({ from, to, options, executable }) => ({
  ...options,
  entryPoints: [from],
  outfile: to,
  bundle: true,
  minify: !watch,
  // A message that names a function or a class names the one in the source.
  keepNames: true,
  sourcemap: watch ? 'linked' : false,
  legalComments: 'linked',
  logLevel: watch ? 'info' : 'warning',
  plugins: executable ? [makeExecutable(to)] : [],
}));

try {
  if (watch) {
    for (const one of settings) await (await context(one)).watch();
  } else {
    await Promise.all(settings.map((one) => build(one)));
  }
} catch {
  // esbuild has printed what is wrong and where; its stack says nothing more.
  process.exitCode = 1;
}
