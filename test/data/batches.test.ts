import { createHash } from 'node:crypto';
import { readdirSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Column } from '../../language-server/policy/model.ts';
import { sharedData } from '../support/shared-data.ts';
import { column, openOk, readAll, readCsv, workspaceWith, writeParquet } from './workspace.ts';

const subject = column('subject', { kind: 'identifier' }, 'subject');
const moment = column('moment', { kind: 'timestamp' }, 'moment');
const columns: Column[] = [
  subject,
  moment,
  column('hour', { kind: 'time', step: 60 }, 'chosen'),
  column('segment', { kind: 'oneOf', values: ['active', 'lapsing'] }),
  column('opened', { kind: 'yesNo' }, 'outcome'),
  column('spend', { kind: 'money', currency: 'EUR' }),
  column('note', { kind: 'text' }),
];
const rows: (string | null)[][] = [
  ['s2', '2026-01-05T10:00:00Z', '09:00', 'active', '1', '12.5', 'hello'],
  ['s1', '2026-01-05T10:00:00Z', '10:00', 'lapsing', '0', '0.1', null],
  [null, '2026-01-04T10:00:00Z', '23:00', null, '1', '-7', 'ünïcode, "quoted"'],
  ['s1', null, '00:00', 'active', null, null, 'x'],
  ['s1', '2026-01-05T10:00:00Z', null, 'active', '0', '3', 'second'],
];
const header = columns.map(({ name }) => name);
const csvCell = (cell: string | null) => (cell === null ? '' : `"${cell.replaceAll('"', '""')}"`);
const asCsv = [header, ...rows].map((row) => row.map(csvCell).join(',')).join('\n');
const asTsv = [header, ...rows].map((row) => row.map(csvCell).join('\t')).join('\r\n');
const asJsonLines = rows
  .map((row) => JSON.stringify(Object.fromEntries(row.map((cell, at) => [header[at], cell]))))
  .join('\n');

describe('the order of rows', () => {
  it('is moment, then subject, then row of the file; what is unknown comes last', async () => {
    const all = await readCsv(asCsv, columns);
    expect(all['#row']).toEqual([3, 2, 5, 1, 4]);
  });

  it('is that of the file without a moment', async () => {
    const all = await readCsv(asCsv, [subject]);
    expect(all['#row']).toEqual([1, 2, 3, 4, 5]);
  });

  it('treats a bad moment like a missing one', async () => {
    const text = 'subject,moment\nb,\nc,nonsense\na,nonsense\nd,2026-01-01T00:00:00Z\n';
    expect((await readCsv(text, [subject, moment]))['#row']).toEqual([4, 3, 1, 2]);
  });

  it('reads a date as the moment', async () => {
    const text = 'd\n2026-01-03\n2026-01-01\n2026-01-02\n';
    const day = column('d', { kind: 'date' }, 'moment');
    expect((await readCsv(text, [day]))['#row']).toEqual([2, 3, 1]);
    expect((await readCsv(text, [day], { from: 20458, to: 20459 }))['#row']).toEqual([1]);
  });

  it('does not depend on the columns asked for', async () => {
    const data = await openOk(workspaceWith({ 'e.csv': asCsv }), 'e.csv', columns, {
      columns: ['spend'],
    });
    expect(await readAll(data)).toEqual({
      '#row': [3, 2, 5, 1, 4],
      spend: [-7, 0.1, 3, 12.5, undefined],
    });
    expect(data.columns.map(({ name }) => name)).toEqual(['spend']);
  });
});

describe('one content', () => {
  it('gives the same batches from CSV, TSV, JSON Lines and Parquet', async () => {
    const workspace = workspaceWith({
      'e.csv': asCsv,
      'e.tsv': asTsv,
      'e.jsonl': asJsonLines,
      'e.ndjson': asJsonLines,
    });
    await writeParquet(
      `${workspace}/e.parquet`,
      `SELECT subject, moment::TIMESTAMPTZ AS moment, "hour"::TIME AS "hour", segment, opened = '1' AS opened, spend::DOUBLE AS spend, note FROM read_csv('${workspace}/e.csv', all_varchar = true)`,
    );
    const expected = await readAll(await openOk(workspace, 'e.csv', columns));
    expect(expected.note).toEqual(['ünïcode, "quoted"', undefined, 'second', 'hello', 'x']);
    for (const file of ['e.tsv', 'e.jsonl', 'e.ndjson', 'e.parquet'])
      expect(await readAll(await openOk(workspace, file, columns)), file).toEqual(expected);
  });

  it('gives the same batches again, and whatever the number of threads', async () => {
    const workspace = workspaceWith({ 'e.csv': asCsv });
    const data = await openOk(workspace, 'e.csv', columns);
    const first = await readAll(data);
    expect(await readAll(data)).toEqual(first);
    expect(await readAll(await openOk(workspace, 'e.csv', columns, { threads: 1 }))).toEqual(first);
  });

  it('is read the same under another time zone and language', async () => {
    const expected = await readCsv(asCsv, columns);
    const before = { TZ: process.env.TZ, LANG: process.env.LANG };
    Object.assign(process.env, { TZ: 'America/New_York', LANG: 'tr_TR.UTF-8' });
    try {
      expect(await readCsv(asCsv, columns)).toEqual(expected);
    } finally {
      for (const [name, value] of Object.entries(before))
        if (value === undefined) Reflect.deleteProperty(process.env, name);
        else process.env[name] = value;
    }
  });

  it('has the hash of its bytes, and a key that the hash does not give away', async () => {
    const data = await openOk(workspaceWith({ 'e.csv': asCsv }), 'e.csv', columns);
    const hash = (text: string) => createHash('sha256').update(text).digest('hex');
    expect(data.description).toMatchObject({ path: 'e.csv', rows: 5, sha256: hash(asCsv) });
    expect(data.pseudonymKey).toBe(hash(`handoff pseudonym key\n${asCsv}`));
  });
});

