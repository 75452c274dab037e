import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { dataProblemCodes } from '../../language-server/language/problems.ts';
import { folderWith, runCli } from '../support/cli.ts';
import type { Server } from '../support/language-server.ts';
import { startServer } from '../support/language-server.ts';
import { startStandIn } from '../support/stand-in-server.ts';

const declaring = (file: string, more = ''): string => `data d from "${file}"
  each row is an email
  id: identifier, the subject
  age: number
  tier: one of gold, plain
  consent: yes/no
${more}`;
const good = 'id,age,tier,consent\na,1,gold,yes\n';
const nothing = (codes: string[]): boolean => codes.length === 0;
const only =
  (code: string) =>
  (codes: string[]): boolean =>
    codes.length > 0 && codes.every((each) => each === code);

let server: Server | undefined;
let folder = '';

async function serve(files: Record<string, string>, workspace = ''): Promise<Server> {
  folder = folderWith(files);
  server = await startServer(folder, { workspace: workspace ? `${folder}/${workspace}` : folder });
  return server;
}

/** The processes that the server has started, by what Linux says of it. */
function children({ process: { pid } }: Server): number[] {
  const of = `/proc/${String(pid)}/task/${String(pid)}/children`;
  return existsSync(of) ? (readFileSync(of, 'utf8').match(/\d+/g) ?? []).map(Number) : [];
}

afterEach(() => {
  server?.process.kill();
  server = undefined;
});

interface Case {
  title: string;
  files?: Record<string, string>;
  /** As the policy names it. */
  path?: string;
  text?: string;
  /** `line:column code message` */
  expected: string[];
}

const cases: Case[] = [
  {
    title: 'a file that is not there, which a simulation needs',
    expected: [
      '1:13 missing-data d.csv does not exist; check the path, relative to the .handoff file',
    ],
  },
  {
    title: 'a path that leaves the folder, whether there is a file or not',
    path: '../d.csv',
    expected: [
      '1:13 unreadable-data ../d.csv leaves the workspace folder; move the file into the folder',
    ],
  },
  {
    title: 'a file of another kind',
    path: 'd.xlsx',
    files: { 'd.xlsx': 'x' },
    expected: [
      '1:13 unreadable-data d.xlsx has an extension that Handoff cannot read; use .csv, .tsv, .jsonl, .ndjson or .parquet',
    ],
  },
  {
    title: 'a row that is too short',
    files: { 'd.csv': `${good}b,2\n` },
    expected: ['1:13 unreadable-data d.csv row 2 (line 3) has 2 cells where the header has 4'],
  },
  {
    title: 'every column that the file does not have, with what it may be called there',
    files: { 'd.csv': 'id,ages,Tier,consent\n' },
    expected: [
      '4:3 data-mismatch d.csv has no column "age"; did you mean "ages"?',
      '5:3 data-mismatch d.csv has no column "tier"; did you mean "Tier"?',
    ],
  },
  {
    title: 'a column that the file has twice, and one that it does not have',
    files: { 'd.csv': 'id,age,age,tier\n' },
    expected: [
      '4:3 data-mismatch d.csv has more than one column named "age"; rename all but one',
      '6:3 data-mismatch d.csv has no column "consent"; it has "id", "age", "tier"',
    ],
  },
  {
    title: 'cells of several columns that do not fit, but not those that are empty',
    files: { 'd.csv': 'id,age,tier,consent\na,one,gold,yes\nb,2,silver,\n' },
    expected: [
      '4:3 unfitting-cells age: 1 cell is unknown, not a number; the first is "one" in row 1',
      '5:3 unfitting-cells tier: 1 cell is unknown, not one of gold, plain; the first is "silver" in row 2',
    ],
  },
  {
    title: 'JSON Lines in a folder of their own',
    path: 'sub/d.jsonl',
    files: { 'sub/d.jsonl': '{"id":"a","age":1,"tier":"gold"}\n' },
    expected: ['6:3 data-mismatch sub/d.jsonl has no column "consent"; it has "age", "id", "tier"'],
  },
  {
    title: 'beside what is wrong elsewhere in the file',
    text: declaring('d.csv', 'segment s: colour is red\n'),
    files: { 'd.csv': 'id,tier,consent\n' },
    expected: [
      '4:3 data-mismatch d.csv has no column "age"; it has "id", "tier", "consent"',
      '7:12 unknown-name `colour` is no column of `d`, no segment and no measured word',
    ],
  },
  {
    title: 'nothing of a block that has an error of its own',
    text: declaring('d.csv', '  born: dat\n'),
    expected: ['7:9 syntax-error'],
  },
  { title: 'nothing of a file that fits', files: { 'd.csv': good }, expected: [] },
];

