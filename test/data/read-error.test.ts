import { expect, it } from 'vitest';
import { locate, refuseChanged } from '../../language-server/data/locate.ts';
import { readError } from '../../language-server/data/read-error.ts';
import { DataError } from '../../language-server/data/types.ts';
import { sourceOf, workspaceWith } from './workspace.ts';
import { appendFileSync } from 'node:fs';

it.each([
  ['Out of Memory Error: failed to pin block\n\nPossible solutions:', 'HD116'],
  ['IO Error: Cannot open file "/x/duckdb_temp_block-1.block"', 'HD117'],
  ['Invalid Input Error: Maximum line size of 16777216 bytes exceeded', 'HD109'],
  ["EACCES: permission denied, open '/ws/e.csv'", 'HD114'],
  ['something that nobody expected in /ws/e.csv\nwith more lines', 'HD114'],
])('an error of the machine becomes one line: %s', (message, code) => {
  const { problem } = readError(new Error(message), { real: '/ws/e.csv', shown: 'e.csv' });
  expect(problem).toMatchObject({ code, file: 'e.csv' });
  expect(problem.message).toMatch(/^e\.csv .*; \w+/);
  expect(problem.message).not.toMatch(/\n|\/ws\//);
});

it('a problem that is worded already stays as it is', () => {
  const error = new DataError({ code: 'HD101', message: 'x', file: 'e.csv' });
  expect(readError(error, { real: '/ws/e.csv', shown: 'e.csv' })).toBe(error);
});

it('a file that changes while it is read is refused', async () => {
  const workspace = workspaceWith({ 'e.csv': 'a\n1\n' });
  const located = await locate(sourceOf(workspace, 'e.csv', []), workspace);
  await expect(refuseChanged(located)).resolves.toBeUndefined();
  appendFileSync(`${workspace}/e.csv`, '2\n');
  await expect(refuseChanged(located)).rejects.toThrow('e.csv changed while it was read');
});
