import { describe, expect, it } from 'vitest';
import type { ValueType } from '../../language-server/policy/model.ts';
import { column, openOk, readAll, readCsv, workspaceWith, writeParquet } from './workspace.ts';

const bad = 'bad';
const utc = (text: string) => Date.parse(text);

const casts: [ValueType, [string, number | string][]][] = [
  [
    { kind: 'yesNo' },
    [
      ['1', 1],
      ['0', 0],
      ['true', 1],
      ['FALSE', 0],
      ['Yes', 1],
      [' no ', 0],
      ['1.0', 1],
      ['y', bad],
      ['2', bad],
    ],
  ],
  [
    { kind: 'oneOf', values: ['active', 'Mens E-Mail', "it's", '__proto__'] },
    [
      ['active', 0],
      [' Mens E-Mail ', 1],
      ["it's", 2],
      ['__proto__', 3],
      ['Active', bad],
      ['toString', bad],
    ],
  ],
  [
    { kind: 'money', currency: 'EUR' },
    [
      ['12.50', 12.5],
      ['-3', -3],
      ['.5', 0.5],
      ['1e3', 1000],
      ['0.1', 0.1],
      ['1_000', bad],
      ['€ 5', bad],
      ['nan', bad],
      ['Infinity', bad],
      ['1e999', bad],
      ['0x10', bad],
    ],
  ],
  [
    { kind: 'number', whole: true, from: 1, to: 5 },
    [
      ['1', 1],
      ['5', 5],
      ['3.0', 3],
      ['2.5', bad],
      ['0', bad],
      ['6', bad],
    ],
  ],
  [
    { kind: 'count', noun: 'emails', from: 0 },
    [
      ['7', 7],
      ['-1', bad],
    ],
  ],
  [
    { kind: 'share' },
    [
      ['0.05', 0.05],
      ['5%', 0.05],
      ['62.5 %', 0.625],
      ['1', 1],
      ['100%', 1],
      ['1.01', bad],
      ['101%', bad],
      ['-0.1', bad],
      ['%', bad],
    ],
  ],
  [
    { kind: 'time', step: 60 },
    [
      ['00:00', 0],
      ['9', 540],
      ['09:00', 540],
      ['9:00', 540],
      ['23:00:00', 1380],
      ['23', 1380],
      ['09:30', bad],
      ['24', bad],
      ['24:00', bad],
      ['-1', bad],
      ['9.5', bad],
    ],
  ],
  [
    { kind: 'time', step: 1 },
    [
      ['09:31', 571],
      ['09:31:00', 571],
      ['09:31:30', bad],
      ['09:60', bad],
    ],
  ],
  [
    { kind: 'date' },
    [
      ['1970-01-01', 0],
      ['2026-01-05', 20458],
      ['1969-12-31', -1],
      ['2024-02-29', 19782],
      ['2026-02-29', bad],
      ['2026-1-5', bad],
      ['05.01.2026', bad],
      ['infinity', bad],
    ],
  ],
  [
    { kind: 'timestamp' },
    [
      ['1970-01-01T00:00:00Z', 0],
      ['2026-01-05T10:00:00Z', utc('2026-01-05T10:00:00Z')],
      ['2026-01-05T10:00:00+02:00', utc('2026-01-05T08:00:00Z')],
      ['2026-01-05T10:00:00-0530', utc('2026-01-05T15:30:00Z')],
      ['2026-01-05T10:00:00.250', utc('2026-01-05T10:00:00.250Z')],
      ['2026-01-05 10:00:00', utc('2026-01-05T10:00:00Z')],
      ['2026-03-29T02:30', utc('2026-03-29T02:30:00Z')],
      ['2026-01-05', bad],
      ['2026-02-30T10:00:00Z', bad],
      ['2026-01-05T25:00:00Z', bad],
      ['2026-01-05 10:00:00 Europe/Berlin', bad],
      ['1767607200000', bad],
    ],
  ],
  [
    { kind: 'weekday' },
    [
      ['Monday', 1],
      ['SUN', 7],
      ['5', 5],
      ['0', bad],
      ['8', bad],
      ['Montag', bad],
    ],
  ],
  [
    { kind: 'month' },
    [
      ['June', 6],
      ['dec', 12],
      ['may', 5],
      ['07', 7],
      ['12', 12],
      ['13', bad],
    ],
  ],
  [
    { kind: 'zone' },
    [
      ['Europe/Berlin', 'Europe/Berlin'],
      [' UTC ', 'UTC'],
      ['+02:00', '+02:00'],
      ['Mars/Olympus', bad],
      ['__proto__', bad],
    ],
  ],
  [
    { kind: 'text' },
    [
      [' a  b ', ' a  b '],
      ['<script>alert(1)</script>', '<script>alert(1)</script>'],
      ['__proto__', '__proto__'],
      ["'; DROP TABLE data; --", "'; DROP TABLE data; --"],
    ],
  ],
  [
    { kind: 'identifier' },
    [
      [' s1 ', 's1'],
      ['007', '007'],
    ],
  ],
];

