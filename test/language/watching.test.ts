import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { FileChangeType } from 'vscode-languageserver/node';
import { afterEach, describe, expect, it } from 'vitest';
import { folderWith } from '../support/cli.ts';
import type { Server } from '../support/language-server.ts';
import { startServer } from '../support/language-server.ts';

const broken = 'calendar c\ncalendar c';
const ics = 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR';
const nothing = (codes: string[]): boolean => codes.length === 0;
const is =
  (...expected: string[]) =>
  (codes: string[]): boolean =>
    codes.join() === expected.join();

let server: Server | undefined;
let folder = '';

async function serve(files: Record<string, string>, workspace = ''): Promise<Server> {
  folder = folderWith(files);
  server = await startServer(folder, { workspace: workspace ? `${folder}/${workspace}` : folder });
  return server;
}

afterEach(() => {
  server?.process.kill();
  server = undefined;
});

describe('the whole workspace', () => {
  it('shows what is wrong before anything is opened', async () => {
    const { shown } = await serve({ 'a.handoff': broken, 'sub/b.handoff': 'calendar c' });
    await shown('a.handoff', is('duplicate-name'));
    await shown('sub/b.handoff', nothing);
  });

  it('is watched for policies and calendars, wherever they lie', async () => {
    const { watches, until } = await serve({});
    await until(() => watches('a.handoff'));
    expect(['x/y/a.handoff', 'x/c.ics', 'x/notes.txt', 'x/d.csv'].map(watches)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it('follows a folder of policies that is moved', async () => {
    const files = { 'old/org.handoff': 'calendar c', 'a.handoff': 'import "new/org.handoff"' };
    const { shown, watched } = await serve(files);
    await shown('a.handoff', is('missing-import'));
    renameSync(`${folder}/old`, `${folder}/new`);
    await watched('old', FileChangeType.Deleted);
    await watched('new', FileChangeType.Created);
    await shown('a.handoff', nothing);
    await shown('new/org.handoff', nothing);
    renameSync(`${folder}/new`, `${folder}/old`);
    await watched('new', FileChangeType.Deleted);
    await shown('a.handoff', is('missing-import'));
  });
});

describe('a file outside of the workspace', () => {
  it('is watched as long as a document imports it', async () => {
    const { open, change, disk, shown, watches, until } = await serve(
      { 'team/a.txt': '', 'org.handoff': 'import "deep/law.handoff"', 'deep/law.handoff': '' },
      'team',
    );
    await open('team/main.handoff', 'import "../org.handoff"');
    await until(() => watches('org.handoff') && watches('deep/law.handoff'));
    expect(watches('other.handoff')).toBe(false);
    await disk('deep/law.handoff', broken);
    await shown('deep/law.handoff', is('duplicate-name'));
    await shown('team/main.handoff', is('broken-import'));
    await disk('deep/law.handoff', 'calendar c');
    await shown('team/main.handoff', nothing);
    await disk('deep/law.handoff', broken);
    await shown('deep/law.handoff', is('duplicate-name'));
    await change('team/main.handoff', '');
    await shown('deep/law.handoff', nothing);
    await until(() => !watches('org.handoff') && !watches('deep/law.handoff'));
  });

  it('is watched before it is there', async () => {
    const { open, disk, shown, watches, until } = await serve({ 'team/a.txt': '' }, 'team');
    await open('team/main.handoff', 'import "../org.handoff"\ncalendar c from "../c.ics"');
    await shown('team/main.handoff', is('missing-import', 'missing-import'));
    await until(() => watches('org.handoff') && watches('c.ics'));
    await disk('org.handoff', 'calendar d');
    await shown('team/main.handoff', is('missing-import'));
    await disk('c.ics', ics);
    await shown('team/main.handoff', nothing);
  });
});

describe('a calendar', () => {
  it('is read again for all who name it when it changes on disk', async () => {
    const { open, disk, shown, watches, until } = await serve({
      'c.ics': ics,
      'a.handoff': 'calendar a from "c.ics"',
      'b.handoff': 'import "a.handoff"\ncalendar b from "c.ics"',
    });
    await open('a.handoff', 'calendar a from "c.ics"');
    await shown('a.handoff', nothing);
    await until(() => watches('c.ics'));
    await disk('c.ics', 'no calendar');
    await shown('a.handoff', is('missing-import'));
    await shown('b.handoff', is('broken-import', 'missing-import'));
    await disk('c.ics', ics);
    await shown('b.handoff', nothing);
  });

  it('is watched by any name', async () => {
    const { open, watches, until } = await serve({ 'holidays[1].ical': ics });
    await open('a.handoff', 'calendar a from "holidays[1].ical"');
    await until(() => watches('holidays[1].ical'));
    expect(watches('holidays1.ical')).toBe(false);
  });
});

describe('a document with edits that are not saved', () => {
  it('stays as the editor has it when its file changes or goes', async () => {
    const { open, change, disk, shown } = await serve({ 'a.handoff': broken });
    await open('a.handoff', 'calendar a');
    await open('b.handoff', 'import "a.handoff"\ncalendar a');
    await shown('b.handoff', is('duplicate-name'));
    await disk('a.handoff', `${broken} `);
    await disk('a.handoff');
    await change('b.handoff', 'import "a.handoff"\ncalendar b');
    await shown('b.handoff', nothing);
    await shown('a.handoff', nothing);
    await change('a.handoff', 'calendar b');
    await shown('b.handoff', is('duplicate-name'));
  });

  it('stays when its folder goes', async () => {
    const { open, watched, shown } = await serve({ 'sub/a.handoff': '', 'sub/c.handoff': '' });
    await open('sub/a.handoff', 'calendar a');
    await open('b.handoff', 'import "sub/a.handoff"\nimport "sub/c.handoff"\ncalendar a');
    await shown('b.handoff', is('duplicate-name'));
    rmSync(`${folder}/sub`, { recursive: true });
    await watched('sub', FileChangeType.Deleted);
    await shown('b.handoff', is('missing-import', 'duplicate-name'));
  });
});

describe('workspace folders', () => {
  const change = (added: string[], removed: string[]) => {
    const named = (paths: string[]) =>
      paths.map((path) => ({ name: path, uri: pathToFileURL(`${folder}/${path}`).href }));
    return { event: { added: named(added), removed: named(removed) } };
  };

  it('are followed as they come and go', async () => {
    const { notify, shown, open } = await serve(
      { 'one/a.handoff': broken, 'two/b.handoff': broken, 'two/c.handoff': broken },
      'one',
    );
    await shown('one/a.handoff', is('duplicate-name'));
    await notify('workspace/didChangeWorkspaceFolders', change(['two'], []));
    await shown('two/b.handoff', is('duplicate-name'));
    await open('two/c.handoff', broken);
    await notify('workspace/didChangeWorkspaceFolders', change([], ['one', 'two']));
    await shown('one/a.handoff', nothing);
    await shown('two/b.handoff', nothing);
    await shown('two/c.handoff', is('duplicate-name'));
  });

  it('decide where data is read', async () => {
    const files = {
      'one/a.handoff': 'data d from "../d.csv"\n each row is an email\n id: text\n',
      'd.csv': 'id\n',
    };
    const { notify, shown } = await serve(files, 'one');
    await shown('one/a.handoff', is('unreadable-data'));
    await notify('workspace/didChangeWorkspaceFolders', change(['.'], ['one']));
    await shown('one/a.handoff', nothing);
    mkdirSync(`${folder}/three`);
    writeFileSync(`${folder}/three/x.txt`, '');
    await notify('workspace/didChangeWorkspaceFolders', change(['one'], ['.']));
    await shown('one/a.handoff', is('unreadable-data'));
  });
});

describe('a second place in another file', () => {
  const places = async (files: Record<string, string>) => {
    const { shown, uri } = await serve(files);
    const [diagnostic] = await shown('main.handoff', (codes) => codes.length > 0);
    return diagnostic?.relatedInformation?.map(({ message, location }) => {
      const { start } = location.range;
      return `${location.uri.replace(uri(''), '').replace(/^\//, '')}:${start.line + 1}:${start.character + 1} ${message}`;
    });
  };

  it.each([
    [
      'the first error of an import',
      {
        'main.handoff': 'import "a.handoff"',
        'a.handoff': 'import "b.handoff"',
        'b.handoff': '\ncalendar c nonsense',
      },
      ['b.handoff:2:12 the error'],
    ],
    [
      'the first of two of a name',
      { 'main.handoff': 'import "a.handoff"\ncalendar c', 'a.handoff': '\n calendar c' },
      ['a.handoff:2:2 the first one'],
    ],
    [
      'both of a name that two imports share',
      {
        'main.handoff': 'import "a.handoff"\nimport "b.handoff"',
        'a.handoff': 'calendar c',
        'b.handoff': '\ncalendar c',
      },
      ['a.handoff:1:1 the first one', 'b.handoff:2:1 the second one'],
    ],
  ])('is told: %s', async (_, files, expected) => {
    expect(await places(files)).toEqual(expected);
  });
});
