import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { repositoryFile } from '../support/handoff.ts';

const root = new URL('../../', import.meta.url);
const manifest = JSON.parse(repositoryFile('package.json'));
const { contributes } = manifest;
const commands = contributes.commands as { command: string; category?: string; title: string }[];
const bundles = [...repositoryFile('esbuild.mjs').matchAll(/^ {4}to: '(.+)',$/gm)].map(
  ([, to]) => to,
);

/** Every string below that is a path, wherever it stands. */
function pathsIn(value: unknown): string[] {
  if (typeof value === 'string') return value.startsWith('./') ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(pathsIn);
}

/** The first number of a range of versions such as `^1.101.0`. */
function minor(version: string): string {
  return version.replace(/^[^\d]*/, '').replace(/\.\d+$/, '');
}

describe('the manifest of the extension', () => {
  it('wakes it for Handoff and for nothing else', () => {
    expect(manifest.activationEvents).toEqual(['onLanguage:handoff']);
    expect(contributes.languages.map(({ id }: { id: string }) => id)).toEqual(['handoff']);
  });

  it.each(commands)('has $command in the category of all its commands', (command) => {
    expect(command.category).toBe('Handoff');
    expect(command.command).toMatch(/^handoff\./);
    expect(command.title).not.toMatch(/handoff/i);
  });

  it('hides every command where it cannot work', () => {
    const hidden = contributes.menus.commandPalette as { command: string; when?: string }[];
    expect(hidden.map(({ command }) => command).sort()).toEqual(
      commands.map(({ command }) => command).sort(),
    );
    expect(hidden.filter(({ when }) => !when)).toEqual([]);
  });

  it('registers every command that it names', () => {
    const source = commands.map(({ command }) => `registerCommand("${command}"`);
    const bundle = readFileSync(new URL('dist/extension.js', root), 'utf8');
    expect(source.filter((call) => !bundle.includes(call))).toEqual([]);
  });

  it.each([...pathsIn(contributes), `./${manifest.icon as string}`])(
    'names a file that is there and is shipped: %s',
    (path) => {
      expect(existsSync(new URL(path, root))).toBe(true);
      const shipped = manifest.files as string[];
      expect(shipped.some((folder) => path.startsWith(`./${folder}/`))).toBe(true);
    },
  );

  it('starts what esbuild makes: the command, the extension and its server', () => {
    const [cli] = Object.values(manifest.bin as Record<string, string>);
    const [, server] = /asAbsolutePath\('(.+)'\)/.exec(repositoryFile('extension/client.ts'))!;
    expect([cli, server, manifest.main].sort()).toEqual([...bundles].sort());
  });

  it('says what it does in a folder that nobody trusts, and that it needs a disk', () => {
    const { untrustedWorkspaces, virtualWorkspaces } = manifest.capabilities;
    expect(untrustedWorkspaces).toMatchObject({ supported: true });
    expect(virtualWorkspaces).toMatchObject({ supported: false });
    for (const { description } of [untrustedWorkspaces, virtualWorkspaces]) {
      expect(description).toMatch(/\.$/);
    }
  });

  it('asks for the first VS Code whose Node runs Langium, and is written against its API', () => {
    // 1.101 moved from Node 20 to 22, which Langium needs.
    expect(minor(manifest.engines.vscode)).toBe('1.101');
    expect(minor(manifest.devDependencies['@types/vscode'])).toBe('1.101');
  });

  it('has one copy of the protocol: of two, neither knows the errors of the other', () => {
    const { packages } = JSON.parse(repositoryFile('package-lock.json'));
    const copies = Object.keys(packages).filter((path) =>
      /vscode-(jsonrpc|languageserver(-protocol|-types)?)$/.test(path),
    );
    expect(copies.sort()).toEqual(
      ['jsonrpc', 'languageserver', 'languageserver-protocol', 'languageserver-types'].map(
        (name) => `node_modules/vscode-${name}`,
      ),
    );
  });

  it('has a picture of 128 by 128 pixels, which the Marketplace asks for', () => {
    const picture = readFileSync(new URL(manifest.icon as string, root));
    expect(picture.subarray(1, 4).toString('latin1')).toBe('PNG');
    expect([picture.readUInt32BE(16), picture.readUInt32BE(20)]).toEqual([128, 128]);
  });

  it('activates in a few lines that construct and register', () => {
    expect(repositoryFile('extension/extension.ts').split('\n').length).toBeLessThanOrEqual(40);
  });
});