describe('what is wrong with a data file stands in the editor as `handoff check --data` says it', () => {
  it.each(cases)('$title', async ({ files = {}, path = 'd.csv', text, expected }) => {
    const policy = text ?? declaring(path);
    const { open, shown } = await serve({ ...files, 'main.handoff': policy });
    const { out, code } = await runCli(folder, 'check', '--data', '--format', 'json', '.');
    const printed = (JSON.parse(out) as { diagnostics: Printed[] }).diagnostics;
    const lines = printed.map(
      ({ line, column, code, message }) => `${line}:${column} ${code} ${message}`,
    );
    expect(lines.length).toBe(expected.length);
    for (const [at, line] of lines.entries()) expect(line).toContain(expected[at]);
    expect(code).toBe(printed.some(({ severity }) => severity === 'error') ? 1 : 0);
    await open('main.handoff', policy);
    const there = await shown('main.handoff', (codes) => codes.length === expected.length);
    expect(
      there.map(({ code, message, range: { start }, severity }) => ({
        code,
        message,
        line: start.line + 1,
        column: start.character + 1,
        severity: severity === 1 ? 'error' : 'warning',
      })),
    ).toEqual(
      printed.map(({ code, message, line, column, severity }) => ({
        code,
        message,
        line,
        column,
        severity,
      })),
    );
    expect(there.every(({ source }) => source === 'handoff')).toBe(true);
  });

  it('has a case for every code', () => {
    const shown = cases.flatMap(({ expected }) => expected.map((line) => line.split(' ')[1]));
    expect(Object.keys(dataProblemCodes).filter((code) => !shown.includes(code))).toEqual([]);
  });

  it('is not asked of the command line by itself', async () => {
    const quiet = folderWith({ 'main.handoff': declaring('d.csv') });
    expect((await runCli(quiet, 'check')).out).toBe('no problems in 1 file\n');
    const { out, code } = await runCli(quiet, 'check', '--data');
    expect(code).toBe(0);
    expect(out).toContain('main.handoff:1:13: warning[missing-data] d.csv does not exist');
    expect(out).toContain('1 warning in 1 file');
  });
});

interface Printed {
  line: number;
  column: number;
  code: string;
  severity: string;
  message: string;
}