describe('a cell becomes the canonical value of its type', () => {
  const name = (type: ValueType) => JSON.stringify(type);
  it.each(casts.map(([type, cells]) => [name(type), type, cells] as const))(
    'as text: %s',
    async (_, type, cells) => {
      const text = cells.map(([cell]) => `${cell},x`).join('\n');
      const workspace = workspaceWith({ 'e.csv': `v,other\n${text}\n` });
      const data = await openOk(workspace, 'e.csv', [column('v', type)]);
      const expected = cells.map(([, value]) => (value === bad ? undefined : value));
      expect((await readAll(data)).v).toEqual(expected);
      const first = cells.findIndex(([, value]) => value === bad);
      const count = cells.filter(([, value]) => value === bad).length;
      expect(data.description.problems).toMatchObject(
        count === 0
          ? []
          : [{ code: 'HD120', count, row: first + 1, example: cells[first]![0].trim() }],
      );
    },
  );

  it.each<[ValueType, [string, number | string | undefined][]]>([
    [
      { kind: 'yesNo' },
      [
        ['true', 1],
        ['1', 1],
        ['0.0::DOUBLE', 0],
        ['2', undefined],
        ["DATE '2026-01-05'", undefined],
      ],
    ],
    [
      { kind: 'money', currency: 'EUR' },
      [
        ['12.5::DECIMAL(9, 2)', 12.5],
        ['7::TINYINT', 7],
        ["'NaN'::DOUBLE", undefined],
        ["'inf'::FLOAT", undefined],
      ],
    ],
    [
      { kind: 'time', step: 60 },
      [
        ['9::TINYINT', 540],
        ["TIME '09:00'", 540],
        ["TIME '09:30'", undefined],
        ['24', undefined],
        ["'09:00'", 540],
      ],
    ],
    [
      { kind: 'date' },
      [
        ["DATE '2026-01-05'", 20458],
        ["TIMESTAMP '2026-01-05 00:00:00'", 20458],
        ["TIMESTAMP '2026-01-05 01:00:00'", undefined],
        ["'infinity'::DATE", undefined],
        ["DATE '9999-12-31'", 2932896],
        ["DATE '10000-01-01'", undefined],
        ["DATE '0044-03-15 (BC)'", undefined],
        ['20458', undefined],
      ],
    ],
    [
      { kind: 'timestamp' },
      [
        ["TIMESTAMP '2026-01-05 10:00:00'", utc('2026-01-05T10:00:00Z')],
        ["TIMESTAMPTZ '2026-01-05 10:00:00+02'", utc('2026-01-05T08:00:00Z')],
        ["TIMESTAMP_NS '2026-01-05 10:00:00'", utc('2026-01-05T10:00:00Z')],
        ["'infinity'::TIMESTAMP", undefined],
        ["TIMESTAMP '9999-12-31 23:59:59'", utc('9999-12-31T23:59:59Z')],
        ["TIMESTAMP '10000-01-01 00:00:00'", undefined],
        ["TIMESTAMP '290000-01-01 00:00:00'", undefined],
        ["TIMESTAMP '0044-03-15 (BC) 00:00:00'", undefined],
        ['1767607200000', undefined],
      ],
    ],
    [
      { kind: 'oneOf', values: ['1', 'a'] },
      [
        ['1', 0],
        ["'a'", 1],
        ["'a'::ENUM ('b', 'a')", 1],
        ['true', undefined],
      ],
    ],
    [
      { kind: 'weekday' },
      [
        ['3', 3],
        ['3.5', undefined],
        ["'Wed'", 3],
      ],
    ],
    [
      { kind: 'identifier' },
      [
        ['12::BIGINT', '12'],
        ["'00000000-0000-0000-0000-000000000001'::UUID", '00000000-0000-0000-0000-000000000001'],
      ],
    ],
  ])('as stored in Parquet: %o', async (type, cells) => {
    const workspace = workspaceWith({});
    for (const [sql, value] of cells) {
      await writeParquet(`${workspace}/e.parquet`, `SELECT ${sql} AS v`);
      const data = await openOk(workspace, 'e.parquet', [column('v', type)]);
      expect((await readAll(data)).v, sql).toEqual([value]);
    }
  });
});

