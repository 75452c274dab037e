// Bundles what is shipped: `node esbuild.mjs`, or `node esbuild.mjs --watch` while working.
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { build, context } from 'esbuild';
import { thirdPartyNotices } from './.config/third-party-notices.mjs';

const watch = process.argv.includes('--watch');
const { version } = JSON.parse(await readFile('package.json', 'utf8'));

/** @type {import('esbuild').BuildOptions} */
const drawn = { jsx: 'automatic', jsxImportSource: 'preact' };

/** @type {import('esbuild').BuildOptions} */
const onNode = {
  ...drawn,
  platform: 'node',
  // The oldest Node that Langium runs on.
  target: 'node22',
  format: 'cjs',
  // DuckDB is a native module, and Z3 starts its own file in threads: both are installed beside
  // the bundle, never put inside.
  external: ['vscode', '@duckdb/*', 'z3-solver'],
};

/** @type {import('esbuild').BuildOptions} */
const inPanel = {
  ...drawn,
  platform: 'browser',
  // Older than the Chromium of the oldest VS Code that the extension runs in, and than Safari's
  // of a VS Code in the browser.
  target: ['chrome128', 'safari17.4'],
  format: 'iife',
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
    from: 'language-server/background/main.ts',
    to: 'dist/background.js',
    // The packed extension has no node_modules but what cannot be put inside a bundle.
    options: { ...onNode, external: ['@duckdb/node-bindings-*', 'z3-solver'] },
  },
  {
    from: 'extension/extension.ts',
    to: 'dist/extension.js',
    options: onNode,
  },
  {
    from: 'extension/panel/view/main.tsx',
    to: 'dist/view.js',
    options: inPanel,
  },
  {
    from: 'extension/panel/view/view.css',
    to: 'dist/view.css',
    options: inPanel,
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
  // Whole licences go into one file for all bundles instead.
  legalComments: 'none',
  metafile: true,
  logLevel: watch ? 'info' : 'warning',
  plugins: executable ? [makeExecutable(to)] : [],
}));

try {
  if (watch) {
    for (const one of settings) await (await context(one)).watch();
  } else {
    const built = await Promise.all(settings.map((one) => build(one)));
    const inputs = built.flatMap(({ metafile }) => Object.keys(metafile.inputs));
    await writeFile('dist/THIRD_PARTY_NOTICES.txt', await thirdPartyNotices(inputs));
  }
} catch (error) {
  // What is wrong with a source esbuild has printed, with its place.
  if (!('errors' in error)) console.error(error.message);
  process.exitCode = 1;
}
