// Packs what is in dist/ as an extension for this platform, into the file that the first argument
// names, else handoff-<target>.vsix: `npm run package`.
import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createVSIX } from '@vscode/vsce';

const staged = 'dist/package';
/** What the extension loads at run time; the command line and the examples stay outside. */
const shipped = [
  'README.md',
  'CHANGELOG.md',
  'LICENSE',
  'extension/media',
  'dist/extension.js',
  'dist/main.js',
  'dist/background.js',
  'dist/view.js',
  'dist/view.css',
  'dist/THIRD_PARTY_NOTICES.txt',
  'grammar/handoff.tmLanguage.json',
  'grammar/markdown.tmLanguage.json',
  'grammar/language-configuration.json',
  'grammar/snippets.json',
  'grammar/REFERENCE.md',
];
/** What VS Code and the Marketplace read of package.json. */
const keys = new Set(
  (
    'name displayName description version publisher license engines categories keywords icon ' +
    'main activationEvents capabilities contributes'
  ).split(' '),
);

await rm(staged, { recursive: true, force: true });
for (const file of shipped) {
  await cp(file, `${staged}/${file}`, { recursive: true });
}
const all = JSON.parse(await readFile('package.json', 'utf8'));
const manifest = Object.fromEntries(Object.entries(all).filter(([key]) => keys.has(key)));
await writeFile(`${staged}/package.json`, `${JSON.stringify(manifest, undefined, 2)}\n`);

// npm installs the native module of this platform alone. Inside dist/ its bundle finds it.
const natives = (await readdir('node_modules/@duckdb')).filter((name) =>
  name.startsWith('node-bindings-'),
);
if (natives.length === 0) {
  throw new Error('node_modules/@duckdb has no module of this platform: run `npm ci` first');
}
for (const name of natives) {
  await cp(`node_modules/@duckdb/${name}`, `${staged}/dist/node_modules/@duckdb/${name}`, {
    recursive: true,
    filter: (file) => !file.endsWith('.md'),
  });
}
// Z3 starts its own file in threads; of its package this is all that `solver/z3.ts` loads.
for (const file of [
  'package.json',
  'LICENSE.txt',
  'build/z3-built.js',
  'build/z3-built.wasm',
  'build/low-level/index.js',
  'build/low-level/types.__GENERATED__.js',
  'build/low-level/wrapper.__GENERATED__.js',
]) {
  await cp(`node_modules/z3-solver/${file}`, `${staged}/dist/node_modules/z3-solver/${file}`);
}
const isMusl = natives.some((name) => name.endsWith('-musl'));
const target = `${isMusl ? 'alpine' : process.platform}-${process.arch}`;
await createVSIX({
  cwd: staged,
  packagePath: process.argv[2] ?? `handoff-${target}.vsix`,
  target,
  dependencies: false,
  allowMissingRepository: true,
  rewriteRelativeLinks: false,
});
await rm(staged, { recursive: true });
