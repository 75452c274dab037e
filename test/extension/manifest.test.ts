import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lensCommands } from '../../language-server/protocol.ts';
import { repositoryFile } from '../support/handoff.ts';

const root = new URL('../../', import.meta.url);
const manifest = JSON.parse(repositoryFile('package.json'));
const { contributes } = manifest;
const commands = contributes.commands as {
  command: string;
  category?: string;
  title: string;
  icon?: string;
}[];
const settings = contributes.configuration.properties as Record<
  string,
  { default?: unknown; markdownDescription?: string; enum?: string[]; enumDescriptions?: string[] }
>;
const bundle = readFileSync(new URL('dist/extension.js', root), 'utf8');
const menuItems = Object.entries(contributes.menus as Record<string, MenuItem[]>).flatMap(
  ([menu, items]) => items.map((item): [string, string, MenuItem] => [item.command, menu, item]),
);
const bundles = [...repositoryFile('esbuild.mjs').matchAll(/^ {4}to: '(.+)',$/gm)].map(
  ([, to]) => to,
);

interface Step {
  id: string;
  description: string;
  completionEvents: string[];
}

interface MenuItem {
  command: string;
  when?: string;
}

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
    // VS Code adds those of views and commands by itself, but not that of a panel it brings back.
    expect(manifest.activationEvents).toEqual([
      'onLanguage:handoff',
      'onWebviewPanel:handoff.simulationPanel',
    ]);
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

  it('registers every command that it names, and no other', () => {
    const registered = [...bundle.matchAll(/registerCommand\("(handoff\.\w+)"/g)];
    expect(registered.map(([, command]) => command).sort()).toEqual(
      commands.map(({ command }) => command).sort(),
    );
  });

  it.each(menuItems)(
    'puts %s into the menu %s under a condition that can be true',
    (_, __, item) => {
      expect(commands.map(({ command }) => command)).toContain(item.command);
      const keys = [...item.when!.matchAll(/handoff\.((?:is|can|has)\w+)/g)].map(([, key]) => key!);
      const set = [...repositoryFile('extension/context-keys.ts').matchAll(/set\('(\w+)'/g)];
      expect(set.map(([, key]) => key)).toEqual(expect.arrayContaining(keys));
    },
  );

  const { walkthroughs } = contributes as {
    walkthroughs: { id: string; steps: Step[] }[];
  };
  const steps = walkthroughs.flatMap((walkthrough) => walkthrough.steps);

  it.each(steps)('leads in step $id to commands that are there', ({ description }) => {
    const links = [...description.matchAll(/\]\(command:([\w.]+)/g)].map(([, command]) => command!);
    expect(links).not.toEqual([]);
    const own = links.filter((command) => command.startsWith('handoff.'));
    expect(commands.map(({ command }) => command)).toEqual(expect.arrayContaining(own));
    for (const other of links.filter((command) => !own.includes(command))) {
      expect(other).toMatch(/^workbench\./);
    }
  });

  it.each(steps)(
    'completes step $id by what happens in it',
    ({ description, completionEvents }) => {
      const keys = ['extension/context-keys.ts', 'extension/panel/receive.ts'].map(repositoryFile);
      for (const event of completionEvents) {
        const [, kind, name] = /^(onCommand|onContext):(.+)$/.exec(event)!;
        if (kind === 'onContext') {
          const key = name!.replace('handoff.', '');
          expect(keys.join('\n')).toMatch(new RegExp(`set\\('${key}'|'handoff\\.${key}'`));
        } else if (name!.startsWith('handoff.')) {
          expect(commands.map(({ command }) => command)).toContain(name);
        } else expect(description).toContain(`command:${name!}`);
      }
    },
  );

  it('gives every command that stands in a menu as a button its picture', () => {
    const buttons = menuItems.filter(([, menu]) => menu !== 'commandPalette');
    const named = buttons.map(([command]) => commands.find((one) => one.command === command));
    expect(named.filter((command) => !command?.icon)).toEqual([]);
  });

  it.each(Object.values(lensCommands))('has the command of a lens: %s', (command) => {
    expect(commands.map((one) => one.command)).toContain(command);
  });

  it('fills every view that it declares, and the panel that it brings back', () => {
    const views = Object.values(contributes.views as Record<string, { id: string }[]>).flat();
    expect(views.map(({ id }) => id)).toEqual(['handoff.simulation']);
    for (const { id } of views) expect(bundle).toContain(`"${id}"`);
    expect(Object.keys(contributes.views)).toEqual(
      contributes.viewsContainers.activitybar.map(({ id }: { id: string }) => id),
    );
    const panel = manifest.activationEvents[1].replace('onWebviewPanel:', '');
    expect(bundle).toContain(`"${panel}"`);
  });

  it.each(Object.entries(settings))('describes the setting %s, with its default', (_, setting) => {
    expect(setting.markdownDescription).toMatch(/^[A-Z].{20,}[.*]$/);
    expect(setting.default).toBeDefined();
    expect(setting.enumDescriptions?.length).toBe(setting.enum?.length);
  });

  it('reads every setting that it declares, and assumes the same defaults', () => {
    const [, table] = /defaults = \{([^}]+)\}/.exec(repositoryFile('extension/settings.ts'))!;
    const assumed = [...table!.matchAll(/'([\w.]+)': (\w+)/g)].map(([, name, value]) => [
      `handoff.${name!}`,
      value,
    ]);
    // The library of the client reads `handoff.trace.server` itself, and the server what it finds.
    const declared = Object.entries(settings).filter(([name]) => !/trace|checks|solver/.test(name));
    expect(assumed).toEqual(declared.map(([name, setting]) => [name, String(setting.default)]));
  });

  it.each([...pathsIn(contributes), `./${manifest.icon as string}`])(
    'names a file that is there and is shipped: %s',
    (path) => {
      expect(existsSync(new URL(path, root))).toBe(true);
      const shipped = manifest.files as string[];
      expect(shipped.some((folder) => path.startsWith(`./${folder}/`))).toBe(true);
    },
  );

  it('starts what esbuild makes: command, extension, server and its helper, view', () => {
    const [cli] = Object.values(manifest.bin as Record<string, string>);
    const [, server] = /asAbsolutePath\('(.+)'\)/.exec(repositoryFile('extension/client.ts'))!;
    const [, helper] = /'(background\.js)'/.exec(repositoryFile('language-server/main.ts'))!;
    const view = repositoryFile('extension/panel/surface.ts').matchAll(/\(dist, '(.+?)'\)/g);
    const beside = [helper, ...[...view].map(([, file]) => file)].map((file) => `dist/${file!}`);
    expect([cli, server, manifest.main, ...beside].sort()).toEqual([...bundles].sort());
  });

  it('says what it does in a folder that nobody trusts, and that it needs a disk', () => {
    const { untrustedWorkspaces, virtualWorkspaces } = manifest.capabilities;
    expect(untrustedWorkspaces).toMatchObject({ supported: 'limited' });
    expect(untrustedWorkspaces.description).toMatch(/`command` are off/);
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
    // The servers that the bench compares with run by themselves, each with what it brings.
    const copies = Object.keys(packages).filter(
      (path) =>
        /vscode-(jsonrpc|languageserver(-protocol|-types)?)$/.test(path) &&
        !/^node_modules\/(@prisma|vscode-css-languageservice)\//.test(path),
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