describe('a data file on disk', () => {
  it('is looked at when it appears, changes and disappears', async () => {
    const { open, disk, shown, watches, until } = await serve({});
    await open('main.handoff', declaring('d.csv'));
    await shown('main.handoff', only('missing-data'));
    await until(() => watches('d.csv'));
    await disk('d.csv', 'id,tier,consent\n');
    await shown('main.handoff', only('data-mismatch'));
    await disk('d.csv', `${good}b,two,gold,no\n`);
    await shown('main.handoff', only('unfitting-cells'));
    await disk('d.csv', good);
    await shown('main.handoff', nothing);
    await disk('d.csv');
    await shown('main.handoff', only('missing-data'));
  });

  it('is looked at for every document that declares it, open or not', async () => {
    const { open, disk, shown, watches, until } = await serve({
      'a.handoff': declaring('d.csv'),
      'sub/b.handoff': declaring('../d.csv'),
      'c.handoff': declaring('c.csv'),
      'c.csv': good,
      'd.csv': good,
    });
    await open('a.handoff', declaring('d.csv'));
    await until(() => watches('d.csv'));
    await disk('d.csv', 'id,age,tier\n');
    const message = 'd.csv has no column "consent"; it has "id", "age", "tier"';
    expect(await shown('a.handoff', only('data-mismatch'))).toMatchObject([{ message }]);
    expect(await shown('sub/b.handoff', only('data-mismatch'))).toMatchObject([{ message }]);
    expect(await shown('c.handoff', () => true)).toEqual([]);
    await disk('d.csv', good);
    await shown('a.handoff', nothing);
    await shown('sub/b.handoff', nothing);
  });

  it('is looked at when the folder that it lies in is moved', async () => {
    const { open, watched, shown } = await serve({ 'data/d.csv': good });
    await open('main.handoff', declaring('data/d.csv'));
    renameSync(`${folder}/data`, `${folder}/old`);
    await watched('data', 3);
    await shown('main.handoff', only('missing-data'));
    renameSync(`${folder}/old`, `${folder}/data`);
    await watched('data', 1);
    await shown('main.handoff', nothing);
  });

  it('is looked at when what it is a link to changes', async () => {
    const { open, disk, shown } = await serve({ 'r#al%20.csv': 'id\n' });
    symlinkSync('r#al%20.csv', `${folder}/d.csv`);
    await open('main.handoff', declaring('d.csv'));
    await shown('main.handoff', only('data-mismatch'));
    await disk('r#al%20.csv', good);
    await shown('main.handoff', nothing);
  });

  it('is no longer watched when nobody names it', async () => {
    const { open, change, watches, until } = await serve({ 'd.csv': good });
    await open('main.handoff', declaring('d.csv'));
    await until(() => watches('d.csv'));
    await change('main.handoff', declaring('e.csv'));
    await until(() => watches('e.csv') && !watches('d.csv'));
  });
});

