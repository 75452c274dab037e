import { expect, it } from 'vitest';
import { column, openOk, workspaceWith } from './workspace.ts';

it('a profile has range and median of numbers, the most frequent values of categories', async () => {
  const text =
    'n,d,s,t\n3,2026-01-05,lapsing,b\n1,2026-01-07,active,a\nx,,active,\n2,2026-01-06,nope,a\n';
  const data = await openOk(workspaceWith({ 'e.csv': text }), 'e.csv', [
    column('n', { kind: 'number' }),
    column('d', { kind: 'date' }),
    column('s', { kind: 'oneOf', values: ['active', 'lapsing'] }),
    column('t', { kind: 'text' }),
  ]);
  expect(await data.profile()).toEqual([
    { column: 'n', missing: 0, bad: 1, range: { min: 1, median: 2, max: 3 } },
    { column: 'd', missing: 1, bad: 0, range: { min: 20458, median: 20459, max: 20460 } },
    {
      column: 's',
      missing: 0,
      bad: 1,
      top: [
        { value: 0, count: 2 },
        { value: 1, count: 1 },
      ],
    },
    {
      column: 't',
      missing: 1,
      bad: 0,
      top: [
        { value: 'a', count: 2 },
        { value: 'b', count: 1 },
      ],
    },
  ]);
});

it('a profile lists at most ten values, ties by value', async () => {
  const words = Array.from({ length: 15 }, (_, at) => `w${String(14 - at).padStart(2, '0')}`);
  const data = await openOk(workspaceWith({ 'e.csv': ['t', ...words].join('\n') }), 'e.csv', [
    column('t', { kind: 'text' }),
  ]);
  const [profile] = await data.profile();
  expect(profile!.top!.map(({ value }) => value)).toEqual(words.toReversed().slice(0, 10));
});

it('a profile of a column without known values has no range', async () => {
  const data = await openOk(workspaceWith({ 'e.csv': 'n,x\n,1\n' }), 'e.csv', [
    column('n', { kind: 'number' }),
  ]);
  expect(await data.profile()).toEqual([{ column: 'n', missing: 1, bad: 0 }]);
});