describe('limit, from and to', () => {
  it.each([
    [0, []],
    [2, [3, 2]],
    [99, [3, 2, 5, 1, 4]],
  ])('limit %i takes the first rows in order', async (limit, expected) => {
    expect((await readCsv(asCsv, columns, { limit }))['#row']).toEqual(expected);
  });

  it('cuts two days wider than asked, since clocks differ, and keeps unknown moments', async () => {
    const days = Array.from(
      { length: 12 },
      (_, day) => `2026-01-${String(day + 1).padStart(2, '0')}T12:00:00Z`,
    );
    const text = ['moment', ...days, 'x'].join('\n');
    const all = await readCsv(text, [moment], { from: 20458, to: 20460 });
    expect(all['#row']).toEqual([3, 4, 5, 6, 7, 8, 13]);
  });
});

describe('large files', () => {
  const count = 200_000;
  const text = () => {
    const lines = ['subject,moment,n,zone'];
    for (let i = 0; i < count; i++) {
      const at = new Date(((i * 7919) % count) * 60_000).toISOString();
      lines.push(`s${i % 977},${at},${i},${i % 2 === 0 ? 'UTC' : 'Europe/Berlin'}`);
    }
    return lines.join('\n');
  };

  it('stream in batches, sorted, without losing a row', { timeout: 60_000 }, async () => {
    const data = await openOk(workspaceWith({ 'e.csv': text() }), 'e.csv', [
      subject,
      moment,
      column('n', { kind: 'number' }),
      column('zone', { kind: 'zone' }, 'clock'),
    ]);
    let before = -Infinity;
    let rows = 0;
    let sum = 0;
    let batches = 0;
    let wrong = 0;
    for await (const batch of data.batches()) {
      batches++;
      for (let i = 0; i < batch.length; i++) {
        const at = batch.columns.moment![i]!;
        const n = batch.columns.n![i]!;
        const who = batch.dictionaries.subject![batch.columns.subject![i]!];
        const zone = batch.dictionaries.zone![batch.columns.zone![i]!];
        if (at < before || batch.rows[i] !== n + 1 || who !== `s${n % 977}`) wrong++;
        if (zone !== (n % 2 === 0 ? 'UTC' : 'Europe/Berlin')) wrong++;
        before = at;
        sum += n;
      }
      rows += batch.length;
    }
    expect({ rows, sum, wrong }).toEqual({ rows: count, sum: (count * (count - 1)) / 2, wrong: 0 });
    expect(batches).toBeGreaterThan(5);
  });

  it('can be left early, read twice at once, and closed twice', { timeout: 60_000 }, async () => {
    const data = await openOk(workspaceWith({ 'e.csv': text() }), 'e.csv', [subject, moment]);
    for await (const batch of data.batches()) {
      expect(batch.length).toBeGreaterThan(0);
      break;
    }
    const [one, two] = await Promise.all([readAll(data), readAll(data)]);
    expect(one['#row']).toHaveLength(count);
    expect(two['#row']!.every((row, at) => row === one['#row']![at])).toBe(true);
    data.close();
    data.close();
  });
});

describe('temporary files', () => {
  it('are gone after closing, and after an error', async () => {
    const ours = () =>
      readdirSync(tmpdir()).filter((name) => name.startsWith(`handoff-${process.pid}-`));
    const data = await openOk(workspaceWith({ 'e.csv': asCsv }), 'e.csv', columns);
    expect(ours()).toHaveLength(1);
    data.close();
    await expect(openOk(workspaceWith({ 'e.csv': 'x\n' }), 'e.csv', columns)).rejects.toThrow(
      'HD106',
    );
    expect(ours()).toEqual([]);
  });
});

describe('the Hillstrom e-mail trial', () => {
  const file = sharedData('hillstrom/hillstrom.csv') ?? '';

  it.skipIf(file === '')('has the visit rates that its paper states', async () => {
    const arms = ['Mens E-Mail', 'Womens E-Mail', 'No E-Mail'];
    const data = await openOk(dirname(realpathSync(file)), 'hillstrom.csv', [
      {
        ...column('segment', { kind: 'oneOf', values: arms }, 'chosen'),
        randomised: { kind: 'evenly' },
      },
      column('visit', { kind: 'yesNo' }, 'outcome'),
      column('spend', { kind: 'money', currency: 'USD' }, 'outcome'),
    ]);
    expect(data.description).toMatchObject({ rows: 64_000, problems: [] });
    const visits = [0, 0, 0];
    const people = [0, 0, 0];
    for await (const batch of data.batches()) {
      expect(batch.propensity!.every((share) => share === 1 / 3)).toBe(true);
      for (let i = 0; i < batch.length; i++) {
        const arm = batch.columns.segment![i]!;
        people[arm]!++;
        visits[arm]! += batch.columns.visit![i]!;
      }
    }
    expect(people).toEqual([21307, 21387, 21306]);
    const rates = visits.map((count, arm) => (count / people[arm]!).toFixed(6));
    expect(rates).toEqual(['0.182757', '0.151400', '0.106167']);
  });
});
