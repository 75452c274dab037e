import { expect, it } from 'vitest';
import { KnownProfiles } from '../../../language-server/language/features/profiles.ts';
import type { DataSource } from '../../../language-server/policy/model.ts';

const source = (name: string, path = 'd.csv'): DataSource =>
  ({
    name: 'd',
    path,
    declaredIn: '',
    noun: 'row',
    columns: [{ name, type: { kind: 'number' }, roles: [] }],
  }) as unknown as DataSource;
const profileOf = (column: string) => ({ column, rows: 1, missing: 0, bad: 0 });

it.each([
  ['columns', (index: number) => source(`c${String(index)}`)],
  ['files', (index: number) => source('c', `${String(index)}.csv`)],
])('keeps what was typed last of any number of %s, so that memory has an end', (_, typed) => {
  const profiles = new KnownProfiles();
  const known = (index: number) => {
    const data = typed(index);
    return profiles.of(data, data.columns[0]!.name);
  };
  for (let index = 0; index < 2000; index++) {
    const data = typed(index);
    profiles.learn(data, { stamp: 's', columns: [profileOf(data.columns[0]!.name)] });
  }
  expect([known(0), known(1999)?.rows]).toEqual([undefined, 1]);
});
