import { mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  column,
  openOk,
  problemOf,
  readAll,
  readCsv,
  workspaceWith,
  writeParquet,
} from './workspace.ts';
import type { Files } from './workspace.ts';

const a = column('a', { kind: 'text' });
const b = column('b', { kind: 'text' });
const bytes = (...values: number[]) => Uint8Array.from(values);

const cases: [string, Files, string, object, RegExp][] = [
  ['a file that is missing', {}, 'no.csv', { code: 'HD101', file: 'no.csv' }, /check the path/],
  ['an empty path', {}, '', { code: 'HD101' }, /names no file/],
  ['a folder', { 'd.csv/x': '' }, 'd.csv', { code: 'HD103', file: 'd.csv' }, /is a folder/],
  ['an absolute path', {}, '/etc/passwd', { code: 'HD102' }, /relative/],
  ['an absolute Windows path', {}, 'C:\\x.csv', { code: 'HD102' }, /relative/],
  ['an address', {}, 'https://example.com/a.csv', { code: 'HD102' }, /address/],
  ['a path that leaves the workspace', {}, '../../etc/x.csv', { code: 'HD102' }, /leaves/],
  ['another extension', { 'a.xlsx': 'x' }, 'a.xlsx', { code: 'HD104' }, /\.parquet/],
  ['no bytes', { 'a.csv': '' }, 'a.csv', { code: 'HD105' }, /is empty/],
  ['no bytes of JSON', { 'a.jsonl': '' }, 'a.jsonl', { code: 'HD105' }, /one JSON object a line/],
  ['blank lines of JSON only', { 'a.jsonl': '\n \n' }, 'a.jsonl', { code: 'HD105' }, /empty/],
  ['comments only', { 'a.csv': '# x\n# y\n' }, 'a.csv', { code: 'HD105' }, /no header/],
  ['a blank header', { 'a.csv': '\n1,2\n' }, 'a.csv', { code: 'HD105' }, /no header/],
  [
    'missing columns, all in one message',
    { 'a.csv': 'A,bb,c\n' },
    'a.csv',
    { code: 'HD106', column: 'a' },
    /^a\.csv has no columns "a", "b"; did you mean "A"\?$/,
  ],
  [
    'a missing JSON key',
    { 'a.jsonl': '{"a":1}\n' },
    'a.jsonl',
    { code: 'HD106', column: 'b' },
    /"b"/,
  ],
  [
    'two columns of one name',
    { 'a.csv': 'a,b, a\n1,2,3\n' },
    'a.csv',
    { code: 'HD107', column: 'a' },
    /rename/,
  ],
  [
    'semicolons',
    { 'a.csv': 'a;b\n1;2\n' },
    'a.csv',
    { code: 'HD108' },
    /by semicolons; save it with commas/,
  ],
  ['tabs in .csv', { 'a.csv': 'a\tb\n1\t2\n' }, 'a.csv', { code: 'HD108' }, /as \.tsv/],
  ['commas in .tsv', { 'a.tsv': 'a,b\n1,2\n' }, 'a.tsv', { code: 'HD108' }, /save it with tabs/],
  ['bars', { 'a.csv': 'a|b\n1|2\n' }, 'a.csv', { code: 'HD108' }, /vertical bars/],
  [
    'too few cells, after a comment, a line break in quotes and a blank line',
    { 'a.csv': '# c "\na,b\n1,"x\ny"\n\n4\n' },
    'a.csv',
    { code: 'HD109', row: 2, line: 6 },
    /row 2 \(line 6\) has 1 cell where the header has 2/,
  ],
  [
    'too many cells',
    { 'a.csv': 'a,b\r\n1,2\r\n1,2,3\r\n' },
    'a.csv',
    { code: 'HD109', row: 2, line: 3 },
    /has 3 cells/,
  ],
  [
    'an open quote',
    { 'a.csv': 'a,b\n1,2\n3,"x\n5,6\n' },
    'a.csv',
    { code: 'HD109', row: 2, line: 3 },
    /never closes/,
  ],
  [
    'text after a quote',
    { 'a.csv': 'a,b\n1,"x"y\n' },
    'a.csv',
    { code: 'HD109', row: 1 },
    /closing quote/,
  ],
  [
    'Latin-1',
    { 'a.csv': bytes(97, 44, 98, 10, 49, 44, 50, 10, 0xe4, 44, 50, 10) },
    'a.csv',
    { code: 'HD110', line: 3 },
    /UTF-8/,
  ],
  [
    'a character cut off at the end',
    { 'a.csv': bytes(97, 44, 98, 10, 49, 44, 0xc3) },
    'a.csv',
    { code: 'HD110', line: 2 },
    /UTF-8/,
  ],
  [
    'UTF-16',
    { 'a.csv': bytes(0xff, 0xfe, 97, 0, 44, 0) },
    'a.csv',
    { code: 'HD110', line: 1 },
    /UTF-16/,
  ],
  [
    'a NUL byte',
    { 'a.jsonl': '{"a":1,"b":2}\n\0\n' },
    'a.jsonl',
    { code: 'HD111', line: 2 },
    /NUL/,
  ],
  [
    'no Parquet',
    { 'a.parquet': 'PAR1 not really PAR1' },
    'a.parquet',
    { code: 'HD112' },
    /Parquet/,
  ],
  [
    'a JSON line that is a list',
    { 'a.jsonl': '{"a":1,"b":2}\n\n[1]\n' },
    'a.jsonl',
    { code: 'HD113', line: 3 },
    /line 3 is not a JSON object/,
  ],
  [
    'a JSON line that is cut off',
    { 'a.jsonl': '{"a":1,"b":2}\n{"a":\n' },
    'a.jsonl',
    { code: 'HD113', line: 2 },
    /line 2/,
  ],
];

