import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { smallPolicy } from '../support/cli.ts';
import { startServer } from '../support/language-server.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), 'handoff-package-'));
const vsix = path.join(folder, 'handoff.vsix');
const unpacked = path.join(folder, 'unpacked');
const files: string[] = [];
let manifest: Record<string, unknown>;
let notices: string;

beforeAll(() => {
  execFileSync('node', ['.config/package-extension.mjs', vsix], { cwd: root, stdio: 'pipe' });
  const read = unzipSync(readFileSync(vsix), {
    filter: ({ name }) => {
      files.push(name.replace(/^extension\//, ''));
      return /^extension\/(package\.json|dist\/.*)$/.test(name);
    },
  });
  for (const [name, content] of Object.entries(read)) {
    const file = path.join(unpacked, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  notices = Buffer.from(read['extension/dist/THIRD_PARTY_NOTICES.txt']!).toString();
  manifest = JSON.parse(Buffer.from(read['extension/package.json']!).toString());
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('the packed extension', () => {
  it('holds what runs, what it says of itself, and nothing else', () => {
    const database = files.filter((file) => file.startsWith('dist/node_modules/@duckdb/'));
    const solver = files.filter((file) => file.startsWith('dist/node_modules/z3-solver/'));
    const others = files.filter((file) => ![...database, ...solver].includes(file));
    expect(others.sort()).toEqual([
      'LICENSE.txt',
      '[Content_Types].xml',
      'changelog.md',
      'dist/THIRD_PARTY_NOTICES.txt',
      'dist/background.js',
      'dist/extension.js',
      'dist/main.js',
      'dist/view.css',
      'dist/view.js',
      'extension.vsixmanifest',
      'extension/media/handoff.svg',
      'extension/media/icon.png',
      'extension/media/icon.svg',
      'extension/media/readme-reasoning-light.png',
      'extension/media/readme-simulation-dark.png',
      'extension/media/simulation-dark.svg',
      'extension/media/simulation-light.svg',
      'extension/media/simulation.svg',
      'extension/media/walkthrough/create.md',
      'extension/media/walkthrough/diagnostics.md',
      'extension/media/walkthrough/example/mailings.csv',
      'extension/media/walkthrough/example/send-time.handoff',
      'extension/media/walkthrough/reasoning.md',
      'extension/media/walkthrough/simulate.md',
      'extension/media/walkthrough/tests.md',
      'grammar/REFERENCE.md',
      'grammar/handoff.tmLanguage.json',
      'grammar/language-configuration.json',
      'grammar/markdown.tmLanguage.json',
      'grammar/snippets.json',
      'package.json',
      'readme.md',
    ]);
    // The native module of this platform alone: its manifest, its licence, its binding and the
    // library of DuckDB.
    expect(new Set(database.map((file) => path.dirname(file))).size).toBe(1);
    expect(database.length).toBeLessThanOrEqual(4);
    expect(solver.sort()).toEqual(
      [
        'LICENSE.txt',
        'build/low-level/index.js',
        'build/low-level/types.__GENERATED__.js',
        'build/low-level/wrapper.__GENERATED__.js',
        'build/z3-built.js',
        'build/z3-built.wasm',
        'package.json',
      ].map((file) => `dist/node_modules/z3-solver/${file}`),
    );
  });

  it('is at most 34 MB large, of which DuckDB and Z3 take all but two', () => {
    expect(statSync(vsix).size).toBeLessThan(34_000_000);
  });

  it('reasons about rules with the solver that it brings', async () => {
    const server = await startServer(folder, {
      workspace: folder,
      program: path.join(unpacked, 'extension/dist/main.js'),
      checks: { 'no-because': 'off' },
    });
    try {
      await server.open(
        'main.handoff',
        smallPolicy('    a: never when tier is gold and tier is plain\n'),
      );
      const shown = await server.shown('main.handoff', (codes) => codes.includes('never-fires'));
      expect(shown.map(({ message }) => message)).toContain(
        '`a` can never fire: no decision meets it',
      );
    } finally {
      server.process.kill();
    }
  });

  it.each(['zod', 'preact', 'vscode-languageclient', 'langium', 'ical.js', '@duckdb/node-api'])(
    'hands on the licence of %s, which is in a bundle',
    (name) => {
      const [, notice] = notices.split(`\n\n${name} `);
      const [head, source, ...text] = notice!.split(`\n${'-'.repeat(80)}\n`)[0]!.split('\n');
      expect(head).toMatch(/^\d+\.\d+\.\d+\S* \([\w.-]+\)$/);
      expect(source).toMatch(/^https:\/\/github\.com\/[\w-]+\/[\w.-]+$/);
      expect(text.join('\n').length).toBeGreaterThan(500);
    },
  );

  it('has a manifest without what only its authors need', () => {
    expect(Object.keys(manifest)).not.toContain('scripts');
    expect(Object.keys(manifest)).not.toContain('devDependencies');
    expect(manifest).toMatchObject({ name: 'handoff', main: 'dist/extension.js' });
  });
});
