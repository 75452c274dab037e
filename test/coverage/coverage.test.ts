import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { coverageOf, worlds } from './intervals.ts';
import { partOf, tableOf, withPart } from './tables.ts';

const reference = readFileSync(new URL('../../grammar/REFERENCE.md', import.meta.url), 'utf8');

/** The rows of a table in the reference, by what stands first in them. */
function rowsOf(part: string): Map<string, Record<string, string>> {
  const [head = [], , ...rows] = partOf(reference, part)
    .split('\n')
    .map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim()));
  return new Map(
    rows.map(([name = '', ...cells]) => [
      name,
      Object.fromEntries(cells.map((cell, column) => [head[column + 1]!, cell])),
    ]),
  );
}

describe('how often intervals hold a truth that is known, in the reference', () => {
  it.each(worlds)('is told of $name, between 92 and 98 times of 100', ({ name }) => {
    const row = rowsOf('intervals').get(name)!;
    for (const estimator of ['SNIPS', 'DR']) {
      expect(parseFloat(row[estimator]!)).toBeGreaterThanOrEqual(92);
      expect(parseFloat(row[estimator]!)).toBeLessThanOrEqual(98);
    }
    expect(row['told']).toMatch(/^\d{3} of 500$/);
  });

  // Of 20 logs, 16 or fewer would be once in 60 where 95 of 100 intervals hold the truth.
  it.each(worlds)('is not contradicted by twenty logs of $name', (world) => {
    const { snips, dr } = coverageOf(world, 20);
    for (const { told, held } of [snips, dr]) {
      expect(told).toBeGreaterThanOrEqual(17);
      expect(told - held).toBeLessThanOrEqual(3);
    }
  });

  it.each(['logged', 'agent', 'policy'])('is told of the newsletter’s arm `%s`', (arm) => {
    const row = rowsOf('values').get(arm)!;
    for (const estimator of ['IPS', 'SNIPS', 'DR', 'SNDR']) {
      expect(row[estimator]).toMatch(/^(17|18|19|20) of 20$/);
    }
  });

  it('calls what is planted sound, and luck unsound, for 20 seeds of 20', () => {
    const rows = [...rowsOf('surprises')];
    expect(rows.map(([seed]) => seed)).toEqual(
      Array.from({ length: 20 }, (_, index) => String(index + 1)),
    );
    for (const [, row] of rows) {
      expect(row).toMatchObject({ '3 a.m.': 'unsound', mornings: '3 of 3 sound' });
      expect(row['others sound']).toMatch(/^0 of /);
      expect(row['let through']).toMatch(/^0 of /);
    }
  });
});

describe('a table of the reference', () => {
  const table = tableOf(['', 'IPS'], [['a trial', '95.0%']]);
  const before = 'a\n\n<!-- part: written -->\n\nold\n\n<!-- end of part -->\n\nb\n';

  it('is laid out as Prettier does', () => {
    expect(table).toBe('|         | IPS   |\n| ------- | ----- |\n| a trial | 95.0% |');
  });

  it('is written between its marks, again and again', () => {
    const once = withPart(before, 'part', table);
    expect(partOf(once, 'part')).toBe(table);
    expect(withPart(once, 'part', table)).toBe(once);
    expect(once.replace(table, 'old')).toBe(before);
    expect(() => withPart(before, 'other', table)).toThrow('no marks of other');
  });
});