describe('a file that cannot be used says what, where and what to do', () => {
  it.each(cases)('%s', async (_, files, file, expected, message) => {
    const problem = await problemOf(workspaceWith(files), file, [a, b]);
    expect(problem).toMatchObject(expected);
    expect(problem.message).toMatch(message);
    expect(problem.message).not.toMatch(/[\n\r]|\/tmp\//);
  });

  it('a Parquet file that is cut off', async () => {
    const workspace = workspaceWith({});
    await writeParquet(`${workspace}/a.parquet`, 'SELECT i AS a, i AS b FROM range(9000) t(i)');
    const { readFileSync, writeFileSync } = await import('node:fs');
    const whole = readFileSync(`${workspace}/a.parquet`);
    whole.fill(0xff, 4, 4000);
    writeFileSync(`${workspace}/a.parquet`, whole);
    expect(await problemOf(workspace, 'a.parquet', [a, b])).toMatchObject({ code: 'HD112' });
  });

  it.each(['csv', 'jsonl'])('a line of more than 16 MB in .%s', async (extension) => {
    const cell = 'x'.repeat(17 << 20);
    const text = extension === 'csv' ? `a,b\n1,${cell}\n` : `{"a":1,"b":"${cell}"}\n`;
    const file = `a.${extension}`;
    const problem = await problemOf(workspaceWith({ [file]: text }), file, [a, b]);
    expect(problem).toMatchObject({ code: 'HD109' });
    expect(problem.message).toMatch(/more than 16 MB/);
  });

  it('a duration, which no file can hold', async () => {
    const problem = await problemOf(workspaceWith({ 'a.csv': 'a,b\n' }), 'a.csv', [
      column('a', { kind: 'duration' }),
    ]);
    expect(problem).toMatchObject({ code: 'HD115', column: 'a' });
  });
});

describe('the workspace folder', () => {
  it('is not left by a symbolic link to a file or a folder', async () => {
    const outside = workspaceWith({ 'secret.csv': 'a,b\n1,2\n' });
    const workspace = workspaceWith({});
    symlinkSync(`${outside}/secret.csv`, `${workspace}/link.csv`);
    symlinkSync(outside, `${workspace}/folder`);
    for (const file of ['link.csv', 'folder/secret.csv', `../${path.basename(outside)}/secret.csv`])
      expect(await problemOf(workspace, file, [a, b]), file).toMatchObject({ code: 'HD102' });
  });

  it('does not tell whether a file outside exists', async () => {
    const outside = workspaceWith({ 'secret.csv': 'a,b\n1,2\n' });
    const workspace = workspaceWith({});
    const at = (name: string) => `../${path.basename(outside)}/${name}`;
    const [there, gone] = [
      await problemOf(workspace, at('secret.csv'), [a, b]),
      await problemOf(workspace, at('missing.csv'), [a, b]),
    ];
    expect(there.message.replace('secret', 'missing')).toBe(gone.message);
  });

  it('may itself be reached by a symbolic link, and have links inside', async () => {
    const real = workspaceWith({ 'data/e.csv': 'a,b\n1,2\n' });
    const workspace = `${workspaceWith({})}/ws`;
    symlinkSync(real, workspace);
    symlinkSync('data/e.csv', `${real}/link.csv`);
    for (const file of ['data/e.csv', 'link.csv']) {
      const data = await openOk(workspace, file, [a, b]);
      expect(data.description).toMatchObject({ path: 'data/e.csv', rows: 1 });
    }
  });

  it('resolves the path from the folder of the declaring file', async () => {
    const workspace = workspaceWith({ 'e.csv': 'a,b\n1,2\n' });
    mkdirSync(`${workspace}/sub`);
    const source = { declaredIn: `${workspace}/sub/p.handoff` };
    const data = await openOk(workspace, '../e.csv', [a, b], { source });
    expect(data.description.path).toBe('e.csv');
  });

  it('may have file names that mean something to SQL or a shell', async () => {
    const name = "we ird[1]*{x}'?.csv";
    const workspace = workspaceWith({ [name]: 'a,b\n1,2\n', 'we ird1.csv': 'a,b\n3,4\n' });
    expect(await readAll(await openOk(workspace, name, [a]))).toEqual({ '#row': [1], a: ['1'] });
  });
});

describe('what is unusual but fine', () => {
  it.each<[string, string, (string | undefined)[]]>([
    ['a header without rows', 'a,b\n', []],
    ['a header without a line end', 'a,b', []],
    ['no line end at the end', 'a,b\n1,2', ['1']],
    ['a byte order mark and CRLF', '\uFEFFa,b\r\n1,2\r\n', ['1']],
    ['line ends of both kinds', 'a,b\r\n1,2\n3,4\r\n', ['1', '3']],
    ['comments before the header', '# made by "hand\n#\n# seed 7\na,b\n1,2\n', ['1']],
    ['comments after a byte order mark', '\uFEFF# x\r\na,b\r\n1,2\r\n', ['1']],
    ['a value that looks like a comment', 'a,b\n# 1,2\n', ['# 1']],
    ['names with spaces around', ' a , b\n1,2\n', ['1']],
    ['unnamed columns', 'a,b,,\n1,2,3,4\n', ['1']],
    ['line breaks and doubled quotes in a cell', 'a,b\n"x\r\n""y""",2\n', ['x\r\n"y"']],
    ['a quote inside a plain cell', 'a,b\n5" disk,2\n', ['5" disk']],
    ['blank lines', 'a,b\n\n1,2\n\n3,4\n\n', ['1', '3']],
  ])('%s', async (_, text, expected) => {
    expect((await readCsv(text, [a, b])).a).toEqual(expected);
  });

  it('characters on the border of a chunk of the file', async () => {
    const text = `a,b\n${'äöü€😀'.repeat(200_000)},2\n`;
    expect((await readCsv(text, [b])).b).toEqual(['2']);
  });

  it('lists columns that are not declared', async () => {
    const data = await openOk(workspaceWith({ 'e.csv': 'z,a,y\n' }), 'e.csv', [a]);
    expect(data.description).toMatchObject({ undeclared: ['z', 'y'], rows: 0, problems: [] });
  });
});
