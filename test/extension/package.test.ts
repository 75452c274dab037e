import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), 'handoff-package-'));
const vsix = path.join(folder, 'handoff.vsix');
const files: string[] = [];
let manifest: Record<string, unknown>;
let notices: string;

beforeAll(() => {
  execFileSync('node', ['.config/package-extension.mjs', vsix], { cwd: root, stdio: 'pipe' });
  const read = unzipSync(readFileSync(vsix), {
    filter: ({ name }) => {
      files.push(name.replace(/^extension\//, ''));
      return /^extension\/(package\.json|dist\/THIRD_PARTY_NOTICES\.txt)$/.test(name);
    },
  });
  notices = Buffer.from(read['extension/dist/THIRD_PARTY_NOTICES.txt']!).toString();
  manifest = JSON.parse(Buffer.from(read['extension/package.json']!).toString());
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('the packed extension', () => {
  it('holds what runs, what it says of itself, and nothing else', () => {
    const database = files.filter((file) => file.startsWith('dist/node_modules/@duckdb/'));
    expect(files.filter((file) => !database.includes(file)).sort()).toEqual([
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
  });

  it('is at most 30 MB large, of which DuckDB takes all but one', () => {
    expect(statSync(vsix).size).toBeLessThan(30_000_000);
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