describe('a document', () => {
  it('is looked at again when it is named again, whatever happened to it meanwhile', async () => {
    const { open, change, shown, watches, until } = await serve({ 'd.csv': good });
    await open('main.handoff', declaring('d.csv'));
    await open('other.handoff', declaring('gone.csv'));
    await shown('other.handoff', only('missing-data'));
    await change('main.handoff', '');
    await until(() => !watches('d.csv'));
    // Nobody is told of what happens to a file that nobody has named.
    writeFileSync(`${folder}/d.csv`, good.replace('tier', 'level'));
    await change('main.handoff', declaring('d.csv'));
    await shown('main.handoff', only('data-mismatch'));
  });

  it('keeps what was found while it is typed, at its place', async () => {
    const { open, change, shown } = await serve({ 'd.csv': 'id,tier,consent\n' });
    await open('main.handoff', declaring('d.csv'));
    await shown('main.handoff', only('data-mismatch'));
    const seen: string[][] = [];
    const last = shown('main.handoff', (codes) => {
      seen.push(codes);
      return codes.includes('duplicate-name');
    });
    await change('main.handoff', `# one\n${declaring('d.csv')}calendar c\n`);
    await change('main.handoff', `# one\n${declaring('d.csv')}calendar c\ncalendar c\n`);
    expect(await last).toMatchObject([
      { code: 'data-mismatch', range: { start: { line: 4 } } },
      { code: 'duplicate-name' },
    ]);
    expect(seen.filter((codes) => !codes.includes('data-mismatch'))).toEqual([]);
  });

  it('is held against its data as it was typed last, however fast', async () => {
    const { open, change, shown } = await serve({ 'd.csv': good, 'e.csv': 'id\n' });
    const text = declaring('d.csv');
    await open('main.handoff', text);
    for (let length = 1; length < text.length; length += 3) {
      await change('main.handoff', text.slice(0, length));
    }
    await change('main.handoff', declaring('e.csv'));
    expect(await shown('main.handoff', only('data-mismatch'))).toHaveLength(3);
    await change('main.handoff', text);
    await shown('main.handoff', nothing);
  });

  it('is another one when a declaration changes back and forth', async () => {
    const { open, change, shown } = await serve({ 'd.csv': good });
    await open('main.handoff', declaring('d.csv'));
    const yesNo = declaring('d.csv').replace('age: number', 'age: yes/no');
    const date = declaring('d.csv').replace('age: number', 'age: date');
    await change('main.handoff', date);
    await shown('main.handoff', only('unfitting-cells'));
    await change('main.handoff', yesNo);
    await shown('main.handoff', nothing);
    await change('main.handoff', date);
    await shown('main.handoff', only('unfitting-cells'));
  });

  it('that was never saved has no data file', async () => {
    const { open, shown } = await serve({ 'main.handoff': declaring('d.csv') });
    await open('untitled:Untitled-1', declaring('d.csv'));
    await shown('main.handoff', only('missing-data'));
    await shown('untitled:Untitled-1', nothing);
  });

  it('outside of the workspace is held against its data where it is open', async () => {
    const { open, close, disk, shown, watches, until } = await serve(
      {
        'team/main.handoff': 'import "../org.handoff"\n',
        'org.handoff': declaring('d.csv'),
      },
      'team',
    );
    await shown('team/main.handoff', nothing);
    await shown('org.handoff', nothing);
    await open('org.handoff', declaring('d.csv'));
    await shown('org.handoff', only('missing-data'));
    await until(() => watches('d.csv'));
    await disk('d.csv', good);
    await shown('org.handoff', nothing);
    await disk('d.csv', 'id\n');
    await shown('org.handoff', only('data-mismatch'));
    await close('org.handoff');
    await shown('org.handoff', nothing);
  });
});

describe('the process that reads data files', () => {
  it('is gone with the server that it was started by', async () => {
    const running = await serve({ 'main.handoff': declaring('d.csv') });
    await running.shown('main.handoff', only('missing-data'));
    const [child] = children(running);
    if (process.platform === 'linux') expect(child).toBeDefined();
    expect(await running.stop()).toBe(0);
    while (child !== undefined && existsSync(`/proc/${String(child)}`)) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  });

  it('is started again where it died', async () => {
    const running = await serve({ 'main.handoff': declaring('d.csv') });
    await running.shown('main.handoff', only('missing-data'));
    for (const child of children(running)) process.kill(child, 'SIGKILL');
    await running.disk('d.csv', good);
    await running.shown('main.handoff', nothing);
  });

  it('says of which file it died, and goes on with the others', async () => {
    server = await startStandIn({
      'a.handoff': declaring('gone.csv'),
      'b.handoff': declaring('crashes.csv'),
      'c.handoff': declaring('gone.csv', '  more: text\n'),
    });
    const [crashed] = await server.shown('b.handoff', only('unreadable-data'));
    expect(crashed?.message).toBe(
      'crashes.csv could not be read: the process that reads data files ended with code 3',
    );
    for (const other of ['a', 'c']) await server.shown(`${other}.handoff`, only('missing-data'));
  });

  it('reads one file at a time of a whole workspace', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 12 }, (_, at) => [`${at}.handoff`, declaring(`${at}.csv`)]),
    );
    const running = await serve(files);
    mkdirSync(`${folder}/more`);
    writeFileSync(`${folder}/more/x.handoff`, declaring('x.csv'));
    await running.watched('more', 1);
    await running.shown('more/x.handoff', only('missing-data'));
    for (const file of Object.keys(files)) await running.shown(file, only('missing-data'));
    if (process.platform === 'linux') expect(children(running)).toHaveLength(1);
  });
});