describe('a missing cell', () => {
  it('is unknown and counted, but not bad', async () => {
    const workspace = workspaceWith({ 'e.csv': 'a,b\n1,\n,""\n  ,x\n' });
    const data = await openOk(workspace, 'e.csv', [
      column('a', { kind: 'yesNo' }),
      column('b', { kind: 'text' }),
    ]);
    expect(await readAll(data)).toEqual({
      '#row': [1, 2, 3],
      a: [1, undefined, undefined],
      b: [undefined, undefined, 'x'],
    });
    expect(data.description.problems).toEqual([
      {
        code: 'HD121',
        column: 'a',
        count: 2,
        row: 2,
        message: 'a: 2 cells are empty; the first is in row 2',
      },
      {
        code: 'HD121',
        column: 'b',
        count: 2,
        row: 1,
        message: 'b: 2 cells are empty; the first is in row 1',
      },
    ]);
  });

  it('is counted in groups of three digits', async () => {
    const workspace = workspaceWith({ 'e.csv': `a\n${'""\n'.repeat(1203)}${'x\n'.repeat(1000)}` });
    const data = await openOk(workspace, 'e.csv', [column('a', { kind: 'yesNo' })]);
    expect(data.description.problems.map(({ message }) => message)).toEqual([
      'a: 1,000 cells are unknown, not yes or no, true or false, 1 or 0; the first is "x" in row 1204',
      'a: 1,203 cells are empty; the first is in row 1',
    ]);
  });

  it('is null, or not there, in JSON Lines', async () => {
    const workspace = workspaceWith({ 'e.jsonl': '{"a":null}\n{"a":""}\n{"b":2}\n{"a":5}\n' });
    const data = await openOk(workspace, 'e.jsonl', [column('a', { kind: 'number' })]);
    expect((await readAll(data)).a).toEqual([undefined, undefined, undefined, 5]);
    expect(data.description.problems).toMatchObject([{ code: 'HD121', count: 3, row: 1 }]);
  });

  it('is what a bad example is cut from: 60 characters of one line', async () => {
    const workspace = workspaceWith({ 'e.csv': `a,b\n"${'x\n'.repeat(100)}",1\n` });
    const data = await openOk(workspace, 'e.csv', [column('a', { kind: 'date' })]);
    const [problem] = data.description.problems;
    expect([...problem!.example!]).toHaveLength(60);
    expect(problem!.message).not.toContain('\n');
  });
});

describe('text that could be mistaken for something else', () => {
  it('stays text in names and values, however long', async () => {
    const long = 'ä'.repeat(500_000);
    const name = 'we"ird \'$&';
    const all = await readCsv(`"we""ird '$&",__proto__\n${long},__proto__\n`, [
      column(name, { kind: 'text' }),
      column('__proto__', { kind: 'text' }),
    ]);
    expect(all[name]).toEqual([long]);
  });

  it('keeps a column named __proto__ apart from the prototype', async () => {
    const workspace = workspaceWith({ 'e.csv': '__proto__,b\nx,1\n' });
    const data = await openOk(workspace, 'e.csv', [column('__proto__', { kind: 'text' })]);
    for await (const batch of data.batches()) {
      expect(Object.keys(batch.columns)).toEqual(['__proto__']);
      expect(Object.keys(batch.dictionaries)).toEqual(['__proto__']);
    }
  });
});
